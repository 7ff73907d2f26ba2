package io.orbweaver.store.redis;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Ledger;
import io.orbweaver.event.EventJson;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.JobSpecJson;
import io.orbweaver.job.spec.SitemapUse;
import io.orbweaver.store.redis.server.JobKeys;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.store.redis.server.UrlHash;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The ledger on Redis: each call is one script, and where a visit was a job's last, one more that ends the job. */
final class RedisLedger implements Ledger {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Seeds of one script, which then takes some 3 ms. */
    private static final int SEEDS_AT_ONCE = 250;

    private final RedisContext context;
    private final RedisJobs jobs;
    private final StateTransitions transitions;
    private final OwnedJobs owned;
    private final CommitScript visits;
    private final BodyTotal bodies;
    private final RandomGenerator random;

    RedisLedger(
            RedisContext context,
            RedisJobs jobs,
            StateTransitions transitions,
            OwnedJobs owned,
            CommitScript visits,
            BodyTotal bodies,
            RandomGenerator random) {
        this.context = context;
        this.jobs = jobs;
        this.transitions = transitions;
        this.owned = owned;
        this.visits = visits;
        this.bodies = bodies;
        this.random = random;
    }

    @Override
    public Mono<Opened> open(JobSpec spec, @Nullable IdempotencyKey key, @Nullable Owner owner) {
        return context.calls().run(Mono.defer(() -> {
            JobId id = JobId.of(context.now().toEpochMilli(), random.nextLong());
            return key == null ? open(id, spec, owner, false, RedisContext.TRIES) : reserved(id, spec, key, owner);
        }));
    }

    /** The key is reserved first, with the job that it names; a replay finishes what was cut off behind that. */
    private Mono<Opened> reserved(JobId id, JobSpec spec, IdempotencyKey key, @Nullable Owner owner) {
        ScriptArgs args = new ScriptArgs()
                .add(context.time())
                .add(id.toString())
                .add(key.fingerprint())
                .add(IdempotencyKey.REMEMBERED.toNanos() / 1_000);
        byte[][] keys = {JobKeys.idempotency(UrlHash.hex(key.key()))};
        return context.link().step(Script.RESERVE, keys, args).flatMap(answer -> {
            if (!answer.text(3).equals(key.fingerprint())) {
                return Mono.just(new Opened.KeyTaken());
            }
            JobId named = JobId.parse(answer.text(2)).orElseThrow();
            return jobs.record(named)
                    .<Opened>map(record -> new Opened.Replayed(record.job()))
                    .switchIfEmpty(Mono.defer(() -> open(named, spec, owner, true, RedisContext.TRIES)));
        });
    }

    /** @param named whether a key names the id, so that it cannot be another */
    private Mono<Opened> open(JobId id, JobSpec spec, @Nullable Owner owner, boolean named, int tries) {
        return context.link().commands().zcard(JobKeys.RUNNING).flatMap(running -> {
            if (spec.start() && running >= context.limits().runningMax()) {
                return Mono.just(new Opened.TooMany());
            }
            return owned.claim(id, owner)
                    .flatMap(claimed ->
                            claimed ? opened(id, spec, owner, named, tries) : Mono.just(new Opened.OwnerFull()));
        });
    }

    private Mono<Opened> opened(JobId id, JobSpec spec, @Nullable Owner owner, boolean named, int tries) {
        return Mono.defer(() -> {
            Mono<Void> hints = context.link()
                    .commands()
                    .zadd(JobKeys.JOBS, 0.0, JobKeys.bytes(id.toString()))
                    .then(spec.start() ? transitions.noteRunning(id) : Mono.empty());
            List<List<FrontierUrl>> seeds = parts(seeds(spec));
            return hints.thenMany(Flux.fromIterable(seeds.subList(0, seeds.size() - 1)))
                    .concatMap(part -> seed(id, part), 1)
                    .then(context.step(Script.OPEN, id, openArgs(id, spec, owner, seeds.get(seeds.size() - 1))))
                    .flatMap(answer -> {
                        if (!answer.is("there")) {
                            return record(id).doOnNext(context::moved).map(Opened.Fresh::new);
                        }
                        if (named) {
                            return record(id).map(Opened.Replayed::new);
                        }
                        return tries == 0
                                ? Mono.error(RedisContext.contended())
                                : open(
                                        JobId.of(context.now().toEpochMilli(), random.nextLong()),
                                        spec,
                                        owner,
                                        false,
                                        tries - 1);
                    });
        });
    }

