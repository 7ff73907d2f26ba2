package io.orbweaver.extract.content;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * The elements of a page that are content although they look like {@link Boilerplate}: a page does not hide its main
 * subject. Three kinds are met:
 *
 * <ul>
 *   <li>{@code noscript} that says more than all of the page besides: what scripts would put there is missing;
 *   <li>a hidden element that holds much of the page's prose, which a script moves or shows (streamed pages), or that
 *       is a panel of tabs or an accordion, which a click shows;
 *   <li>an element whose name, role or tag is of what surrounds content, and which holds at least half of the prose.
 * </ul>
 *
 * Dialogs about cookies do not count, however much text they have. Decided once for a page, in time linear in it.
 */
final class BoilerplateExceptions {

    /** Characters of prose below which its share means nothing. */
    private static final int PROSE_CHARS_MIN = 200;

    private static final double HIDDEN_SHARE_MIN = 0.3;
    private static final double NAMED_SHARE_MIN = 0.5;

    private static final Pattern PANEL = Pattern.compile("(?i)(?:^|[\\s_-])(?:accordion|collaps(?:e|ible)|"
            + "tab-?(?:pane|panel|content)|panel|faq|answer|expand(?:ed|able)?|toggle-?content)(?:$|[\\s_-])");

    private static final Pattern OVERLAY =
            Pattern.compile("(?i)cookie|consent|onetrust|gdpr|privacy|modal|dialog|popup|menu|nav");

    private final Set<Element> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    private final PageWeights weights;

    private BoilerplateExceptions(PageWeights weights) {
        this.weights = weights;
    }

    /** Those of a page; looks at all of its elements. */
    static BoilerplateExceptions in(Element body) {
        BoilerplateExceptions page = new BoilerplateExceptions(new PageWeights(body));
        for (Element element : body.children()) {
            page.look(element, body, false);
        }
        return page;
    }

    boolean contains(Element element) {
        return shown.contains(element);
    }

    /** @param overlaid whether it is in a dialog or a menu; the depth of the tree is bounded */
    private void look(Element element, Element body, boolean overlaid) {
        if (weights.text(element) == 0) {
            return;
        }
        boolean overlay = overlaid || isOverlay(element);
        if (element.normalName().equals("noscript")) {
            if (holdsProse(element, 0) && weights.prose(element) > weights.prose(body)) {
                shown.add(element);
            }
        } else if (Boilerplate.isHidden(element)) {
            if (!overlay && (isPanel(element) || holdsProse(element, HIDDEN_SHARE_MIN))) {
                shown.add(element);
            }
        } else if (holdsProse(element, NAMED_SHARE_MIN) && !Boilerplate.isNeverContent(element)) {
            shown.add(element);
        }
        for (Element child : element.children()) {
            look(child, body, overlay);
        }
    }

    private boolean holdsProse(Element element, double share) {
        return weights.prose(element) >= PROSE_CHARS_MIN && weights.shareOfProse(element) >= share;
    }

    private static boolean isOverlay(Element element) {
        return element.attributesSize() > 0
                && (OVERLAY.matcher(element.attr("role")).find()
                        || Boilerplate.isHidden(element)
                                && OVERLAY.matcher(names(element)).find()
                        || names(element).contains("onetrust"));
    }

    private static boolean isPanel(Element element) {
        return element.attr("role").equals("tabpanel")
                || PANEL.matcher(names(element)).find();
    }

    private static String names(Element element) {
        String names = element.attr("class") + " " + element.id();
        return names.length() > Boilerplate.CLASSES_CHARS_MAX ? "" : names;
    }
}
