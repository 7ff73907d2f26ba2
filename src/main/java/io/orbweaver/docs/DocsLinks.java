package io.orbweaver.docs;

import com.vladsch.flexmark.html.LinkResolver;
import com.vladsch.flexmark.html.LinkResolverFactory;
import com.vladsch.flexmark.html.renderer.LinkResolverBasicContext;
import com.vladsch.flexmark.html.renderer.LinkStatus;
import com.vladsch.flexmark.html.renderer.ResolvedLink;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.data.DataKey;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * The mapping of links between the repository's texts to their pages. What is no page, as the licence or a folder, is
 * where the repository is published.
 */
final class DocsLinks implements LinkResolverFactory {

    /** The page whose text a document is. */
    static final DataKey<DocsPage> PAGE = new DataKey<>("page", DocsPage.START);

    private static final String REPOSITORY = "https://github.com/orbweaver/orbweaver/blob/main/";
    private static final String PICTURES = "src/main/docs/";
    private static final String PICTURE = PICTURES + "[a-z-]+\\.(?:png|svg)";

    @Override
    public Set<Class<?>> getAfterDependents() {
        return Set.of();
    }

    @Override
    public Set<Class<?>> getBeforeDependents() {
        return Set.of();
    }

    @Override
    public boolean affectsGlobalScope() {
        return false;
    }

    @Override
    public LinkResolver apply(LinkResolverBasicContext context) {
        return DocsLinks::resolved;
    }

    private static ResolvedLink resolved(Node node, LinkResolverBasicContext context, ResolvedLink link) {
        DocsPage page = PAGE.get(node.getDocument());
        return link.withStatus(LinkStatus.VALID).withUrl(href(page, link.getUrl()));
    }

    /** Where a link in a page's text leads. */
    static String href(DocsPage page, String url) {
        if (url.startsWith("#") || url.startsWith("/") || url.matches("[a-z][a-z0-9+.-]*:.*")) {
            return url;
        }
        String whole = URI.create("/" + page.source()).resolve(url).toString().substring(1);
        int hash = whole.indexOf('#');
        String path = hash < 0 ? whole : whole.substring(0, hash);
        String fragment = hash < 0 ? "" : whole.substring(hash);
        Optional<DocsPage> to = DocsPage.ofSource(path);
        if (to.isPresent()) {
            return to.get().href() + fragment;
        }
        return path.matches(PICTURE) ? "/docs/pictures/" + path.substring(PICTURES.length()) : REPOSITORY + whole;
    }
}
