package io.orbweaver.crawl;

import io.orbweaver.extract.PageExtractor;
import io.orbweaver.fetch.CookieJar;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.frontier.ChainCookies;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Scope;
import io.orbweaver.job.spec.SitemapUse;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Origin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A running job as its visits see it: what was asked for, its scope, its cookies, and when they must end. Any thread;
 * the dispatcher alone changes it.
 */
final class ActiveJob {

    private static final int ORIGINS_MAX = 4_096;

    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Set<Origin> seedOrigins;
    private final PageExtractor extractor;
    private final @Nullable CookieJar cookies;
    private final Set<Origin> sitemapsCommitted = ConcurrentHashMap.newKeySet();
    private volatile Job job;
    private volatile Scope scope;

    ActiveJob(Job job, InstantSource clock) {
        this.job = job;
        this.scope = Scope.of(job);
        this.seedOrigins = job.spec().seedOrigins();
        this.extractor = new PageExtractor(job.spec().extract(), clock);
        this.cookies = job.spec().cookies() ? new CookieJar() : null;
    }

    /** Takes out of pages what the job asks for. Any thread. */
    PageExtractor extractor() {
        return extractor;
    }

    JobId id() {
        return job.id();
    }

    /** The job as it was when its state or scope last changed. */
    Job job() {
        return job;
    }

    Scope scope() {
        return scope;
    }

    Set<Origin> seedOrigins() {
        return seedOrigins;
    }

    /** The job's own headers and cookies for a request; both belong to origins and go to no other. Any thread. */
    Map<String, String> headersFor(CanonicalUrl target, Instant now) {
        Map<String, String> own =
                seedOrigins.contains(target.origin()) ? job.spec().headers() : Map.of();
        String cookie = cookies == null ? null : cookies.header(target, now);
        if (cookie == null) {
            return own;
        }
        Map<String, String> both = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        both.putAll(own);
        both.merge("Cookie", cookie, (given, set) -> given + "; " + set);
        return both;
    }

    /** Keeps what an answer sets, where the job wants cookies. Any thread. */
    void takeCookies(CanonicalUrl from, Fetched fetched, Instant now) {
        Fetched.Head head = cookies == null ? null : fetched.headOrNull();
        if (cookies != null && head != null && !head.setCookies().isEmpty()) {
            cookies.take(from, head.setCookies(), now);
        }
    }

    /** The Cookie field that a request for a URL would have now, or null. Any thread. */
    @Nullable
    String cookieFor(CanonicalUrl target, Instant now) {
        return cookies == null ? null : headersFor(target, now).get("Cookie");
    }

    /** Keeps the cookies of a chain that may have begun on another instance. Any thread. */
    void restoreCookies(ChainCookies chain, Instant now) {
        if (cookies != null) {
            chain.set().forEach(cookie -> cookies.restore(cookie.from(), cookie.field(), now));
        }
    }

    /** Whether an origin's sitemaps may be new to the frontier, which knows them for sure. Any thread. */
    boolean wantsSitemapsOf(Origin origin) {
        return job.spec().sitemaps() != SitemapUse.IGNORE && !sitemapsCommitted.contains(origin);
    }

    /** An origin's sitemaps were committed; many are remembered. Any thread. */
    void sitemapsCommitted(Origin origin) {
        if (sitemapsCommitted.size() >= ORIGINS_MAX) {
            sitemapsCommitted.clear();
        }
        sitemapsCommitted.add(origin);
    }

    void refresh(Job changed) {
        if (!changed.joinedScope().equals(job.joinedScope())) {
            scope = Scope.of(changed);
        }
        job = changed;
    }

    /** Completes when the job's visits must end. */
    Mono<Void> stopped() {
        return stop.asMono();
    }

    void stopVisits() {
        stop.tryEmitEmpty();
    }
}
