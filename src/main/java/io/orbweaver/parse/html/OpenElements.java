package io.orbweaver.parse.html;

import io.orbweaver.parse.encoding.Ascii;
import io.orbweaver.parse.html.KnownTag.Trait;
import io.orbweaver.parse.html.TagToken.Attribute;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The stack of open elements (HTML §13.2.4.2), kept as far as the tokenizer needs it: to know whether a tag is HTML or
 * foreign (SVG, MathML, their integration points and the tags that break out, §13.2.6.5) and whether it is inside a
 * template.
 *
 * <p>Approximated: there are no insertion modes, so nothing is ignored for standing in the wrong place (links within
 * {@code select} or {@code frameset} count), nothing is foster-parented, and html, head and body are not on the stack;
 * active formatting elements are not reconstructed; implied end tags are those of p, li, dd, dt, option and table
 * parts. Nesting beyond 256 forgets the outermost 128 elements. All of this matters only where foreign content or a
 * template is left open, or closed by a foreign tag.
 */
public final class OpenElements {

    /** What an element is. */
    public enum Namespace {
        HTML,
        SVG,
        MATHML
    }

    private static final int DEPTH_MAX = 256;

    // an entry is key << 4 | point << 2 | namespace
    private static final int HTML = Namespace.HTML.ordinal();
    private static final int SVG = Namespace.SVG.ordinal();
    private static final int MATHML = Namespace.MATHML.ordinal();
    /** MathML text integration point. */
    private static final int TEXT_POINT = 1;
    /** HTML integration point. */
    private static final int HTML_POINT = 2;
    /** annotation-xml without HTML: bounds a scope, and lets in only svg. */
    private static final int ANNOTATION = 3;

    private static final int TEMPLATE_ENTRY = KnownTag.TEMPLATE.ordinal() << 4;
    /** Entries of HTML tags that mean nothing begin here. */
    private static final int UNKNOWN = TagToken.UNKNOWN_KEY << 4;

    private static final int P_ENTRY = KnownTag.P.ordinal() << 4;

    private final boolean xml;
    private int[] stack = new int[32];
    private int depth;

    /** How many entries of each known HTML tag the stack has: most searches for one need not begin. */
    private final short[] open = new short[KnownTag.count()];

    /** @param xml whether tags open and close elements as written, and a self-closing one opens none */
    public OpenElements(boolean xml) {
        this.xml = xml;
    }

    public boolean inTemplate() {
        return open[KnownTag.TEMPLATE.ordinal()] > 0;
    }

    /** Whether the adjusted current node is not HTML. */
    public boolean inForeignContent() {
        return depth > 0 && (stack[depth - 1] & 3) != HTML;
    }

    public int depth() {
        return depth;
    }

    /** Puts a start tag's element in its place and returns what it is. */
    public Namespace start(TagToken tag) {
        if (inForeignContent()) {
            int top = stack[depth - 1];
            if (isForeign(tag, top)) {
                if (!breaksOut(tag)) {
                    return startForeign(tag, top & 3);
                }
                leaveForeign();
            }
        }
        return startHtml(tag);
    }

    /** Takes off the stack what an end tag closes. */
    public void end(TagToken tag) {
        KnownTag known = tag.known();
        if (inForeignContent()) {
            if (known == KnownTag.P || known == KnownTag.BR) {
                leaveForeign();
            } else if (endForeign(tag.key())) {
                return;
            }
        }
        endHtml(known, tag.key());
    }

    /** The dispatcher of §13.2.6 for a start tag, below a node that is not HTML. */
    private static boolean isForeign(TagToken tag, int top) {
        return switch (top >> 2 & 3) {
            case HTML_POINT -> false;
            case TEXT_POINT -> tag.known() == KnownTag.MGLYPH || tag.known() == KnownTag.MALIGNMARK;
            case ANNOTATION -> tag.known() != KnownTag.SVG;
            default -> true;
        };
    }

    private static boolean breaksOut(TagToken tag) {
        KnownTag known = tag.known();
        return known != null && (known.is(Trait.BREAKOUT) || known == KnownTag.FONT && tag.has(Attribute.FONT));
    }

    private void leaveForeign() {
        while (depth > 0 && (stack[depth - 1] & 3) != HTML) {
            int point = stack[depth - 1] >> 2 & 3;
            if (point == TEXT_POINT || point == HTML_POINT) {
                return;
            }
            depth--;
        }
    }

    private Namespace startForeign(TagToken tag, int namespace) {
        if (!tag.isSelfClosing()) {
            push(tag.key() << 4 | integrationPoint(tag, namespace) << 2 | namespace);
        }
        return namespace == SVG ? Namespace.SVG : Namespace.MATHML;
    }

