package io.orbweaver.site;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a site answers to a path.
 *
 * @param status HTTP status
 * @param headers sent besides Content-Length
 * @param body sent as it is
 * @param latency from the request to the first byte of the answer
 */
public record Page(int status, Map<String, String> headers, byte[] body, Duration latency) {

    /** A 200 answer of HTML in UTF-8. */
    public static Page html(String body) {
        return new Page(
                200,
                Map.of("Content-Type", "text/html; charset=utf-8"),
                body.getBytes(StandardCharsets.UTF_8),
                Duration.ZERO);
    }

    /** A 200 answer of plain text in UTF-8, robots.txt for example. */
    public static Page text(String body) {
        return html(body).header("Content-Type", "text/plain; charset=utf-8");
    }

    /** An answer without a body. */
    public static Page status(int status) {
        return new Page(status, Map.of(), new byte[0], Duration.ZERO);
    }

    /** A 302 answer. */
    public static Page redirect(String location) {
        return status(302).header("Location", location);
    }

    /** The same with one header more, or another value for it. */
    public Page header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Page(status, more, body, latency);
    }

    /** The same, later. */
    public Page after(Duration newLatency) {
        return new Page(status, headers, body, newLatency);
    }
}