    private Mono<Job> record(JobId id) {
        return jobs.record(id).map(JobRecord::job);
    }

    private ScriptArgs openArgs(JobId id, JobSpec spec, @Nullable Owner owner, List<FrontierUrl> seeds) {
        Instant now = context.now().truncatedTo(ChronoUnit.MICROS);
        Job created = Job.created(id, spec, owner == null ? null : owner.name(), now);
        Job first = spec.start() ? created.moved(JobState.RUNNING, null, now) : created;
        Long bytesMax = spec.maxBytes();
        Integer cap = spec.concurrency();
        ScriptArgs args = context.args(id)
                .add(MAPPER.writeValueAsBytes(JobSpecJson.write(spec)))
                .add(JobRecord.life(first))
                .add(spec.start() ? 1 : 0)
                .add(EventJson.state(id, JobState.CREATED, null, now))
                .add(spec.start() ? EventJson.state(id, JobState.RUNNING, null, now) : ScriptArgs.NONE)
                .add(spec.maxPages())
                .add(bytesMax == null ? -1 : bytesMax)
                .add(cap == null ? -1 : cap)
                .add(context.instance() + Long.toHexString(random.nextLong()))
                .add(context.limits().sitemapsMax());
        seeds.forEach(seed -> CommitArgs.add(args, seed));
        return args;
    }

    private static List<FrontierUrl> seeds(JobSpec spec) {
        List<FrontierUrl> seeds = new ArrayList<>();
        for (int i = 0; i < spec.seeds().size(); i++) {
            seeds.add(
                    spec.sitemaps() == SitemapUse.ONLY
                            ? FrontierUrl.origin(spec.seeds().get(i), i)
                            : FrontierUrl.seed(spec.seeds().get(i), i));
        }
        return seeds;
    }

    /** So that no script takes long; there is one at least. */
    private static List<List<FrontierUrl>> parts(List<FrontierUrl> seeds) {
        List<List<FrontierUrl>> parts = new ArrayList<>();
        for (int from = 0; from < seeds.size(); from += SEEDS_AT_ONCE) {
            parts.add(seeds.subList(from, Math.min(seeds.size(), from + SEEDS_AT_ONCE)));
        }
        return parts;
    }

    /** Seeds of a job that is not there before its last ones are. */
    private Mono<Void> seed(JobId id, List<FrontierUrl> part) {
        return Mono.defer(() -> {
            ScriptArgs args = context.args(id);
            part.forEach(seed -> CommitArgs.add(args, seed));
            return context.link().step(Script.SEED, id, args).then();
        });
    }

    @Override
    public Mono<Moved> move(JobId job, JobState.Move move) {
        return context.calls().run(transitions.call(job, move));
    }

    @Override
    public Mono<Void> timeUp(JobId job) {
        return context.calls().run(transitions.timeUp(job));
    }

    @Override
    public Mono<Void> takeBack(JobId job) {
        return context.calls().run(takeBackSome(job));
    }

    private Mono<Void> takeBackSome(JobId job) {
        return context.step(Script.BACK, job, context.args(job).add(JobState.PAUSED.wireName()))
                .flatMap(answer -> answer.flag(3) ? takeBackSome(job) : Mono.empty());
    }

    @Override
    public Mono<Receipt> append(Commit commit) {
        return context.calls().run(visits.append(commit));
    }

    @Override
    public Mono<Receipt> discover(Lease lease, List<FrontierUrl> discovered) {
        return context.calls().run(visits.discover(lease, discovered));
    }

    @Override
    public Mono<Keeping> keep(Lease lease, int part, byte[] frame) {
        return context.calls().run(Mono.defer(() -> {
            ScriptArgs args = context.args(lease.job())
                    .add(lease.token())
                    .add(part)
                    .add(frame)
                    .add(context.limits().bodiesJobMax())
                    .add(bodies.left());
            return context.step(Script.KEEP, lease.job(), args).map(answer -> switch (answer.status()) {
                case "ok" -> Keeping.KEPT;
                case "limit" -> Keeping.LIMIT;
                default -> Keeping.LEASE_LOST;
            });
        }));
    }

    @Override
    public Flux<Job> moves() {
        return context.signals().moves();
    }
}