    private static int integrationPoint(TagToken tag, int namespace) {
        KnownTag known = tag.known();
        if (known == null) {
            return 0;
        }
        if (namespace == SVG) {
            boolean html = known == KnownTag.FOREIGNOBJECT || known == KnownTag.DESC || known == KnownTag.TITLE;
            return html ? HTML_POINT : 0;
        }
        return switch (known) {
            case MI, MO, MN, MS, MTEXT -> TEXT_POINT;
            case ANNOTATION_XML -> {
                String encoding = tag.value(Attribute.ENCODING);
                boolean html = encoding != null
                        && (Ascii.isToken(encoding, "text/html") || Ascii.isToken(encoding, "application/xhtml+xml"));
                yield html ? HTML_POINT : ANNOTATION;
            }
            default -> 0;
        };
    }

    /** "Any other end tag" of §13.2.6.5: true if a foreign element was closed; else HTML's rules go on. */
    private boolean endForeign(int key) {
        for (int i = depth - 1; i >= 0 && (stack[i] & 3) != HTML; i--) {
            if (stack[i] >> 4 == key) {
                popTo(i);
                return true;
            }
        }
        return false;
    }

    private Namespace startHtml(TagToken tag) {
        KnownTag known = tag.known();
        if (xml && tag.isSelfClosing() && known != KnownTag.SVG && known != KnownTag.MATH) {
            return Namespace.HTML;
        }
        if (known == null) {
            push(tag.key() << 4);
            return Namespace.HTML;
        }
        if (known == KnownTag.SVG || known == KnownTag.MATH) {
            return startForeign(tag, known == KnownTag.SVG ? SVG : MATHML);
        }
        if (!xml) {
            closeImplied(known);
        }
        if (!known.is(Trait.NOT_OPENED)) {
            push(known.ordinal() << 4);
            open[known.ordinal()]++;
        }
        return Namespace.HTML;
    }

    private void closeImplied(KnownTag known) {
        switch (known) {
            case LI -> closeSibling(KnownTag.LI, KnownTag.LI);
            case DD, DT -> closeSibling(KnownTag.DD, KnownTag.DT);
            case OPTION, OPTGROUP -> closeTop(KnownTag.OPTION);
            case TD, TH, TR, TBODY, THEAD, TFOOT, CAPTION, COLGROUP, COL -> closeTablePart(known);
            case A, NOBR, BUTTON -> endHtml(known, known.ordinal());
            default -> {}
        }
        if (known.is(Trait.CLOSES_P) && open[KnownTag.P.ordinal()] > 0) {
            closeInScope(P_ENTRY, Trait.SCOPE, KnownTag.BUTTON);
        }
        if (known.is(Trait.HEADING) && depth > 0) {
            KnownTag top = htmlTag(stack[depth - 1]);
            if (top != null && top.is(Trait.HEADING)) {
                popTo(depth - 1);
            }
        }
    }

    private void closeTop(KnownTag tag) {
        if (depth > 0 && stack[depth - 1] == tag.ordinal() << 4) {
            popTo(depth - 1);
        }
    }

    /** As for li, dd and dt: up to a special element other than address, div and p. */
    private void closeSibling(KnownTag one, KnownTag other) {
        for (int i = depth - 1; i >= 0; i--) {
            KnownTag tag = htmlTag(stack[i]);
            if (tag == one || tag == other) {
                popTo(i);
                return;
            }
            boolean passes = tag == KnownTag.ADDRESS || tag == KnownTag.DIV || tag == KnownTag.P;
            if (!passes && isSpecial(stack[i])) {
                return;
            }
        }
    }

    /** A cell, row or row group closes those before it, up to the table. */
    private void closeTablePart(KnownTag known) {
        int rank = tableRank(known);
        for (int i = depth - 1; i >= 0; i--) {
            KnownTag tag = htmlTag(stack[i]);
            if (tag == KnownTag.TABLE || tag == KnownTag.TEMPLATE || tag == null && isSpecial(stack[i])) {
                return;
            }
            if (tag != null && tag.is(Trait.TABLE_PART) && tableRank(tag) <= rank) {
                popTo(i);
            }
        }
    }

    private static int tableRank(KnownTag tag) {
        return switch (tag) {
            case TD, TH -> 0;
            case TR -> 1;
            default -> 2;
        };
    }

