package io.orbweaver.simulation;

import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobState;
import io.orbweaver.job.spec.DuplicateUse;
import io.orbweaver.simulation.SimPage.Way;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must be true of a job that has ended: its log, its account, and what it found. */
final class SimVerdict {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SimJob job;
    private final SimWeb web;
    private final Map<String, EventType> outcomes = new HashMap<>();

    SimVerdict(SimJob job, SimWeb web) {
        this.job = job;
        this.web = web;
    }

    void check(Job ended, List<LoggedEvent> log, int lives) {
        job.require(ended.state().ended(), "it has ended: " + ended.state());
        job.require(log.size() == ended.lastSeq(), "its log is whole");
        for (int i = 0; i < log.size(); i++) {
            LoggedEvent event = log.get(i);
            job.require(event.seq() == i + 1, "its log is dense");
            job.seen(event);
            job.require((event.type() == EventType.END) == (i == log.size() - 1), "end is the last, once");
            if (event.type() == EventType.PAGE || event.type() == EventType.FAILURE || event.type() == EventType.SKIP) {
                String url = JSON.readTree(event.json()).get("url").stringValue();
                job.require(outcomes.put(url, event.type()) == null, "one outcome for " + url);
            }
        }
        account(ended, log);
        if (ended.state() == JobState.COMPLETED && "exhausted".equals(ended.why())) {
            foundAllThatIsPlain();
        }
        outcomes.keySet().stream().filter(job::isOf).forEach(url -> refetches(url, lives));
    }

    private void account(Job ended, List<LoggedEvent> log) {
        Counters c = ended.counters();
        job.require(c.leased() == 0, "nothing is leased");
        job.require(c.pages() == count(EventType.PAGE), "pages are counted");
        job.require(c.failures() == count(EventType.FAILURE), "failures are counted");
        job.require(c.skips() == count(EventType.SKIP), "skips are counted");
        job.require(c.pages() <= job.spec.maxPages(), "maxPages holds");
        if ("exhausted".equals(ended.why())) {
            job.require(c.queued() == 0, "nothing is left");
        }
        JsonNode said = JSON.readTree(log.get(log.size() - 1).json()).get("counters");
        job.require(said.get("pages").longValue() == c.pages(), "end tells the account");
        job.require(said.get("known").longValue() == c.known(), "end tells the account");
        job.require(said.get("queued").longValue() == c.queued(), "end tells the account");
    }

    private long count(EventType type) {
        return outcomes.values().stream().filter(t -> t == type).count();
    }

    /** What leads from a seed by pages that never did wrong, on hosts that never did, is a page. */
    private void foundAllThatIsPlain() {
        Set<String> plain = new HashSet<>();
        Deque<String> left = new ArrayDeque<>(
                job.spec.seeds().stream().map(seed -> seed.href()).toList());
        Set<String> hosts = new HashSet<>();
        job.spec.seeds().forEach(seed -> hosts.add(seed.host().value()));
        boolean anyHost = job.spec.scope().name().equals("ANY");
        while (!left.isEmpty()) {
            String url = left.remove();
            String host = url.substring(7, url.indexOf('/', 7));
            SimHost there = web.hosts.get(host);
            SimPage page = there == null ? null : there.pages.get(url.substring(url.indexOf('/', 7)));
            boolean inScope = anyHost || hosts.contains(host);
            if (page != null && page.isAlwaysOk() && inScope && isPlain(there) && plain.add(url)) {
                left.addAll(page.links);
            }
        }
        for (String url : plain) {
            EventType came = outcomes.get(url);
            // as where a redirect led to it before it was found, it is that one's
            boolean aliased = (came == null || came == EventType.SKIP) && isRedirectsTarget(url);
            boolean copy = came == EventType.SKIP && job.spec.duplicates() == DuplicateUse.SKIP && url.endsWith("p5");
            job.require(came == EventType.PAGE || aliased || copy, url + " is a page: " + came);
        }
    }

    private boolean isPlain(SimHost host) {
        return host.isPlain()
                && host.pages.values().stream()
                        .noneMatch(
                                page -> page.way == Way.REFUSING || page.way == Way.STALLED || page.way == Way.BROKEN);
    }

    private boolean isRedirectsTarget(String url) {
        return web.hosts.values().stream()
                .flatMap(host -> host.pages.values().stream())
                .anyMatch(page -> page.way == Way.REDIRECT && page.target.equals(url));
    }

    /** A URL is asked for again for a retry, for being where another leads, and after a life that ended. */
    private void refetches(String url, int lives) {
        long leading = web.hosts.values().stream()
                .flatMap(host -> host.pages.values().stream())
                .filter(page -> page.way == Way.REDIRECT && page.target.equals(url))
                .count();
        int hops = (int) (1 + leading) * (1 + job.spec.retries());
        job.require(
                web.asked(url) <= hops * (1 + lives) + job.pauses,
                url + " was asked for " + web.asked(url) + " times in " + Arrays.asList(lives, hops));
    }
}
