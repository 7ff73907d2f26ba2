package io.orbweaver.docs;

import com.vladsch.flexmark.ext.tables.TablesExtension;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.data.MutableDataSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** A renderer of pages: GitHub's Markdown, with HTML in it shown as text. Blocks; any thread. */
final class DocsRenderer {

    private static final String FOLDER = "docs/";
    private static final String TEMPLATE = "page.html";

    private final Parser parser;
    private final HtmlRenderer html;
    private final String template;

    private DocsRenderer() {
        MutableDataSet options = new MutableDataSet()
                .set(Parser.EXTENSIONS, List.of(TablesExtension.create()))
                .set(HtmlRenderer.ESCAPE_HTML, true)
                .set(HtmlRenderer.GENERATE_HEADER_ID, true)
                .set(HtmlRenderer.RENDER_HEADER_ID, true)
                .set(TablesExtension.CLASS_NAME, "wide");
        parser = Parser.builder(options).build();
        html = HtmlRenderer.builder(options)
                .linkResolverFactory(new DocsLinks())
                .attributeProviderFactory(new DocsFocus())
                .build();
        template = read(new ClassPathResource(TEMPLATE, DocsRenderer.class));
    }

    /**
     * The documentation as it is served.
     *
     * @param pages every page, whole
     * @param index what the search looks through, as JSON: a list of {@link DocsSections.Section}
     */
    record Rendered(Map<DocsPage, String> pages, String index) {
        /** A page; there is every one. */
        String page(DocsPage page) {
            return Objects.requireNonNull(pages.get(page), page.href());
        }
    }

    /** Every page, and the index of all. */
    static Rendered all() {
        DocsRenderer renderer = new DocsRenderer();
        Map<DocsPage, String> pages = new EnumMap<>(DocsPage.class);
        List<DocsSections.Section> sections = new ArrayList<>();
        for (DocsPage page : DocsPage.values()) {
            Document text = renderer.parser.parse(read(new ClassPathResource(FOLDER + page.source())));
            text.set(DocsLinks.PAGE, page);
            pages.put(page, renderer.page(page, text));
            sections.addAll(DocsSections.of(page, text));
        }
        return new Rendered(pages, JsonMapper.builder().build().writeValueAsString(sections));
    }

    private String page(DocsPage page, Document text) {
        return template.replace("@title@", page.title())
                .replace("@menu@", menu(page))
                .replace("@text@", html.render(text));
    }

    private static String menu(DocsPage present) {
        return Stream.of(DocsPage.Sort.values())
                .map(sort -> "<h2>" + sort.title() + "</h2>\n<ul>\n" + entries(sort, present) + "\n</ul>")
                .collect(Collectors.joining("\n"));
    }

    private static String entries(DocsPage.Sort sort, DocsPage present) {
        return sort.pages().stream()
                .map(page -> "<li><a href=\"" + page.href() + "\"" + (page == present ? " aria-current=\"page\"" : "")
                        + ">" + page.title() + "</a></li>")
                .collect(Collectors.joining("\n"));
    }

    private static String read(ClassPathResource text) {
        try {
            return text.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
