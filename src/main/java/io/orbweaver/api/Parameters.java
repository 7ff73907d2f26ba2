package io.orbweaver.api;

import io.orbweaver.event.Cursor;
import io.orbweaver.event.EventType;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobQuery;
import io.orbweaver.job.Jobs;
import io.orbweaver.security.Caller;
import io.orbweaver.watch.EventStreams;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The parameters in paths and query strings; an invalid one becomes a problem. */
final class Parameters {

    private static final Set<EventType> OUTCOMES = Set.of(EventType.PAGE, EventType.FAILURE, EventType.SKIP);

    private Parameters() {}

    static JobId jobId(String text) {
        return JobId.parse(text).orElseThrow(() -> ProblemException.noSuchJob(text));
    }

    /** The job of an id; fails if the caller may see no such job. */
    static Mono<Job> job(Jobs jobs, String id, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        return jobs.find(jobId(id))
                .filter(job -> caller.maySee(job.owner()))
                .switchIfEmpty(Mono.error(() -> ProblemException.noSuchJob(id)));
    }

    static int number(String name, String text, int min, int max) {
        boolean digits = text.length() <= 18 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = digits ? Long.parseLong(text) : -1;
        if (number < min || number > max) {
            throw ProblemException.badParameter(name, "must be a whole number from " + min + " to " + max);
        }
        return (int) number;
    }

    /**
     * The labels that a list of jobs is asked for, each {@code name:value}. Read from the query itself: a framework's
     * list would be split at commas, which values may have.
     */
    static List<String> labels(ServerWebExchange exchange) {
        List<String> labels = exchange.getRequest().getQueryParams().getOrDefault("label", List.of());
        if (labels.size() > JobQuery.LABELS_MAX) {
            throw ProblemException.badParameter("label", "may be there " + JobQuery.LABELS_MAX + " times");
        }
        for (String label : labels) {
            if (label == null || !JobQuery.isLabel(label)) {
                throw ProblemException.badParameter(
                        "label",
                        "must be a name, a colon and a value, such as team:search, of at most " + JobQuery.LABEL_MAX
                                + " characters");
            }
        }
        return labels;
    }

    /** The types in a list such as {@code page,failure}, {@code end} always among them; all where there is no list. */
    static int typeMask(@Nullable String types) {
        if (types == null) {
            return EventStreams.EVERY_TYPE;
        }
        int mask = EventType.END.bit();
        for (String name : types.split(",", -1)) {
            mask |= EventType.ofWireName(name.strip())
                    .orElseThrow(() -> ProblemException.badParameter("types", "may hold " + names()))
                    .bit();
        }
        return mask;
    }

    /** The outcomes in a list such as {@code page,failure}. */
    static int outcomes(String types) {
        int mask = 0;
        for (String name : types.split(",", -1)) {
            mask |= EventType.ofWireName(name.strip())
                    .filter(OUTCOMES::contains)
                    .orElseThrow(() -> ProblemException.badParameter("types", "may hold page, failure, skip"))
                    .bit();
        }
        return mask;
    }

    /** A place in a job's log; beyond the end of one that has ended it is the end. */
    static long within(Job job, long after) {
        Cursor place = Cursor.of(null, Long.toString(after), job);
        if (place instanceof Cursor.Bad bad) {
            throw ProblemException.badParameter(bad.field(), bad.detail());
        }
        return place instanceof Cursor.After from ? from.seq() : job.lastSeq();
    }

    private static String names() {
        Set<EventType> all = EventType.all();
        return all.stream().map(EventType::wireName).collect(Collectors.joining(", "));
    }
}
