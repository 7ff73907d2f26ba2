package io.orbweaver.store.redis;

import io.orbweaver.job.JobId;
import io.orbweaver.url.Host;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The leases and hosts of jobs that this instance holds: the leases to renew, and the hosts that are not to be assigned
 * to it again. As many as the pipeline holds. Any thread.
 */
final class HeldLeases {

    private final Map<JobId, Held> jobs = new ConcurrentHashMap<>();

    /** What is held of one job. */
    private record Held(Set<Long> tokens, Set<Host> hosts) {

        Held() {
            this(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
        }

        boolean isEmpty() {
            return tokens.isEmpty() && hosts.isEmpty();
        }
    }

    void leased(JobId job, long token) {
        with(job, held -> held.tokens().add(token));
    }

    void ended(JobId job, long token) {
        without(job, held -> held.tokens().remove(token));
    }

    void hold(JobId job, Host host) {
        with(job, held -> held.hosts().add(host));
    }

    void release(JobId job, Host host) {
        without(job, held -> held.hosts().remove(host));
    }

    /** The pipeline has dropped the job: it holds none of its hosts. */
    void dropHosts(JobId job) {
        without(job, held -> held.hosts().clear());
    }

    /** Nothing is held of a job any more. */
    void drop(JobId job) {
        jobs.remove(job);
    }

    Set<JobId> jobs() {
        return jobs.keySet();
    }

    List<Long> tokens(JobId job) {
        Held held = jobs.get(job);
        return held == null ? List.of() : List.copyOf(held.tokens());
    }

    List<Host> hosts(JobId job) {
        Held held = jobs.get(job);
        return held == null ? List.of() : List.copyOf(held.hosts());
    }

    private interface Change {
        void apply(Held held);
    }

    private void with(JobId job, Change change) {
        jobs.compute(job, (id, there) -> {
            Held held = there == null ? new Held() : there;
            change.apply(held);
            return held;
        });
    }

    private void without(JobId job, Change change) {
        jobs.computeIfPresent(job, (id, held) -> {
            change.apply(held);
            return held.isEmpty() ? null : held;
        });
    }
}
