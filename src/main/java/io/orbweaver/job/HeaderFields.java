package io.orbweaver.job;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads header fields that a job wants sent, and refuses what could change the request's framing (RFC 9110 §5). */
final class HeaderFields {

    private static final int COUNT_MAX = 50;
    private static final int NAME_CHARS_MAX = 100;
    private static final int VALUE_CHARS_MAX = 8_192;
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE =
            Pattern.compile("[\\x21-\\x7e\\x80-\\xff]([\\t\\x20-\\x7e\\x80-\\xff]*" + "[\\x21-\\x7e\\x80-\\xff])?|");
    private static final Set<String> OURS = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    private final FieldReader in;

    HeaderFields(FieldReader in) {
        this.in = in;
    }

    Map<String, String> read(String field) {
        Map<String, String> headers = in.strings(field, COUNT_MAX, NAME_CHARS_MAX, VALUE_CHARS_MAX);
        Map<String, String> good = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            String pointer = FieldReader.pointer("/" + field, name);
            if (!TOKEN.matcher(name).matches()) {
                in.problem(pointer, "is no header field name");
            } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                in.problem(pointer, "is set by the crawler itself");
            } else if (!VALUE.matcher(value).matches()) {
                in.problem(pointer, "is no header field value: control characters and outer blanks are not allowed");
            } else if (good.put(name, value) != null) {
                in.problem(pointer, "is there twice, in other case");
            }
        });
        return good;
    }
}
