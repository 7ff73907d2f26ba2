package io.orbweaver.docs;

import com.vladsch.flexmark.ext.tables.TablesExtension;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.data.MutableDataSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/** Makes pages of texts: GitHub's Markdown, with the marks of HTML itself taken for text. Blocks; any thread. */
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
                .build();
        template = read(new ClassPathResource(TEMPLATE, DocsRenderer.class));
    }

    /** Every page, whole. */
    static Map<DocsPage, String> pages() {
        DocsRenderer renderer = new DocsRenderer();
        Map<DocsPage, String> pages = new EnumMap<>(DocsPage.class);
        for (DocsPage page : DocsPage.values()) {
            pages.put(page, renderer.page(page));
        }
        return pages;
    }

    private String page(DocsPage page) {
        Document text = parser.parse(read(new ClassPathResource(FOLDER + page.source())));
        text.set(DocsLinks.PAGE, page);
        return template.replace("@title@", page.title())
                .replace("@menu@", menu(page))
                .replace("@text@", html.render(text));
    }

    private static String menu(DocsPage present) {
        return Stream.of(DocsPage.values())
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
