package io.orbweaver.parse;

import io.orbweaver.parse.encoding.Ascii;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Link header fields (RFC 8288 §3, read as its appendix B.2 does). Takes time linear in their length, and never fails,
 * whatever they hold.
 */
public final class LinkHeader {

    private final String field;
    private int at;

    private LinkHeader(String field) {
        this.field = field;
    }

    /**
     * The target of the first link with a relation type, as written; null if absent. A link that is another resource's,
     * by its {@code anchor}, is not looked at.
     *
     * @param fields the fields' values, each a list of links
     * @param relation the relation type, in lower case
     */
    public static @Nullable String target(List<String> fields, String relation) {
        for (String field : fields) {
            String target = new LinkHeader(field).target(relation);
            if (target != null) {
                return target;
            }
        }
        return null;
    }

    private @Nullable String target(String relation) {
        while (at < field.length()) {
            int open = field.indexOf('<', at);
            int close = open < 0 ? -1 : field.indexOf('>', open);
            if (close < 0) {
                return null;
            }
            at = close + 1;
            if (hasRelation(relation)) {
                return field.substring(open + 1, close).strip();
            }
        }
        return null;
    }

    /** Reads a link's parameters, and the comma behind them; of several {@code rel} the first counts. */
    private boolean hasRelation(String relation) {
        String rel = null;
        boolean anchored = false;
        while (at < field.length() && field.charAt(at) != ',') {
            if (field.charAt(at) == ';' || Ascii.isWhitespace(field.charAt(at))) {
                at++;
                continue;
            }
            String name = name();
            String value = value();
            if (name.equalsIgnoreCase("rel") && rel == null) {
                rel = value;
            }
            anchored |= name.equalsIgnoreCase("anchor");
        }
        at++;
        return rel != null && !anchored && Ascii.hasToken(rel, relation);
    }

    private String name() {
        int from = at;
        while (at < field.length() && ";,=".indexOf(field.charAt(at)) < 0) {
            at++;
        }
        return field.substring(from, at).strip();
    }

    /** The value of a parameter, without quotes; empty where it has none. */
    private String value() {
        if (at >= field.length() || field.charAt(at) != '=') {
            return "";
        }
        at++;
        while (at < field.length() && Ascii.isWhitespace(field.charAt(at))) {
            at++;
        }
        if (at < field.length() && field.charAt(at) == '"') {
            return quoted();
        }
        int from = at;
        while (at < field.length() && field.charAt(at) != ';' && field.charAt(at) != ',') {
            at++;
        }
        return field.substring(from, at).strip();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < field.length() && field.charAt(at) != '"'; at++) {
            if (field.charAt(at) == '\\' && at + 1 < field.length()) {
                at++;
            }
            value.append(field.charAt(at));
        }
        at++;
        return value.toString();
    }
}
