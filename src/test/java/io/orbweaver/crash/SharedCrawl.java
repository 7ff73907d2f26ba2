package io.orbweaver.crash;

import static org.awaitility.Awaitility.await;

import io.orbweaver.service.ServiceProcess;
import io.orbweaver.service.ServiceProcess.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A job that two instances on one store crawl, with a client that watches; from its begin to its end. */
final class SharedCrawl implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int URLS = 600;

    final CrashSite site = new CrashSite(URLS);
    final ServiceProcess first;
    final ServiceProcess second;
    final String job;
    final Watching client;

    /** Begins the crawl, and waits until a quarter of it is done; the client watches the second instance. */
    SharedCrawl(ServiceProcess first, ServiceProcess second) throws IOException {
        this.first = first;
        this.second = second;
        site.want(0.3);
        job = first.api().submit("{'seeds':['" + site.seed() + "'],'delay':'0ms','perHost':64}");
        client = new Watching(job);
        client.at(second.port());
        await().atMost(PATIENCE).until(() -> client.seen().size() > URLS / 4);
    }

    /** Begins to start an instance on a store that an option names. */
    static ServiceProcess launch(Path folder, String store) throws IOException {
        return ServiceProcess.launch(Jvm.plain(), folder, folder.resolve("unused"), "--orbweaver.store=redis", store);
    }

    /** What was broken is whole again: the crawl goes on by itself, to an end at which everything is right. */
    void goesOn(String what) throws IOException {
        goesOn(what, Long.MAX_VALUE);
    }

    /** The same where the store has lost all events behind one. */
    void goesOn(String what, long kept) throws IOException {
        long begin = System.nanoTime();
        long seen = lastSeen();
        await().atMost(PATIENCE).until(() -> lastSeen() > seen);
        long recovery = System.nanoTime() - begin;
        site.want(1);
        second.api().awaitEnd(job, PATIENCE);
        long end = System.nanoTime() - begin;
        Map<Long, String> still = new TreeMap<>(client.seen());
        still.keySet().removeIf(seq -> seq > kept);
        // what an instance has shown it shows again for some seconds, so another is asked where something was lost
        int whole = kept == Long.MAX_VALUE ? second.port() : first.port();
        Outcomes.check(site, Watching.whole(whole, job), still);
        System.out.printf(
                "%s: next event after %d ms, end after %d ms, %d refetches%n",
                what, recovery / 1_000_000, end / 1_000_000, site.refetches());
    }

    /** The number of the last event that the client has seen. */
    long lastSeen() {
        return client.lastSeen();
    }

    /** Waits until the client has seen more events. */
    void awaitMore(int events) {
        long seen = lastSeen();
        await().atMost(PATIENCE).until(() -> lastSeen() >= seen + events);
    }

    @Override
    public void close() {
        client.close();
        site.close();
    }
}
