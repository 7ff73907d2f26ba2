package io.orbweaver.security;

import io.orbweaver.security.Sessions.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** The credentials of a request, not verified yet: a key, or a session that this service signed. Prints as neither. */
final class Credentials extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;
    private static final String KEY_HEADER = "X-Api-Key";
    private static final String BEARER = "bearer ";

    private final transient @Nullable String shown;
    private final transient @Nullable Session session;
    private final String address;

    private Credentials(@Nullable String shown, @Nullable Session session, String address) {
        super(List.of());
        this.shown = shown;
        this.session = session;
        this.address = address;
    }

    /** @param address from where it came */
    static Credentials ofKey(String shown, String address) {
        return new Credentials(shown, null, address);
    }

    static Credentials ofSession(Session session) {
        return new Credentials(null, session, "");
    }

    /** Whether headers claim to have a key. No page of another site can add one without being allowed to by CORS. */
    static boolean hasKey(HttpHeaders headers) {
        return headers.containsHeader(KEY_HEADER) || headers.containsHeader(HttpHeaders.AUTHORIZATION);
    }

    /** The key in headers; empty if the field holds no valid key, null without such a field. */
    static @Nullable String key(HttpHeaders headers) {
        String key = headers.getFirst(KEY_HEADER);
        if (key != null) {
            return key.strip();
        }
        String authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return null;
        }
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : "";
    }

    @Nullable
    String shown() {
        return shown;
    }

    @Nullable
    Session session() {
        return session;
    }

    String address() {
        return address;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
