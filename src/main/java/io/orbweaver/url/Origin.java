package io.orbweaver.url;

/**
 * The unit of robots.txt, credentials and cookies (RFC 6454 §4): two URLs share it when all three parts are equal.
 *
 * @param scheme {@code http}, {@code https} or {@code file}
 * @param hostName as {@link CanonicalUrl#hostName()} gives it; may be empty for file only
 * @param port the effective port, never left out; 0 for file
 */
public record Origin(String scheme, String hostName, int port) {

    /** The origin as RFC 6454 §6.2 writes it: no path, and the scheme's default port left out. */
    @Override
    public String toString() {
        String portless = scheme + "://" + hostName;
        return port == defaultPort() ? portless : portless + ":" + port;
    }

    private int defaultPort() {
        return switch (scheme) {
            case "http" -> Scheme.HTTP.defaultPort();
            case "https" -> Scheme.HTTPS.defaultPort();
            default -> Scheme.FILE.defaultPort();
        };
    }
}
