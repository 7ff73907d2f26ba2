package io.orbweaver.job.spec;

import io.orbweaver.job.field.FieldProblem;
import io.orbweaver.job.field.FieldReader;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Resolution;
import io.orbweaver.url.UrlRefusal;
import io.orbweaver.url.UrlResolver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The reader of a {@link JobSpec} from a submission's JSON, which reports all its errors at once. Nothing is guessed: a
 * field of the wrong type, out of its bounds, unknown, or of a feature that is not built is a problem.
 */
public final class JobSpecReader {

    /** Seeds of one job. */
    public static final int SEEDS_MAX = 1_000;
    /** Pages of one job. */
    public static final long PAGES_MAX = 10_000_000;
    /** Links from a seed. */
    public static final int DEPTH_MAX = 10_000;
    /** Decoded bytes of one body. */
    public static final long BODY_BYTES_MAX = 100L << 20;
    /** Spacing of starts on a host. */
    public static final Duration DELAY_MAX = Duration.ofSeconds(60);

    /** Labels of one job. */
    public static final int LABELS_MAX = 50;
    /** Characters of a label's name. */
    public static final int LABEL_NAME_MAX = 100;
    /** Characters of a label's value. */
    public static final int LABEL_VALUE_MAX = 1_000;

    /** How long a job may run, pauses left out. */
    public static final Duration RUNNING_MAX = Duration.ofDays(3650);
    /** The shortest time that one hop may be given. */
    public static final Duration TIMEOUT_MIN = Duration.ofMillis(10);
    /** The longest time that one hop may be given. */
    public static final Duration TIMEOUT_MAX = Duration.ofMinutes(10);

    private static final int CONCURRENCY_MAX = 10_000;
    private static final int RETRIES_MAX = 20;
    private static final Set<String> FIELDS = Set.of(
            "seeds",
            "scope",
            "include",
            "exclude",
            "maxPages",
            "maxDepth",
            "maxDuration",
            "maxBytes",
            "sitemaps",
            "robots",
            "concurrency",
            "perHost",
            "delay",
            "timeout",
            "retries",
            "maxBodySize",
            "headers",
            "extract",
            "keepBodies",
            "start",
            "labels",
            "cleanUrls",
            "traps",
            "duplicates",
            "cookies",
            "follow");

    private final OperatorBounds bounds;

    /** A reader that also holds a submission to what the operator permits. */
    public JobSpecReader(OperatorBounds bounds) {
        this.bounds = bounds;
    }

    /** The names of all fields, sorted. */
    public static List<String> fields() {
        return FIELDS.stream().sorted().toList();
    }

    /** The names of the fields of {@code extract}, sorted. */
    public static List<String> extractFields() {
        return ExtractionReader.FIELDS.stream().sorted().toList();
    }

    /**
     * A submission that was read.
     *
     * @param spec the specification, or null where there is a problem
     * @param problems what is wrong, in the order of the fields: the first 100
     * @param problemsOmitted how many more there are
     */
    public record Reading(@Nullable JobSpec spec, List<FieldProblem> problems, int problemsOmitted) {}

    /** Reads a submission; never throws for what a client may send. */
    public Reading read(JsonNode json) {
        FieldReader in = FieldReader.of(json, FIELDS);
        if (!in.problems().isEmpty() && !json.isObject()) {
            return new Reading(null, in.problems(), in.problemsOmitted());
        }
        JobSpec spec = spec(in);
        if (!spec.robots()) {
            checkRobotsIgnorable(in, spec.scope(), spec.seeds());
        }
        return new Reading(in.problems().isEmpty() ? spec : null, in.problems(), in.problemsOmitted());
    }

    /** The specification that the fields give; it counts only where none of them has a problem. */
    private JobSpec spec(FieldReader in) {
        return new JobSpec(
                seeds(in),
                in.oneOf("scope", ScopeKind.values(), ScopeKind::wireName, ScopeKind.HOST),
                patterns(in, "include"),
                patterns(in, "exclude"),
                in.number("maxPages", 1, PAGES_MAX, 1_000),
                (int) in.number("maxDepth", 0, DEPTH_MAX, 20),
                in.optionalDuration("maxDuration", Duration.ofMillis(1), RUNNING_MAX),
                in.optionalBytes("maxBytes", 1, Long.MAX_VALUE),
                in.oneOf("sitemaps", SitemapUse.values(), SitemapUse::wireName, SitemapUse.INCLUDE),
                in.flag("robots", true),
                in.optionalNumber("concurrency", 1, CONCURRENCY_MAX),
                (int) in.number("perHost", 1, bounds.perHostMax(), Math.min(2, bounds.perHostMax())),
                in.duration("delay", bounds.delayMin(), DELAY_MAX, defaultDelay()),
                in.duration("timeout", TIMEOUT_MIN, TIMEOUT_MAX, Duration.ofSeconds(20)),
                (int) in.number("retries", 0, RETRIES_MAX, 3),
                in.bytes("maxBodySize", 1, BODY_BYTES_MAX, 10L << 20),
                new HeaderFields(in).read("headers"),
                in.flag("start", true),
                in.strings("labels", LABELS_MAX, LABEL_NAME_MAX, LABEL_VALUE_MAX),
                ExtractionReader.read(in),
                in.flag("keepBodies", false),
                cleanUrls(in),
                traps(in),
                in.oneOf("duplicates", DuplicateUse.values(), DuplicateUse::wireName, DuplicateUse.REPORT),
                in.flag("cookies", false),
                follow(in));
    }

