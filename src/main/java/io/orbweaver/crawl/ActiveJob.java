package io.orbweaver.crawl;

import io.orbweaver.extract.PageExtractor;
import io.orbweaver.fetch.CookieJar;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.frontier.ChainCookies;
import io.orbweaver.frontier.DueHost;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobWaits.Wait;
import io.orbweaver.job.Scope;
import io.orbweaver.job.spec.SitemapUse;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A running job as the dispatcher has it: the hosts that the frontier handed out, and what they wait for. Used by the
 * dispatcher's steps only, but for what visits read: {@link #job()}, {@link #scope()}, {@link #stopped()}.
 */
final class ActiveJob {

    /** Hosts of one job in hand at the same time. */
    static final int HOSTS_MAX = 64;

    private static final int ORIGINS_MAX = 4_096;

    private final Deque<HostTask> due = new ArrayDeque<>();
    private final Map<Host, HostTask> tasks = new HashMap<>();
    private final Map<Host, Integer> visiting = new HashMap<>();
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Set<Origin> seedOrigins;
    private final PageExtractor extractor;
    private final @Nullable CookieJar cookies;
    private final Set<Origin> sitemapsCommitted = ConcurrentHashMap.newKeySet();
    private volatile Job job;
    private volatile Scope scope;
    private boolean mayHaveMore = true;
    private boolean full;
    private boolean asking;
    private boolean inLine;
    private int pauses;
    private Disposable timeLimit = Disposables.disposed();
    private Disposable look = Disposables.disposed();
    private Instant lookAt = Instant.MIN;
    private Instant askAgain = Instant.MIN;
    private @Nullable Instant storeTriedAgain;

    /** A host in hand. */
    static final class HostTask {

        final ActiveJob work;
        DueHost due;

        @Nullable
        Instant waitsUntil;

        /** Ends a wait until an instant. */
        Disposable timer = Disposables.disposed();

        HostTask(ActiveJob work, DueHost due) {
            this.work = work;
            this.due = due;
        }

        Host host() {
            return due.host();
        }
    }

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

    /** It runs, for the first time or again: no host is in hand, and the frontier may have some. */
    void resumed(Job running) {
        refresh(running);
        tasks.clear();
        due.clear();
        asking = false;
        wake();
    }

    /** Something will happen when its time is over. */
    void timeLimit(Disposable timer) {
        timeLimit = timer;
    }

    /** It does not run any more: nothing waits for an instant. */
    void stopTimers() {
        timeLimit.dispose();
        look.dispose();
        lookAt = Instant.MIN;
        tasks.values().forEach(task -> task.timer.dispose());
    }

    /** The hosts in hand. */
    Collection<HostTask> tasks() {
        return tasks.values();
    }

    /** It is paused; the pause's number. */
    int paused() {
        return ++pauses;
    }

    /** Whether a pause is the last that there was. */
    boolean isPause(int number) {
        return pauses == number;
    }

    /** Completes when the job's visits must end. */
    Mono<Void> stopped() {
        return stop.asMono();
    }

    void stopVisits() {
        stop.tryEmitEmpty();
    }

    /** The store failed; it is tried again then. */
    void storeFailed(Instant again) {
        storeTriedAgain = again;
    }

    /** The frontier says that there may be something: so the store works. */
    void wake() {
        storeTriedAgain = null;
        mayHaveMore = true;
        full = false;
        askAgain = Instant.MIN;
    }

    void becameFull() {
        full = true;
    }

    /** Whether it stands in the dispatcher's line. */
    boolean inLine() {
        return inLine;
    }

    void setInLine(boolean now) {
        inLine = now;
    }

    /** Whether it has a host to try, or may get one by asking. */
    boolean hasWork(Instant now) {
        return !full && (!due.isEmpty() || mayAsk(now));
    }

    boolean mayAsk(Instant now) {
        return mayHaveMore && !full && !asking && tasks.size() < HOSTS_MAX && !askAgain.isAfter(now);
    }

    /**
     * Has something done when the frontier will have something, where that is known; once, however often it is asked.
     */
    void lookAgain(Instant now, Timers timers, Runnable action) {
        Instant again = mayHaveMore && tasks.size() < HOSTS_MAX ? askAgain : Instant.MAX;
        boolean planned = again.equals(lookAt);
        if (again.isAfter(now) && !again.equals(Instant.MAX) && !planned) {
            look.dispose();
            lookAt = again;
            look = timers.at(again, action);
        }
    }

    int asked() {
        asking = true;
        return HOSTS_MAX - tasks.size();
    }

    /** The frontier's answer. */
    void answered(List<DueHost> hosts, Instant again) {
        asking = false;
        storeTriedAgain = null;
        for (DueHost host : hosts) {
            if (!tasks.containsKey(host.host())) {
                HostTask task = new HostTask(this, host);
                tasks.put(host.host(), task);
                due.addLast(task);
            }
        }
        mayHaveMore = !again.equals(Instant.MAX);
        askAgain = again;
    }

    void askFailed(Instant again) {
        asking = false;
        mayHaveMore = true;
        askAgain = again;
        storeTriedAgain = again;
    }

    /** Takes the next host that is due; there must be one. */
    HostTask nextDue() {
        return due.removeFirst();
    }

    boolean hasDue() {
        return !full && !due.isEmpty();
    }

    void markDue(HostTask task) {
        if (tasks.get(task.host()) == task) {
            due.addLast(task);
        }
    }

    /** The host is no longer in hand. */
    void drop(HostTask task) {
        tasks.remove(task.host(), task);
    }

    boolean isFull() {
        return tasks.size() >= HOSTS_MAX;
    }

    void visitStarted(Host host) {
        storeTriedAgain = null;
        visiting.merge(host, 1, Integer::sum);
    }

    void visitEnded(Host host) {
        visiting.computeIfPresent(host, (h, n) -> n > 1 ? n - 1 : null);
    }

    /** Whether nothing of the host is in hand or visited. */
    boolean hasLeft(Host host) {
        return !tasks.containsKey(host) && !visiting.containsKey(host);
    }

    /** Every host in hand or visited. */
    List<Host> hosts() {
        List<Host> all = new ArrayList<>(tasks.keySet());
        visiting.keySet().stream().filter(host -> !tasks.containsKey(host)).forEach(all::add);
        return all;
    }

    /** What it waits for, the soonest first; empty while something is due or in transfer. */
    List<Wait> waits() {
        if (storeTriedAgain != null) {
            return List.of(new Wait("store", storeTriedAgain, null));
        }
        if (full || !due.isEmpty()) {
            return List.of();
        }
        return tasks.values().stream()
                .filter(task -> task.waitsUntil != null && !task.waitsUntil.equals(Instant.MAX))
                .sorted(Comparator.comparing(task -> String.valueOf(task.waitsUntil)))
                .map(task -> new Wait("politeness", task.waitsUntil, task.host().value()))
                .toList();
    }
}
