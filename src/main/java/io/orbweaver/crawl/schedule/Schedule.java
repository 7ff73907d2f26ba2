package io.orbweaver.crawl.schedule;

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
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which host of which job is visited next: in turn over the jobs that have a due host, and within a job over
 * its due hosts. An event and the time go in ({@link #on}), actions come out; {@link #next} is asked while there is
 * demand. It knows no clock, no thread and no port, so that tables can test it; {@code Dispatcher} is the shell that
 * serialises, keeps the timer and acts.
 *
 * <p>For one thread at a time. An event costs O(log n), n being the hosts held and the jobs.
 */
public final class Schedule {

    /** After which what failed is tried again. */
    public static final Duration RETRY_DELAY = Duration.ofMillis(500);
    /** Between two questions to the frontier for the same job, at the least. */
    static final Duration ASK_SPACING = Duration.ofMillis(50);
    /** For which the visits of a paused job may still go on. */
    public static final Duration PAUSE_GRACE = Duration.ofSeconds(5);

    private final Map<JobId, ScheduledJob> running = new HashMap<>();
    private final Map<JobId, ScheduledJob> paused = new HashMap<>();
    private final LinkedHashSet<ScheduledJob> line = new LinkedHashSet<>();
    private final WaitingHosts waiting = new WaitingHosts();
    private final Set<Origin> robotsInFetch = new HashSet<>();
    private final Alarms alarms = new Alarms();
    private List<ScheduleAction> actions = new ArrayList<>();
    private boolean drained;

    /** Takes notice of an event, and of the time; the caller then does what comes out, in order. */
    public List<ScheduleAction> on(ScheduleEvent event, Instant now) {
        alarms.run(now);
        apply(event, now);
        List<ScheduleAction> decided = actions;
        if (!decided.isEmpty()) {
            actions = new ArrayList<>();
        }
        return decided;
    }

    private void apply(ScheduleEvent event, Instant now) {
        if (event instanceof ScheduleEvent.HostReleased released) {
            release(released.task(), released.result(), now);
        } else if (event instanceof ScheduleEvent.VisitEnded ended) {
            ended.task().job().endVisit(ended.task().host());
            leaveIfDone(ended.task());
        } else if (event instanceof ScheduleEvent.LeasedMore more) {
            more.task().job().startVisit(more.task().host());
        } else if (event instanceof ScheduleEvent.TurnChanged changed) {
            waiting.takeForTurn(changed.host()).forEach(this::markDue);
        } else if (event instanceof ScheduleEvent.RobotsFetched fetched) {
            robotsInFetch.remove(fetched.origin());
            waiting.takeForRobots(fetched.origin()).forEach(this::markDue);
        } else if (event instanceof ScheduleEvent.HostsAssigned assigned) {
            assign(assigned.ask(), assigned.hosts(), now);
        } else if (event instanceof ScheduleEvent.AskFailed failed) {
            failed.ask().job().setAskFailed(now.plus(RETRY_DELAY));
            publishWaits(failed.ask().job());
            toLine(failed.ask().job());
        } else if (event instanceof ScheduleEvent.StoreFailed failed) {
            failed.job().setStoreFailed(now.plus(RETRY_DELAY));
            publishWaits(failed.job());
        } else if (event instanceof ScheduleEvent.JobRuns runs) {
            run(runs.job(), runs.endsBy());
        } else if (event instanceof ScheduleEvent.JobStopped stopped) {
            stop(stopped.job(), stopped.paused(), now);
        } else if (event instanceof ScheduleEvent.JobWoken woken) {
            wake(woken.job());
        } else if (event instanceof ScheduleEvent.Drained) {
            drained = true;
        }
    }

    private void run(JobId id, @Nullable Instant endsBy) {
        ScheduledJob present = running.get(id);
        if (present != null) {
            present.wake();
            toLine(present);
            return;
        }
        ScheduledJob resumed = paused.remove(id);
        ScheduledJob job = resumed == null ? new ScheduledJob(id) : resumed;
        alarms.cancel(job.pauseGrace);
        job.resume();
        running.put(id, job);
        toLine(job);
        if (endsBy != null) {
            job.timeLimit = alarms.add(endsBy, over -> actions.add(new EndByTime(id)));
        }
    }

    private void stop(JobId id, boolean mayResume, Instant now) {
        ScheduledJob job = running.remove(id);
        if (job == null) {
            if (!mayResume && paused.containsKey(id)) {
                alarms.cancel(paused.remove(id).pauseGrace);
                actions.add(new StopVisits(id));
            }
            return;
        }
        line.remove(job);
        actions.add(new PublishWaits(id, List.of()));
        for (Host host : job.hosts()) {
            actions.add(new LeaveHost(id, host));
        }
        job.held().forEach(this::stopWaiting);
        alarms.cancel(job.timeLimit);
        alarms.cancel(job.look);
        job.look = null;
        if (mayResume) {
            paused.put(id, job);
            job.pauseGrace = alarms.add(now.plus(PAUSE_GRACE), over -> takeBack(id));
        } else {
            actions.add(new StopVisits(id));
        }
    }

    /** The visits of a paused job had their time. */
    private void takeBack(JobId id) {
        paused.remove(id);
        actions.add(new StopVisits(id));
        actions.add(new TakeBackLeases(id));
    }

    private void wake(JobId id) {
        ScheduledJob job = running.get(id);
        if (job != null) {
            job.wake();
            publishWaits(job);
            toLine(job);
        }
    }

    private void assign(AskFrontier ask, DueHosts answer, Instant now) {
        Instant soonest = now.plus(ASK_SPACING);
        boolean all = answer.hosts().size() < ask.hostsMax();
        Instant again = all && answer.askAgain().isBefore(soonest) ? soonest : answer.askAgain();
        ask.job().assign(answer.hosts(), again);
        publishWaits(ask.job());
        toLine(ask.job());
    }

    private void release(HostTask task, HostResult result, Instant now) {
        if (result instanceof HostResult.Leased leased) {
            task.job().startVisit(task.host());
            keepOrDrop(task, leased.next());
        } else if (result instanceof HostResult.NotLeased none) {
            if (none.full()) {
                task.job().setFull();
            }
            keepOrDrop(task, none.next());
        } else if (result instanceof HostResult.WaitUntil wait) {
            waitUntil(task, wait.until());
        } else if (result instanceof HostResult.WaitForTurn wait) {
            if (isCurrent(task.job())) {
                waiting.forTurn(task, wait.host());
            }
            publishWaits(task.job());
        } else if (result instanceof HostResult.TryAgain) {
            markDue(task);
        } else if (result instanceof HostResult.Failed) {
            waitUntil(task, now.plus(RETRY_DELAY));
        }
    }

    private void keepOrDrop(HostTask task, @Nullable DueHost next) {
        ScheduledJob job = task.job();
        if (next == null) {
            job.drop(task);
            leaveIfDone(task);
        } else {
            task.setDue(next);
            job.addDue(task);
        }
        toLine(job);
    }

    /** A job that holds all it may gives the host back; another host may be due meanwhile. */
    private void waitUntil(HostTask task, Instant until) {
        ScheduledJob job = task.job();
        if (job.holdsAll()) {
            job.drop(task);
            actions.add(new ReturnHost(job.id(), task.host(), until));
        } else if (isCurrent(job)) {
            waiting.until(task, until);
            task.alarm = alarms.add(until, over -> markDue(task));
        }
        publishWaits(job);
    }

    private void markDue(HostTask task) {
        stopWaiting(task);
        if (isCurrent(task.job())) {
            task.job().addDue(task);
            toLine(task.job());
        }
    }

    private void stopWaiting(HostTask task) {
        waiting.end(task);
        alarms.cancel(task.alarm);
        task.alarm = null;
    }

    private boolean isCurrent(ScheduledJob job) {
        return running.get(job.id()) == job;
    }

    private void leaveIfDone(HostTask task) {
        ScheduledJob present = running.getOrDefault(task.job().id(), task.job());
        if (task.job().hasLeft(task.host()) && present.hasLeft(task.host())) {
            actions.add(new LeaveHost(task.job().id(), task.host()));
        }
    }

    private void publishWaits(ScheduledJob job) {
        actions.add(new PublishWaits(job.id(), isCurrent(job) ? job.waits() : List.of()));
    }

    private void toLine(ScheduledJob job) {
        if (isCurrent(job)) {
            line.add(job);
        }
    }

    /**
     * The next work, in turn over jobs; null where nothing can be done now.
     *
     * @param slotFree whether there is a slot; a job whose turn it is waits for one at the head of the line
     * @param lacksRobots whether a host has a URL due whose robots.txt must be fetched first; one fetch for an origin,
     *     for which all others wait
     */
    @Nullable
    public Work next(boolean slotFree, Predicate<HostTask> lacksRobots, Instant now) {
        for (int tries = line.size(); tries > 0 && !drained; tries--) {
            ScheduledJob job = line.iterator().next();
            if (job.hasDue() && !slotFree) {
                return null;
            }
            line.remove(job);
            Work work = job.hasDue() ? visit(job.nextDue(), lacksRobots) : job.mayAsk(now) ? job.ask() : null;
            if (job.hasWork(now)) {
                line.add(job);
            } else {
                lookAgain(job, now);
            }
            if (work != null) {
                return work;
            }
        }
        return null;
    }

    private @Nullable Work visit(HostTask task, Predicate<HostTask> lacksRobots) {
        if (!lacksRobots.test(task)) {
            return new VisitHost(task);
        }
        Origin origin = task.due().next();
        if (robotsInFetch.add(origin)) {
            return new FetchRobots(task, origin);
        }
        waiting.forRobots(task, origin);
        return null;
    }

    /** Puts a job into the line when the frontier will have something, where that is known. */
    private void lookAgain(ScheduledJob job, Instant now) {
        Instant again = job.asksAgainAt();
        boolean planned = job.look != null && job.look.at().equals(again);
        if (again.isAfter(now) && !again.equals(Instant.MAX) && !planned) {
            alarms.cancel(job.look);
            job.look = alarms.add(again, over -> {
                job.look = null;
                toLine(job);
            });
        }
    }

    /** When time alone changes something: {@link #on} is to be called then; null for never. */
    @Nullable
    public Instant nextAlarm() {
        return alarms.next();
    }

    /** Hosts that wait for an instant or a turn. */
    public int hostsWaiting() {
        return waiting.count();
    }

    /** What waits for an instant. */
    public int alarmsWaiting() {
        return alarms.size();
    }
}
