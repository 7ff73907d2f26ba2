package io.orbweaver.export;

import io.orbweaver.body.ExchangeHead;
import io.orbweaver.body.HeaderField;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The heads of HTTP messages as records of an archive have them (WARC 1.1 §6.3, §6.5; the form is RFC 9112's).
 *
 * <p>A body is archived decoded, so the fields that speak of its coding on the wire go under {@code X-Archive-Orig-},
 * as archivers have it, and the length is that of what is there. What names or admits a person is left out of requests:
 * archives are given away.
 */
final class HttpBlock {

    private static final Set<String> OF_THE_WIRE =
            Set.of("content-encoding", "transfer-encoding", "content-length", "trailer");
    private static final Set<String> PRIVATE = Set.of("cookie", "authorization", "proxy-authorization");
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final StringBuilder text = new StringBuilder(512);

    private HttpBlock(String first) {
        text.append(first.replaceAll("[\r\n\0]", " ")).append("\r\n");
    }

    /** Head of an answer with a body of so many bytes. */
    static byte[] response(ExchangeHead head, long length) {
        HttpBlock block = new HttpBlock("HTTP/1.1 " + head.status() + " " + head.reason());
        for (HeaderField field : head.response()) {
            boolean ofTheWire = OF_THE_WIRE.contains(lower(field));
            block.add(ofTheWire ? "X-Archive-Orig-" + field.name() : field.name(), field.value());
        }
        return block.add("Content-Length", Long.toString(length)).bytes();
    }

    /**
     * Head of a request, Host first.
     *
     * @param secret lower-case names of fields that the job itself asked for, which may admit someone
     */
    static byte[] request(ExchangeHead head, Set<String> secret) {
        HttpBlock block = new HttpBlock("GET " + head.target() + " HTTP/1.1");
        Predicate<HeaderField> host = field -> lower(field).equals("host");
        block.addAll(head.request(), host);
        block.addAll(
                head.request(),
                host.negate().and(field -> !PRIVATE.contains(lower(field)) && !secret.contains(lower(field))));
        return block.bytes();
    }

    private static String lower(HeaderField field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    private void addAll(List<HeaderField> fields, Predicate<HeaderField> wanted) {
        fields.stream().filter(wanted).forEach(field -> add(field.name(), field.value()));
    }

    /** A field; one with an invalid name would make the rest unreadable, and is left out. */
    private HttpBlock add(String name, String value) {
        if (TOKEN.matcher(name).matches()) {
            text.append(name)
                    .append(": ")
                    .append(value.replaceAll("[\r\n\0]", " "))
                    .append("\r\n");
        }
        return this;
    }

    private byte[] bytes() {
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
