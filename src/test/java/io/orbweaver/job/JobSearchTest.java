package io.orbweaver.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.JobSpecReader;
import io.orbweaver.job.spec.OperatorBounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

/** A filter by labels looks at a bounded number of jobs for each page, and misses none over all pages. */
class JobSearchTest {

    private static final int JOBS = 12_000;
    private static final int EVERY = 4_000;

    private final AtomicInteger read = new AtomicInteger();
    private final JobSpec rare = spec(Map.of("team", "search"));
    private final JobSpec common = spec(Map.of("team", "other"));

    private static JobSpec spec(Map<String, String> labels) {
        var json = JsonMapper.builder().build().createObjectNode();
        json.putArray("seeds").add("http://a.test/");
        labels.forEach(json.putObject("labels")::put);
        return java.util.Objects.requireNonNull(
                new JobSpecReader(OperatorBounds.WIDEST).read(json).spec());
    }

    private Job job(long id) {
        return new Job(
                new JobId(id),
                id % EVERY == 1 ? rare : common,
                JobState.COMPLETED,
                null,
                Counters.ZERO,
                SideAccount.ZERO,
                1,
                List.of(),
                Instant.EPOCH,
                null,
                null,
                Duration.ZERO,
                null,
                PageRate.none(Instant.EPOCH),
                null);
    }

    private final Jobs jobs = new Jobs() {
        @Override
        public Mono<Job> find(JobId id) {
            return Mono.empty();
        }

        @Override
        public Mono<List<Job>> list(
                @Nullable JobState state, @Nullable String owner, @Nullable JobId after, int limit) {
            return Mono.fromCallable(() -> {
                long newest = after == null ? JOBS : after.value() - 1;
                List<Job> page = new ArrayList<>();
                for (long id = newest; id > 0 && page.size() < limit; id--) {
                    page.add(job(id));
                }
                read.addAndGet(page.size());
                return page;
            });
        }

        @Override
        public Mono<Void> remove(JobId id) {
            return Mono.empty();
        }

        @Override
        public Flux<JobId> changes() {
            return Flux.never();
        }
    };

    private JobPage page(@Nullable JobId after, int limit, String... labels) {
        List<JobPage> pages = new ArrayList<>();
        StepVerifier.create(jobs.page(new JobQuery(null, null, List.of(labels)), after, limit))
                .consumeNextWith(pages::add)
                .verifyComplete();
        return pages.get(0);
    }

    @Test
    void aRareLabelIsFoundOverPagesThatEachLookAtSoManyJobs() {
        List<Long> found = new ArrayList<>();
        JobId after = null;
        int pages = 0;
        do {
            read.set(0);
            JobPage page = page(after, 10, "team:search");
            assertThat(read.get()).isLessThanOrEqualTo(Jobs.LOOKED_MAX + 250);
            page.jobs().forEach(job -> found.add(job.id().value()));
            after = page.next();
            pages++;
        } while (after != null);
        assertThat(found).containsExactly(8_001L, 4_001L, 1L);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void aPageEndsWithTheLastJobThatItHas() {
        JobPage page = page(null, 2, "team:other");
        assertThat(page.jobs()).extracting(job -> job.id().value()).containsExactly(12_000L, 11_999L);
        assertThat(page.next()).isEqualTo(new JobId(11_999));
        assertThat(read.get()).isLessThanOrEqualTo(250);
    }

    @Test
    void aLabelIsANameAColonAndAValue() {
        assertThat(List.of("team:search", "a:", "a:b:c", "ä:ö", "a: b")).allMatch(JobQuery::isLabel);
        assertThat(List.of("", ":", ":a", "team", "a".repeat(1_100) + ":b")).noneMatch(JobQuery::isLabel);
    }
}
