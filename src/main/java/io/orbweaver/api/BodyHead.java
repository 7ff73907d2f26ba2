package io.orbweaver.api;

import io.orbweaver.body.HeaderField;
import io.orbweaver.body.KeptBody;
import io.orbweaver.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriUtils;

/**
 * Header fields under which a stored body is given out. It is foreign content, and comes from this service's origin: so
 * a browser must take it for a file, not guess its type, run nothing of it if it is opened anyway, and not lend it to
 * other sites.
 */
final class BodyHead {

    private static final int NAME_CHARS_MAX = 100;

    private BodyHead() {}

    /**
     * Sets them.
     *
     * @param url where the body is from; it gives the file its name
     */
    static void set(HttpHeaders headers, KeptBody body, CanonicalUrl url) {
        headers.setContentType(type(body));
        headers.setContentLength(body.length());
        headers.setContentDisposition(disposition(fileName(url)));
        headers.set("Orbweaver-Status", Integer.toString(body.head().status()));
        protect(headers);
    }

    /** What protects browsers, on every answer. */
    static void protect(HttpHeaders headers) {
        headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.setCacheControl("private, no-cache");
    }

    /** Names beyond ASCII go by {@code filename*} (RFC 6266 §4.3). */
    private static ContentDisposition disposition(String name) {
        boolean ascii = name.chars().allMatch(c -> c < 0x80);
        ContentDisposition.Builder attachment = ContentDisposition.attachment();
        return (ascii ? attachment.filename(name) : attachment.filename(name, StandardCharsets.UTF_8)).build();
    }

    private static MediaType type(KeptBody body) {
        for (HeaderField field : body.head().response()) {
            if (field.name().equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                try {
                    MediaType type = MediaType.parseMediaType(field.value());
                    return type.isConcrete() ? type : MediaType.APPLICATION_OCTET_STREAM;
                } catch (InvalidMediaTypeException e) {
                    return MediaType.APPLICATION_OCTET_STREAM;
                }
            }
        }
        return MediaType.APPLICATION_OCTET_STREAM;
    }

    /** The last segment of a path, without what file systems and shells read something into. */
    static String fileName(CanonicalUrl url) {
        String path = url.path();
        // a URL may have a % that encodes nothing, which Spring's decoder refuses
        String encoded = path.substring(path.lastIndexOf('/') + 1).replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
        String segment = UriUtils.decode(encoded, StandardCharsets.UTF_8);
        String name = segment.replaceAll("[\\p{Cntrl}\\p{Cf}\uFFFD\"'`$%&*:;<>?|\\\\/]+", "_")
                .replaceAll("^[.\\s_-]+|[.\\s]+$", "");
        int end = name.offsetByCodePoints(0, Math.min(NAME_CHARS_MAX, name.codePointCount(0, name.length())));
        return name.isEmpty() ? "body" : name.substring(0, end);
    }
}
