package io.orbweaver.crawl.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.schedule.ScheduleAction.EndByTime;
import io.orbweaver.crawl.schedule.ScheduleAction.LeaveHost;
import io.orbweaver.crawl.schedule.ScheduleAction.PublishWaits;
import io.orbweaver.crawl.schedule.ScheduleAction.ReturnHost;
import io.orbweaver.crawl.schedule.ScheduleAction.StopVisits;
import io.orbweaver.crawl.schedule.ScheduleAction.TakeBackLeases;
import io.orbweaver.crawl.schedule.Work.AskFrontier;
import io.orbweaver.crawl.schedule.Work.FetchRobots;
import io.orbweaver.crawl.schedule.Work.VisitHost;
import io.orbweaver.frontier.DueHost;
import io.orbweaver.frontier.Frontier.DueHosts;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobWaits.Wait;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schedule as its specification: events go in, work and actions come out; no clock, no thread, no port. */
class ScheduleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobId A = JobId.of(1, 1);
    private static final JobId B = JobId.of(2, 2);

    private final Schedule schedule = new Schedule();
    private Instant now = START;
    private boolean robotsKnown = true;

    private List<ScheduleAction> on(ScheduleEvent event) {
        return schedule.on(event, now);
    }

    private @Nullable Work next() {
        return schedule.next(true, task -> !robotsKnown, now);
    }

    private HostTask visit() {
        Work work = next();
        assertThat(work).isInstanceOf(VisitHost.class);
        return ((VisitHost) work).task();
    }

    private List<ScheduleAction> release(HostTask task, HostResult result) {
        return on(new ScheduleEvent.HostReleased(task, result));
    }

    private static DueHost host(String name) {
        CanonicalUrl url = CanonicalUrl.ofCanonical("http://" + name + "/");
        return new DueHost(url.host(), url.origin());
    }

    private void run(JobId job) {
        on(new ScheduleEvent.JobRuns(job, null));
    }

    /** Starts a job and has the frontier assign hosts to it. */
    private void runWith(JobId job, String... hosts) {
        run(job);
        assign((AskFrontier) next(), Instant.MAX, hosts);
    }

    private void runBoth(List<String> ofA, List<String> ofB) {
        run(A);
        run(B);
        AskFrontier askA = (AskFrontier) next();
        AskFrontier askB = (AskFrontier) next();
        assign(askA, Instant.MAX, ofA.toArray(String[]::new));
        assign(askB, Instant.MAX, ofB.toArray(String[]::new));
    }

    private void assign(AskFrontier ask, Instant again, String... hosts) {
        List<DueHost> due = Arrays.stream(hosts).map(ScheduleTest::host).toList();
        on(new ScheduleEvent.HostsAssigned(ask, new DueHosts(due, again)));
    }

    @Test
    void nothingIsDoneForAJobBeforeItRuns() {
        assertThat(next()).isNull();
        run(A);
        assertThat(next()).isInstanceOf(AskFrontier.class);
        assertThat(next()).as("the frontier is asked once at a time").isNull();
    }

    @Test
    void jobsTakeTurnsAndSoDoTheHostsOfAJob() {
        runBoth(List.of("a1", "a2", "a3"), List.of("b1"));
        List<String> visited = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            HostTask task = visit();
            visited.add(task.host().value());
            release(task, new HostResult.Leased(task.due()));
        }
        assertThat(visited).containsExactly("a1", "b1", "a2", "b1", "a3", "b1", "a1", "b1");
    }

    @Test
    void aJobWaitsForASlotAtTheHeadOfTheLine() {
        runBoth(List.of("a1"), List.of("b1"));
        assertThat(schedule.next(false, task -> false, now)).isNull();
        assertThat(schedule.next(false, task -> false, now)).isNull();
        assertThat(visit().host()).isEqualTo(host("a1").host());
    }

    @Test
    void aHostIsVisitedAgainOnlyAfterItWasReleased() {
        runWith(A, "a1");
        HostTask task = visit();
        assertThat(next()).isNull();
        release(task, new HostResult.Leased(host("a1")));
        assertThat(visit()).isSameAs(task);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "999, false", "1000, true", "1001, true"})
    void aHostThatMustWaitIsDueWhenItsTimeHasCome(long millis, boolean due) {
        runWith(A, "a1");
        HostTask task = visit();
        List<ScheduleAction> actions = release(task, new HostResult.WaitUntil(now.plusMillis(1_000)));
        assertThat(actions).contains(new PublishWaits(A, List.of(new Wait("politeness", now.plusMillis(1_000), "a1"))));
        assertThat(schedule.nextAlarm()).isEqualTo(START.plusMillis(1_000));
        now = START.plusMillis(millis);
        on(new ScheduleEvent.TimePassed());
        assertThat(next() != null).isEqualTo(due);
    }

    @Test
    void aHostThatWaitsForATurnIsDueWhenOneOfThatHostChanges() {
        runWith(A, "a1");
        HostTask task = visit();
        release(task, new HostResult.WaitForTurn(host("x").host()));
        on(new ScheduleEvent.TurnChanged(host("y").host()));
        assertThat(next()).isNull();
        assertThat(schedule.hostsWaiting()).isEqualTo(1);
        on(new ScheduleEvent.TurnChanged(host("x").host()));
        assertThat(visit()).isSameAs(task);
        assertThat(schedule.hostsWaiting()).isZero();
    }

    @Test
    void robotsTxtIsFetchedOnceForAllWhoWaitForIt() {
        robotsKnown = false;
        runBoth(List.of("shared"), List.of("shared"));
        Work first = next();
        assertThat(first).isInstanceOf(FetchRobots.class);
        assertThat(next()).as("the other waits for it").isNull();
        robotsKnown = true;
        on(new ScheduleEvent.RobotsFetched(host("shared").next()));
        release(((FetchRobots) first).task(), new HostResult.TryAgain());
        assertThat(Set.of(visit().job().id(), visit().job().id())).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void aHostWithoutMoreIsLeftWhenItsLastVisitEnds() {
        runWith(A, "a1");
        HostTask task = visit();
        assertThat(release(task, new HostResult.Leased(null))).isEmpty();
        assertThat(on(new ScheduleEvent.VisitEnded(task)))
                .containsExactly(new LeaveHost(A, host("a1").host()));
    }

    @Test
    void aHostThatGaveNoUrlIsLeftAtOnce() {
        runWith(A, "a1");
        assertThat(release(visit(), new HostResult.NotLeased(null, false)))
                .containsExactly(new LeaveHost(A, host("a1").host()));
    }

    @Test
    void aFullJobTakesNothingUntilTheFrontierWakesIt() {
        runWith(A, "a1", "a2");
        release(visit(), new HostResult.NotLeased(host("a1"), true));
        assertThat(next()).isNull();
        on(new ScheduleEvent.JobWoken(A));
        assertThat(next()).isNotNull();
    }

    @Test
    void aStoreThatFailsIsTriedAgainAfterADelay() {
        run(A);
        AskFrontier ask = (AskFrontier) next();
        assertThat(on(new ScheduleEvent.AskFailed(ask)))
                .containsExactly(new PublishWaits(A, List.of(new Wait("store", now.plus(Schedule.RETRY_DELAY), null))));
        assertThat(next()).isNull();
        now = now.plus(Schedule.RETRY_DELAY);
        on(new ScheduleEvent.TimePassed());
        assertThat(next()).isInstanceOf(AskFrontier.class);
    }

    @Test
    void aFailedVisitIsTriedAgainAfterADelay() {
        runWith(A, "a1");
        HostTask task = visit();
        release(task, new HostResult.Failed());
        now = now.plus(Schedule.RETRY_DELAY).minusMillis(1);
        on(new ScheduleEvent.TimePassed());
        assertThat(next()).isNull();
        now = now.plusMillis(1);
        on(new ScheduleEvent.TimePassed());
        assertThat(visit()).isSameAs(task);
    }

    @Test
    void aFrontierThatGaveAllItHadIsNotAskedAgainAtOnce() {
        run(A);
        assign((AskFrontier) next(), now, "a1");
        release(visit(), new HostResult.NotLeased(null, false));
        assertThat(next()).isNull();
        now = now.plus(Schedule.ASK_SPACING);
        on(new ScheduleEvent.TimePassed());
        assertThat(next()).isInstanceOf(AskFrontier.class);
    }

    @Test
    void aJobThatHoldsAllItMayGivesAWaitingHostBack() {
        String[] hosts = new String[ScheduledJob.HOSTS_MAX];
        Arrays.setAll(hosts, i -> "h" + i);
        runWith(A, hosts);
        Instant until = now.plusSeconds(9);
        assertThat(release(visit(), new HostResult.WaitUntil(until)))
                .contains(new ReturnHost(A, host("h0").host(), until));
        HostTask second = visit();
        release(second, new HostResult.WaitUntil(until));
        assertThat(schedule.hostsWaiting()).as("there was a place for it").isEqualTo(1);
    }

    @Test
    void aPausedJobsVisitsHaveAGraceAndThenGoBack() {
        runWith(A, "a1");
        HostTask task = visit();
        release(task, new HostResult.Leased(host("a1")));
        assertThat(on(new ScheduleEvent.JobStopped(A, true)))
                .containsExactly(
                        new PublishWaits(A, List.of()),
                        new LeaveHost(A, host("a1").host()));
        assertThat(next()).isNull();
        now = now.plus(Schedule.PAUSE_GRACE);
        assertThat(on(new ScheduleEvent.TimePassed())).containsExactly(new StopVisits(A), new TakeBackLeases(A));
    }

    @Test
    void aJobThatIsResumedWithinTheGraceKeepsItsVisits() {
        runWith(A, "a1");
        on(new ScheduleEvent.JobStopped(A, true));
        run(A);
        now = now.plus(Schedule.PAUSE_GRACE);
        assertThat(on(new ScheduleEvent.TimePassed())).isEmpty();
        assertThat(next()).isInstanceOf(AskFrontier.class);
    }

    @Test
    void aPausedJobThatEndsStopsItsVisitsAtOnce() {
        runWith(A, "a1");
        on(new ScheduleEvent.JobStopped(A, true));
        assertThat(on(new ScheduleEvent.JobStopped(A, false))).containsExactly(new StopVisits(A));
        assertThat(schedule.nextAlarm()).isNull();
    }

    @Test
    void aJobWhoseTimeIsOverEnds() {
        on(new ScheduleEvent.JobRuns(A, now.plusSeconds(60)));
        now = now.plusSeconds(60);
        assertThat(on(new ScheduleEvent.TimePassed())).containsExactly(new EndByTime(A));
    }

    @Test
    void aStoppedJobLeavesNothingBehind() {
        on(new ScheduleEvent.JobRuns(A, now.plusSeconds(60)));
        assign((AskFrontier) next(), now.plusSeconds(5), "a1", "a2", "a3");
        release(visit(), new HostResult.WaitUntil(now.plusSeconds(30)));
        release(visit(), new HostResult.WaitForTurn(host("a2").host()));
        assertThat(on(new ScheduleEvent.JobStopped(A, false))).contains(new StopVisits(A));
        assertThat(schedule.hostsWaiting()).isZero();
        assertThat(schedule.alarmsWaiting()).isZero();
        assertThat(next()).isNull();
    }

    @Test
    void lateNewsOfAJobThatStoppedChangesNothing() {
        runWith(A, "a1");
        HostTask task = visit();
        on(new ScheduleEvent.JobStopped(A, false));
        run(A);
        assign((AskFrontier) next(), Instant.MAX, "a1");
        HostTask fresh = visit();
        release(task, new HostResult.Leased(host("a1")));
        on(new ScheduleEvent.VisitEnded(task));
        assertThat(next()).as("the old task is not the new one").isNull();
        release(fresh, new HostResult.Leased(host("a1")));
        assertThat(visit()).isSameAs(fresh);
    }

    @Test
    void nothingBeginsWhenItIsDrained() {
        runWith(A, "a1");
        on(new ScheduleEvent.Drained());
        assertThat(next()).isNull();
    }

    /** Jobs, hosts and results at random: no host of a job is in two visits at once, every job ends, nothing waits. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
    void everyJobEndsAndNoHostIsVisitedTwiceAtOnce(long seed) {
        Random random = new Random(seed);
        Map<JobId, Map<Host, Integer>> left = new HashMap<>();
        for (int i = 1; i <= 5; i++) {
            Map<Host, Integer> hosts = new HashMap<>();
            for (int h = 0; h <= random.nextInt(100); h++) {
                hosts.put(host("h" + h).host(), 1 + random.nextInt(4));
            }
            left.put(JobId.of(i, i), hosts);
            run(JobId.of(i, i));
        }
        Map<JobId, Set<Host>> assigned = new HashMap<>();
        Deque<HostTask> visits = new ArrayDeque<>();
        for (int step = 0; step < 100_000 && !left.isEmpty(); step++) {
            Work work = schedule.next(visits.size() < 10, task -> false, now);
            if (work instanceof AskFrontier ask) {
                Set<Host> out = assigned.computeIfAbsent(ask.job().id(), id -> new HashSet<>());
                List<Host> hosts = left.getOrDefault(ask.job().id(), Map.of()).keySet().stream()
                        .filter(host -> !out.contains(host))
                        .limit(ask.hostsMax())
                        .toList();
                out.addAll(hosts);
                assign(ask, now, hosts.stream().map(Host::value).toArray(String[]::new));
            } else if (work instanceof VisitHost visit) {
                assertThat(visits).doesNotContain(visit.task());
                visits.add(visit.task());
            } else if (visits.isEmpty()) {
                Instant alarm = schedule.nextAlarm();
                assertThat(alarm)
                        .as("something is left, so something is planned")
                        .isNotNull();
                now = alarm.isBefore(now) ? now : alarm;
                on(new ScheduleEvent.TimePassed());
            } else {
                finish(visits.removeFirst(), random, left, assigned);
            }
        }
        assertThat(left).isEmpty();
        assertThat(schedule.hostsWaiting()).isZero();
    }

    private void finish(
            HostTask task, Random random, Map<JobId, Map<Host, Integer>> left, Map<JobId, Set<Host>> assigned) {
        if (random.nextInt(4) == 0) {
            List<ScheduleAction> actions =
                    release(task, new HostResult.WaitUntil(now.plus(Duration.ofMillis(random.nextInt(3_000)))));
            boolean back = actions.stream().anyMatch(ReturnHost.class::isInstance);
            if (back) {
                assigned.get(task.job().id()).remove(task.host());
            }
            return;
        }
        Map<Host, Integer> urls = left.get(task.job().id());
        boolean more = urls.merge(task.host(), -1, Integer::sum) > 0;
        release(task, new HostResult.Leased(more ? task.due() : null));
        on(new ScheduleEvent.VisitEnded(task));
        if (!more) {
            urls.remove(task.host());
            if (urls.isEmpty()) {
                left.remove(task.job().id());
                on(new ScheduleEvent.JobStopped(task.job().id(), false));
            }
        }
    }
}
