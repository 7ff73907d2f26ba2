package io.orbweaver.fetch;

import io.orbweaver.egress.EgressGuard;
import io.orbweaver.egress.EgressPolicy;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.url.CanonicalUrl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A fetcher for tests, and short ways to use it. */
final class Fetches implements AutoCloseable {

    static final String USER_AGENT = "Orbweaver/test (+https://example.org/)";
    static final String ACCEPT_LANGUAGE = "de, *;q=0.1";
    static final long BODY_BYTES_MAX = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** For a request whose answer comes, on a machine that does other things as well. */
    private static final Duration TIME_ENOUGH = Duration.ofMinutes(1);

    private final Fetcher fetcher;

    private Fetches(Setup setup) {
        FetchProperties properties = new FetchProperties(
                10,
                USER_AGENT,
                ACCEPT_LANGUAGE,
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                setup.idle,
                1,
                "",
                setup.dnsServers,
                setup.proxy);
        fetcher = new Fetcher(
                properties,
                new EgressGuard(setup.policy()),
                setup.trust,
                Schedulers.parallel(),
                InstantSource.system());
    }

    /** A fetcher that may reach this machine. */
    static Fetches local() {
        return allowing("127.0.0.0/8", "::1/128");
    }

    /** A fetcher that may reach what an operator allows. */
    static Fetches allowing(String... allowed) {
        return setup().allow(allowed).start();
    }

    /** What an operator sets. */
    static Setup setup() {
        return new Setup();
    }

    static FetchRequest request(CanonicalUrl url) {
        return new FetchRequest(url, Map.of(), TIME_ENOUGH, BODY_BYTES_MAX);
    }

    static FetchRequest impatient(CanonicalUrl url) {
        return new FetchRequest(url, Map.of(), Duration.ofMillis(300), BODY_BYTES_MAX);
    }

    Mono<Fetched> mono(FetchRequest request, BodySink sink) {
        return fetcher.fetch(request, head -> sink);
    }

    Fetched get(FetchRequest request, BodySink sink) {
        return got(mono(request, sink));
    }

    Fetched get(FetchRequest request) {
        return get(request, new Taken());
    }

    Fetched get(CanonicalUrl url) {
        return get(request(url));
    }

    static Fetched got(Mono<Fetched> fetch) {
        Fetched fetched = fetch.block(PATIENCE);
        if (fetched == null) {
            throw new AssertionError("nothing came of it");
        }
        return fetched;
    }

    /** The body of a 2xx answer. */
    String body(CanonicalUrl url) {
        Taken taken = new Taken();
        Assertions.assertThat(get(request(url), taken)).isInstanceOf(Fetched.Response.class);
        Assertions.assertThat(taken.completed).isTrue();
        return taken.text();
    }

    /** The kind of a failure; null where it was none. */
    @Nullable
    FailureKind failure(FetchRequest request) {
        return get(request) instanceof Fetched.Failed failed ? failed.kind() : null;
    }

    @Override
    public void close() {
        fetcher.close();
    }

    /** An operator's settings; what is not set is as by default. */
    static final class Setup {

        private List<String> allowed = List.of();
        private @Nullable List<Integer> portsDenied;
        private List<String> dnsServers = List.of();
        private String proxy = "";
        private Duration idle = Duration.ofSeconds(15);
        private @Nullable TrustManagerFactory trust;

        Setup allow(String... entries) {
            allowed = List.of(entries);
            return this;
        }

        Setup denyPorts(Integer... ports) {
            portsDenied = List.of(ports);
            return this;
        }

        Setup dnsServers(String... servers) {
            dnsServers = List.of(servers);
            return this;
        }

        Setup idle(Duration timeout) {
            idle = timeout;
            return this;
        }

        Setup proxy(String uri) {
            proxy = uri;
            return this;
        }

        Setup trust(TrustManagerFactory authorities) {
            trust = authorities;
            return this;
        }

        private EgressPolicy policy() {
            return portsDenied == null ? new EgressPolicy(allowed) : new EgressPolicy(allowed, portsDenied);
        }

        Fetches start() {
            return new Fetches(this);
        }
    }

    /** A sink that keeps what it takes. */
    static final class Taken implements BodySink {

        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        volatile boolean completed;

        @Override
        public void accept(byte[] chunk, int offset, int length) {
            bytes.write(chunk, offset, length);
        }

        @Override
        public void complete() {
            completed = true;
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
