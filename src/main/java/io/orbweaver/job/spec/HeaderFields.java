package io.orbweaver.job.spec;

import io.orbweaver.job.field.FieldReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The reader of header fields that a job wants sent, which refuses what could change the request's framing (RFC 9110
 * §5).
 */
public final class HeaderFields {

    /** Header fields of one job. */
    public static final int COUNT_MAX = 50;
    /** Characters of a name. */
    public static final int NAME_CHARS_MAX = 100;
    /** Characters of a value. */
    public static final int VALUE_CHARS_MAX = 8_192;
    /** What a name is, as a regular expression of the whole. */
    public static final String NAME = "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$";
    /** What a value is, as a regular expression of the whole. */
    public static final String VALUE =
            "^(?:[\\x21-\\x7e\\x80-\\xff](?:[\\t\\x20-\\x7e\\x80-\\xff]*[\\x21-\\x7e\\x80-\\xff])?)?$";

    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
    private static final Pattern VALUE_PATTERN = Pattern.compile(VALUE);
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

    /** Names that a job may not set, in lower case, sorted: the crawler sets them itself. */
    public static List<String> ownNames() {
        return OURS.stream().sorted().toList();
    }

    private final FieldReader in;

    HeaderFields(FieldReader in) {
        this.in = in;
    }

    Map<String, String> read(String field) {
        Map<String, String> headers = in.strings(field, COUNT_MAX, NAME_CHARS_MAX, VALUE_CHARS_MAX);
        Map<String, String> good = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            String pointer = FieldReader.pointer("/" + field, name);
            if (!NAME_PATTERN.matcher(name).matches()) {
                in.problem(pointer, "is no header field name");
            } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                in.problem(pointer, "is set by the crawler itself");
            } else if (!VALUE_PATTERN.matcher(value).matches()) {
                in.problem(pointer, "is no header field value: control characters and outer blanks are not allowed");
            } else if (good.put(name, value) != null) {
                in.problem(pointer, "is there twice, in other case");
            }
        });
        return good;
    }
}