    private void endHtml(@Nullable KnownTag known, int key) {
        int entry = key << 4;
        if (depth > 0 && stack[depth - 1] == entry) {
            popTo(depth - 1);
        } else if (known == null) {
            closeOther(entry);
        } else if (known.is(Trait.HEADING)) {
            closeHeading();
        } else if (open[known.ordinal()] == 0) {
            // most often a void element's, or a stray one
            return;
        } else if (known == KnownTag.TEMPLATE) {
            endTemplate();
        } else if (known.is(Trait.TABLE_PART)) {
            closeInTable(entry);
        } else if (known.is(Trait.BLOCK)) {
            closeInScope(entry, Trait.SCOPE, known == KnownTag.P ? KnownTag.BUTTON : known);
        } else if (known.is(Trait.FORMATTING)) {
            closeFormatting(entry);
        } else {
            closeOther(entry);
        }
    }

    private void endTemplate() {
        for (int i = depth - 1; i >= 0; i--) {
            if (stack[i] == TEMPLATE_ENTRY) {
                popTo(i);
                return;
            }
        }
    }

    private void closeHeading() {
        for (int i = depth - 1; i >= 0; i--) {
            KnownTag tag = htmlTag(stack[i]);
            if (tag != null && tag.is(Trait.HEADING)) {
                popTo(i);
                return;
            }
            if (tag != null ? tag.is(Trait.SCOPE) : isSpecial(stack[i])) {
                return;
            }
        }
    }

    private void closeInTable(int entry) {
        for (int i = depth - 1; i >= 0; i--) {
            if (stack[i] == entry) {
                popTo(i);
                return;
            }
            if (stack[i] == TEMPLATE_ENTRY || stack[i] == KnownTag.TABLE.ordinal() << 4) {
                return;
            }
        }
    }

    /** Pops through the element if it is in scope; a further tag may bound the scope. */
    private void closeInScope(int entry, int bound, KnownTag furtherBound) {
        for (int i = depth - 1; i >= 0; i--) {
            if (stack[i] == entry) {
                popTo(i);
                return;
            }
            KnownTag tag = htmlTag(stack[i]);
            if (tag != null ? tag.is(bound) || tag == furtherBound : isSpecial(stack[i])) {
                return;
            }
        }
    }

    /** The adoption agency, §13.2.6.4.7: what is special inside stays open, what is inside that does not. */
    private void closeFormatting(int entry) {
        int innermostSpecial = -1;
        for (int i = depth - 1; i >= 0; i--) {
            if (stack[i] == entry) {
                popTo(Math.max(i, innermostSpecial + 1));
                if (innermostSpecial >= 0) {
                    remove(i);
                }
                return;
            }
            KnownTag tag = htmlTag(stack[i]);
            if (tag != null ? tag.is(Trait.SCOPE) : isSpecial(stack[i])) {
                return;
            }
            if (innermostSpecial < 0 && isSpecial(stack[i])) {
                innermostSpecial = i;
            }
        }
    }

    private void remove(int index) {
        forget(stack[index]);
        System.arraycopy(stack, index + 1, stack, index, depth - index - 1);
        depth--;
    }

    private void closeOther(int entry) {
        for (int i = depth - 1; i >= 0; i--) {
            if (stack[i] == entry) {
                popTo(i);
                return;
            }
            if (isSpecial(stack[i])) {
                return;
            }
        }
    }

    /** Of foreign elements those are special that are integration points or could be. */
    private static boolean isSpecial(int entry) {
        KnownTag tag = htmlTag(entry);
        return tag != null ? tag.is(Trait.SPECIAL) : (entry >> 2 & 3) != 0;
    }

    /** The element's tag if it is HTML and means something. */
    private static @Nullable KnownTag htmlTag(int entry) {
        return (entry & 3) == HTML && entry < UNKNOWN ? KnownTag.ofOrdinal(entry >> 4) : null;
    }

    private void popTo(int newDepth) {
        while (depth > newDepth) {
            forget(stack[--depth]);
        }
    }

    private void forget(int entry) {
        if ((entry & 3) == HTML && entry < UNKNOWN) {
            open[entry >> 4]--;
        }
    }

    private void push(int entry) {
        if (depth == DEPTH_MAX) {
            forgetOutermost();
        } else if (depth == stack.length) {
            stack = Arrays.copyOf(stack, Math.min(2 * depth, DEPTH_MAX));
        }
        stack[depth++] = entry;
    }

    /** A template among the forgotten ones is left, as nothing could close it any more. */
    private void forgetOutermost() {
        int forgotten = DEPTH_MAX / 2;
        for (int i = 0; i < forgotten; i++) {
            forget(stack[i]);
        }
        System.arraycopy(stack, forgotten, stack, 0, depth - forgotten);
        depth -= forgotten;
    }
}
