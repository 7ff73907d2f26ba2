package io.orbweaver.extract;

import io.orbweaver.extract.content.PageContent;
import io.orbweaver.job.spec.Extraction;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a page yields nothing of what was asked for: the part {@value #NAME}, beside those that are available.
 *
 * <ul>
 *   <li>{@code media-type}: it is of a type that nothing is taken out of
 *   <li>{@code scripts}: it shows no word and no image by itself, and has scripts that may
 * </ul>
 */
final class UnavailableReason {

    static final String NAME = "unavailable";

    private static final String TYPES =
            ": content is taken out of HTML and XHTML; as text out of plain text, and as Markdown out of Markdown";

    private static final String SCRIPTS =
            "the page shows nothing without scripts, and scripts are not run; its sitemap, feed or API may say more";

    /** What a page shows that is no text. */
    private static final Evaluator SHOWN =
            QueryParser.parse("img, picture, video, audio, iframe, frame, object, embed, applet, form, table");

    private UnavailableReason() {}

    /** The part, encoded; null where there is nothing to explain. */
    static @Nullable String reason(Extraction asked, PageContent page) {
        boolean text = asked.text() || asked.markdown();
        boolean tree = asked.metadata() || asked.links() || !asked.fields().isEmpty();
        if (page.isMarkup()) {
            return text && needsScripts(page) ? encoded("scripts", SCRIPTS) : null;
        }
        boolean some = page.page().isPlainText() && asked.text() || page.page().isMarkdown() && asked.markdown();
        if (some || !text && !tree) {
            return null;
        }
        String type = page.page().mediaType();
        return encoded("media-type", (type == null ? "an unknown type" : type) + TYPES);
    }

    private static String encoded(String reason, String detail) {
        return PartJson.encode(PartJson.object().put("reason", reason).put("detail", detail));
    }

    /**
     * Whether the page shows nothing but what browsers without scripts say, and has scripts that may show something.
     */
    private static boolean needsScripts(PageContent page) {
        if (page.main().body().childrenSize() > 0) {
            return false;
        }
        Element body = page.document().body();
        boolean runs = page.document().getElementsByTag("script").stream().anyMatch(UnavailableReason::runs);
        return runs && !shows(body);
    }

    private static boolean runs(Element script) {
        String type = script.attr("type").strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.equals("module") || type.endsWith("javascript") || type.endsWith("ecmascript");
    }

    private static boolean shows(Element from) {
        for (Element element : from.children()) {
            boolean apart = element.normalName().matches("noscript|script|style|template");
            if (!apart && (SHOWN.matches(from, element) || shows(element))) {
                return true;
            }
        }
        return !from.ownText().isBlank();
    }
}