    private static Set<LinkSource> follow(FieldReader in) {
        List<String> given = in.stringList("follow", LinkSource.values().length);
        Set<LinkSource> sources = EnumSet.noneOf(LinkSource.class);
        for (int i = 0; i < given.size(); i++) {
            String name = given.get(i);
            Optional<LinkSource> source = Arrays.stream(LinkSource.values())
                    .filter(candidate -> candidate.wireName().equals(name))
                    .findFirst();
            source.ifPresent(sources::add);
            if (source.isEmpty()) {
                in.problem("/follow/" + i, "must be one of a, area, link, iframe, frame, img, source, refresh");
            }
        }
        if (given.isEmpty() && in.node("follow") != null && !in.hasProblemAt("/follow")) {
            in.problem("/follow", "must name at least one kind of element");
        }
        return sources.isEmpty() ? LinkSource.DEFAULT : sources;
    }

    private static UrlCleanup cleanUrls(FieldReader in) {
        FieldReader cleanup = in.object("cleanUrls", Set.of("sessionIds", "tracking"));
        return cleanup == null
                ? UrlCleanup.NONE
                : new UrlCleanup(cleanup.flag("sessionIds", false), cleanup.flag("tracking", false));
    }

    private static TrapRules traps(FieldReader in) {
        FieldReader traps = in.object("traps", Set.of("urlLength", "segments", "repeats", "years"));
        TrapRules usual = TrapRules.DEFAULT;
        return traps == null
                ? usual
                : new TrapRules(
                        traps.bound("urlLength", 100, CanonicalUrl.HREF_CHARS_MAX, usual.urlLength()),
                        traps.bound("segments", 1, 1_000, usual.segments()),
                        traps.bound("repeats", 1, 100, usual.repeats()),
                        traps.bound("years", 0, 100, usual.years()));
    }

    private Duration defaultDelay() {
        Duration usual = Duration.ofMillis(100);
        return bounds.delayMin().compareTo(usual) > 0 ? bounds.delayMin() : usual;
    }

    private List<CanonicalUrl> seeds(FieldReader in) {
        Set<CanonicalUrl> seeds = new LinkedHashSet<>();
        List<String> given = in.stringList("seeds", SEEDS_MAX);
        if (given.isEmpty() && !in.hasProblemAt("/seeds")) {
            in.problem("/seeds", "must be an array of 1 to " + SEEDS_MAX + " URLs");
        }
        for (int i = 0; i < given.size(); i++) {
            Resolution resolution = UrlResolver.parse(given.get(i));
            UrlRefusal refusal = resolution.refusalOrNull();
            if (refusal != null) {
                in.problem("/seeds/" + i, "is no URL to crawl: " + refusal.because());
            } else if (resolution instanceof CanonicalUrl url) {
                if (!url.isHttp() && !bounds.readableFiles().test(url)) {
                    in.problem("/seeds/" + i, "must be http or https, or a file below one of orbweaver.files.roots");
                }
                seeds.add(url);
            }
        }
        return List.copyOf(seeds);
    }

    private static UrlPatterns patterns(FieldReader in, String field) {
        List<String> sources = in.stringList(field, UrlPatterns.COUNT_MAX);
        List<String> good = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            try {
                UrlPatterns.compile(sources.get(i));
                good.add(sources.get(i));
            } catch (IllegalArgumentException e) {
                in.problem("/" + field + "/" + i, String.valueOf(e.getMessage()));
            }
        }
        return UrlPatterns.of(good);
    }

    private void checkRobotsIgnorable(FieldReader in, ScopeKind scope, List<CanonicalUrl> seeds) {
        boolean near = scope == ScopeKind.HOST || scope == ScopeKind.PREFIX;
        boolean allowed = bounds.mayIgnoreEveryRobots()
                || near && seeds.stream().allMatch(seed -> !seed.isHttp() || bounds.mayIgnoreRobots(seed.host()));
        if (!allowed) {
            in.problem(
                    "/robots",
                    "may be false only where orbweaver.politeness.robots-ignorable-hosts names each seed's host,"
                            + " with scope host or prefix");
        }
    }
}
