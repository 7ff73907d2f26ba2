package io.orbweaver.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The demo site's answer to a request.
 *
 * @param status HTTP status
 * @param contentType the Content-Type header
 * @param location where a redirect leads, or null
 * @param text the body; {@link #SITE} is replaced by the site's host and port
 * @param latency before the answer begins
 */
record DemoAnswer(int status, String contentType, @Nullable String location, String text, Duration latency) {

    /** The placeholder of the site's host and port, which are unknown before it listens. */
    static final String SITE = "{{site}}";

    /** The body as it is sent. */
    byte[] body(String authority) {
        return text.replace(SITE, authority).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it is a page that a reader may look for links in. */
    boolean isHtml() {
        return contentType.startsWith("text/html");
    }
}
