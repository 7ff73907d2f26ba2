package io.orbweaver.store.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.Jobs;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.JobSpecReader;
import io.orbweaver.job.spec.OperatorBounds;
import io.orbweaver.store.redis.server.JobKeys;
import io.orbweaver.store.redis.server.Script;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The jobs on Redis. Specifications never change and are kept, some of them; records are read each time. */
final class RedisJobs implements Jobs {

    private static final int SPECS_MAX = 4_096;
    private static final int IDS_AT_ONCE = 256;
    private static final int READS_AT_ONCE = 32;
    private static final int RUNNING_MAX = 100_000;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static {
        MAPPER.readTree("{}"); // its first use takes a lock, for which no event loop may wait
    }
    /** What was accepted stays valid, also where the operator has narrowed the bounds since. */
    private static final JobSpecReader READER = new JobSpecReader(OperatorBounds.WIDEST);

    private static final byte[] NEWEST = {'z'}; // behind every id

    private final RedisContext context;
    private final BodyTotal bodies;
    private final Cache<JobId, JobSpec> specs =
            Caffeine.newBuilder().maximumSize(SPECS_MAX).build();

    RedisJobs(RedisContext context, BodyTotal bodies) {
        this.context = context;
        this.bodies = bodies;
    }

    @Override
    public Mono<Job> find(JobId id) {
        return context.calls().read(record(id).map(JobRecord::job));
    }

    /** A job's record; empty if it does not exist. For within a step. */
    Mono<JobRecord> record(JobId id) {
        return spec(id).flatMap(spec -> context.link()
                .commands()
                .hmget(JobKeys.of(id, 'm'), JobRecord.fields())
                .collectList()
                .mapNotNull(values -> JobRecord.read(id, spec, values)));
    }

    /** A job's specification; empty where there is none. For within a step. */
    Mono<JobSpec> spec(JobId id) {
        return Mono.defer(() -> {
            JobSpec known = specs.getIfPresent(id);
            return known != null
                    ? Mono.just(known)
                    : context.link()
                            .commands()
                            .get(JobKeys.of(id, 's'))
                            .map(json -> read(id, json))
                            .doOnNext(spec -> specs.put(id, spec));
        });
    }

    private static JobSpec read(JobId id, byte[] json) {
        JobSpecReader.Reading reading = READER.read(MAPPER.readTree(json));
        if (reading.spec() == null) {
            throw new IllegalStateException(
                    "job " + id + " has a specification that cannot be read: " + reading.problems());
        }
        return reading.spec();
    }

    @Override
    public Mono<List<Job>> list(@Nullable JobState state, @Nullable String owner, @Nullable JobId after, int limit) {
        Flux<JobId> ids;
        if (owner != null) {
            boolean active = state != null && !state.ended();
            ids = active ? some(JobKeys.ownersActive(owner), after) : all(JobKeys.ownersJobs(owner), after);
        } else {
            ids = state == JobState.RUNNING ? some(JobKeys.RUNNING, after) : all(JobKeys.JOBS, after);
        }
        return context.calls()
                .read(ids.flatMapSequential(id -> record(id).map(JobRecord::job), READS_AT_ONCE, 1)
                        .filter(job -> state == null || job.state() == state)
                        .take(limit)
                        .collectList());
    }

    /** Ids from the newest, of a list that is short whatever the number of all jobs. */
    private Flux<JobId> some(byte[] list, @Nullable JobId after) {
        return context.link()
                .commands()
                .zrange(list, 0, RUNNING_MAX - 1)
                .mapNotNull(RedisJobs::id)
                .filter(id -> after == null || id.compareTo(after) < 0)
                .sort(Comparator.reverseOrder());
    }

    /** Ids from the newest, read some at a time as they are asked for. */
    private Flux<JobId> all(byte[] list, @Nullable JobId after) {
        return ids(list, after)
                .expand(page -> page.size() < IDS_AT_ONCE ? Mono.empty() : ids(list, page.get(page.size() - 1)), 1)
                .concatMapIterable(page -> page);
    }

    private Mono<List<JobId>> ids(byte[] list, @Nullable JobId after) {
        Range.Boundary<byte[]> upper =
                Range.Boundary.excluding(after == null ? NEWEST : JobKeys.bytes(after.toString()));
        return context.link()
                .commands()
                .zrevrangebylex(list, Range.from(Range.Boundary.unbounded(), upper), Limit.create(0, IDS_AT_ONCE))
                .mapNotNull(RedisJobs::id)
                .collectList();
    }

    private static @Nullable JobId id(byte[] member) {
        Optional<JobId> id = JobId.parse(JobKeys.text(member));
        return id.orElse(null);
    }

    @Override
    public Mono<Void> remove(JobId id) {
        Mono<Void> removed = record(id)
                .map(record -> Optional.of(record.job()))
                .defaultIfEmpty(Optional.empty())
                .flatMap(job -> context.step(Script.REMOVE, id, context.args(id))
                        .flatMap(answer -> {
                            if (answer.is("active")) {
                                return Mono.error(new IllegalStateException("a job is removed only after its end"));
                            }
                            Mono<Void> disowned = job.map(there -> OwnedJobs.removed(context, there))
                                    .orElse(Mono.empty());
                            return forget(id).then(disowned).then(bodies.add(-answer.number(2)));
                        }))
                .then();
        return context.calls().run(removed);
    }

    private Mono<Void> forget(JobId id) {
        byte[] member = JobKeys.bytes(id.toString());
        return context.link()
                .commands()
                .zrem(JobKeys.JOBS, member)
                .then(context.link().commands().zrem(JobKeys.RUNNING, member))
                .then();
    }

    @Override
    public Flux<JobId> changes() {
        return context.signals().changes();
    }
}
