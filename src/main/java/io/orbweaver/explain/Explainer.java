package io.orbweaver.explain;

import io.orbweaver.egress.EgressGuard;
import io.orbweaver.egress.FileRoots;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.explain.Explanation.InScope;
import io.orbweaver.explain.Explanation.Known;
import io.orbweaver.explain.Explanation.Outcome;
import io.orbweaver.explain.Explanation.Politeness;
import io.orbweaver.explain.Explanation.Robots;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.KnownUrl;
import io.orbweaver.job.Job;
import io.orbweaver.job.Scope;
import io.orbweaver.job.SideAccount;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.SitemapUse;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.politeness.HostPace;
import io.orbweaver.robots.OriginRobots;
import io.orbweaver.robots.RobotsCache;
import io.orbweaver.robots.RobotsRules;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.FilePaths;
import io.orbweaver.url.Host;
import io.orbweaver.url.Resolution;
import io.orbweaver.url.UrlRefusal;
import io.orbweaver.url.UrlResolver;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The explanation of whether a job crawls a URL. Thread-safe; reads ports and changes nothing. */
public final class Explainer {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static {
        MAPPER.readTree("{}"); // its first use takes a lock, for which no event loop may wait
    }

    private final Frontier frontier;
    private final EventLog log;
    private final HostGate gate;
    private final RobotsCache robots;
    private final EgressGuard guard;
    private final FileRoots files;
    private final InstantSource clock;

    /** An explainer on its ports, and on what may be reached. */
    public Explainer(
            Frontier frontier,
            EventLog log,
            HostGate gate,
            RobotsCache robots,
            EgressGuard guard,
            FileRoots files,
            InstantSource clock) {
        this.guard = guard;
        this.files = files;
        this.frontier = frontier;
        this.log = log;
        this.gate = gate;
        this.robots = robots;
        this.clock = clock;
    }

    /**
     * Explains.
     *
     * @param job as it is now
     * @param asked any string; a relative one is no URL
     * @return the explanation; cold, completes on the store's scheduler for reading
     */
    public Mono<Explanation> explain(Job job, String asked) {
        Resolution resolution = UrlResolver.parse(asked);
        if (!(resolution instanceof CanonicalUrl literal)) {
            return Mono.just(refused(asked, (UrlRefusal) resolution));
        }
        CanonicalUrl url =
                isSeed(job, literal) ? literal : job.spec().cleanUrls().apply(literal);
        return frontier.find(job.id(), url)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(known -> outcome(job, known)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(outcome -> politeness(url)
                                .map(politeness -> decide(new Question(
                                        job, asked, url, known.orElse(null), outcome.orElse(null), politeness)))));
    }

    /**
     * What is known of a host's robots.txt just now, on its https origin or else its http one: {@code known},
     * {@code unreachable}, {@code failed} or {@code unknown}.
     */
    public String robotsState(Host host) {
        String port = host.value().substring(host.name().length());
        for (String scheme : new String[] {"https", "http"}) {
            CanonicalUrl root =
                    UrlResolver.parse(scheme + "://" + host.name() + port + "/").urlOrNull();
            OriginRobots present = root == null ? null : robots.get(root.origin());
            if (present != null) {
                return stateOf(present);
            }
        }
        return "unknown";
    }

    private static String stateOf(OriginRobots robots) {
        if (robots instanceof OriginRobots.Known known) {
            return known.rules().isCut() ? "cut" : "known";
        }
        return robots instanceof OriginRobots.Unreachable ? "unreachable" : "failed";
    }

    private static boolean isSeed(Job job, CanonicalUrl url) {
        return job.spec().seeds().contains(url);
    }

    private static Explanation refused(String asked, UrlRefusal refusal) {
        String why = refusal == UrlRefusal.UNSUPPORTED_SCHEME ? "unsupported" : "not-a-url";
        String detail = "it is no URL to crawl: " + refusal.because();
        return new Explanation(shown(asked), null, false, why, detail, null, null, null, null, null);
    }

    private static String shown(String asked) {
        return asked.length() > CanonicalUrl.HREF_CHARS_MAX ? asked.substring(0, 200) + "…" : asked;
    }

    private Mono<Outcome> outcome(Job job, Optional<KnownUrl> known) {
        long seq = known.map(KnownUrl::seq).orElse(0L);
        if (seq == 0) {
            return Mono.empty();
        }
        return log.read(job.id(), seq - 1, EventType.mask(EventType.all()), 1)
                .flatMap(batch -> batch.events().stream()
                        .findFirst()
                        .map(event -> Mono.just(outcome(event)))
                        .orElse(Mono.empty()));
    }

    private static Outcome outcome(LoggedEvent event) {
        return new Outcome(event.seq(), event.type().wireName(), MAPPER.readTree(event.json()));
    }

    private Mono<Politeness> politeness(CanonicalUrl url) {
        Instant now = clock.instant();
        return gate.host(url.host())
                .map(view -> {
                    HostPace pace = view.pace();
                    Instant next = pace.nextStart();
                    return new Politeness(
                            url.host().value(),
                            pace.inFlight(),
                            next.isAfter(now) ? next.truncatedTo(ChronoUnit.MILLIS) : null,
                            pace.backoff().toMillis(),
                            pace.isDead(now));
                })
                .defaultIfEmpty(new Politeness(url.host().value(), 0, null, 0, false));
    }

    /** All that an answer is made of. */
    private record Question(
            Job job,
            String asked,
            CanonicalUrl url,
            @Nullable KnownUrl known,
            @Nullable Outcome outcome,
            Politeness politeness) {

        boolean isSeed() {
            return Explainer.isSeed(job, url);
        }

        boolean isAlias() {
            return known != null && !known.url().equals(url);
        }
    }

    private Explanation decide(Question question) {
        InScope scope = inScope(question);
        Robots said = robots(question);
        Answer answer = answer(question, scope, said);
        return new Explanation(
                question.asked(),
                question.url().href(),
                answer.crawl(),
                answer.why(),
                answer.detail(),
                known(question),
                scope,
                said,
                question.politeness(),
                question.outcome());
    }

    private record Answer(boolean crawl, String why, String detail) {}

    private Answer answer(Question question, InScope scope, Robots said) {
        if (question.isAlias() && question.known() != null) {
            return new Answer(
                    false, "duplicate", "redirects of " + question.known().url() + " led to it, and it belongs there");
        }
        if (question.outcome() != null) {
            String type = question.outcome().type();
            return new Answer(!type.equals("skip"), "outcome", "it has its outcome: " + type);
        }
        Answer against = against(question, scope, said);
        if (against != null) {
            return against;
        }
        if (question.job().state().ended()) {
            String ended = "nothing forbids it, but the job has ended";
            return new Answer(false, "ended", question.known() == null ? ended + leftOut(question.job()) : ended);
        }
        if (question.known() != null) {
            return new Answer(
                    true, question.isSeed() ? "seed" : "queued", "it is known, and waits for its turn or is fetched");
        }
        String allowed = question.job().spec().sitemaps() == SitemapUse.ONLY
                ? "it would be crawled if a sitemap of its origin listed it"
                : "it would be crawled if a page within the depth linked to it";
        return new Answer(true, "allowed", allowed + leftOut(question.job()));
    }

    /** Why a URL may be unknown though something names it: which of them a bound kept out, nothing keeps. */
    private static String leftOut(Job job) {
        SideAccount.Omitted omitted = job.side().omitted();
        return omitted.links() == 0 && omitted.entries() == 0
                ? ""
                : "; it may be among what bounds left out: " + omitted.links() + " links of pages and "
                        + omitted.entries() + " entries of sitemaps (`omitted` of their events)";
    }

    private @Nullable Answer against(Question question, InScope scope, Robots said) {
        JobSpec spec = question.job().spec();
        if (question.known() == null) {
            Answer outside = outside(question, scope);
            if (outside != null) {
                return outside;
            }
        }
        Answer unreachable = unreachable(question.url());
        if (unreachable != null) {
            return unreachable;
        }
        int year = clock.instant().atZone(ZoneOffset.UTC).getYear();
        String trap = question.isSeed() ? null : spec.traps().trapIn(question.url(), year);
        if (trap != null) {
            return new Answer(false, "trap", "it looks like one of endlessly many: " + trap);
        }
        if (Boolean.FALSE.equals(said.allowed())) {
            OriginRobots known = robots.get(question.url().origin());
            return switch (said.state()) {
                case "unreachable" ->
                    new Answer(false, "robots-unreachable", "its robots.txt answers with a server error");
                case "failed" ->
                    new Answer(
                            false,
                            known instanceof OriginRobots.Failed failed
                                    ? failed.kind().wireName()
                                    : "robots",
                            "its robots.txt could not be fetched");
                default -> new Answer(false, "robots", "its robots.txt refuses it: " + said.rule());
            };
        }
        return null;
    }

    /** What can be decided without a lookup: the addresses of a name are checked where the connection is made. */
    private @Nullable Answer unreachable(CanonicalUrl url) {
        if (url.isHttp()) {
            String name = url.hostName();
            String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
            return guard.refusesAsWritten(bare, url.port())
                    ? new Answer(false, "forbidden-address", "its address or port may not be reached from here")
                    : null;
        }
        String path = FilePaths.pathOf(url);
        return path == null || !files.mayHold(path)
                ? new Answer(false, "file", "it is not below a folder that may be read")
                : null;
    }

    private static @Nullable Answer outside(Question question, InScope scope) {
        boolean fromFiles = question.job().spec().seeds().stream().anyMatch(seed -> !seed.isHttp());
        if (!question.url().isHttp() && !fromFiles) {
            return new Answer(false, "unsupported", "files are followed from files only");
        }
        if (!scope.covers()) {
            return new Answer(false, "scope", "it is out of the scope " + scope.kind());
        }
        if (scope.exclude() != null) {
            return new Answer(false, "exclude", "a pattern of exclude occurs in it");
        }
        return scope.include() == null && !question.job().spec().include().isEmpty()
                ? new Answer(false, "include", "no pattern of include occurs in it")
                : null;
    }

    private static InScope inScope(Question question) {
        JobSpec spec = question.job().spec();
        return new InScope(
                spec.scope().wireName(),
                Scope.of(question.job()).covers(question.url()),
                spec.include().firstIn(question.url()),
                spec.exclude().firstIn(question.url()));
    }

    private Robots robots(Question question) {
        boolean asked = question.job().spec().robots() && question.url().isHttp();
        OriginRobots present = asked ? robots.get(question.url().origin()) : null;
        if (!asked) {
            return new Robots("ignored", null, null, true, 0);
        }
        if (present instanceof OriginRobots.Known known) {
            RobotsRules.Decision decision = known.rules().decide(question.url());
            return new Robots(
                    stateOf(present),
                    known.rules().group(),
                    decision.rule(),
                    decision.allowed(),
                    known.rules().crawlDelay().toMillis());
        }
        return present == null
                ? new Robots("unknown", null, null, null, 0)
                : new Robots(stateOf(present), null, null, false, 0);
    }

    private static @Nullable Known known(Question question) {
        KnownUrl known = question.known();
        if (known == null) {
            return null;
        }
        FrontierUrl entry = known.entry();
        JsonNode data = question.outcome() == null ? null : question.outcome().data();
        Integer depth = entry != null
                ? (Integer) entry.depth()
                : data != null ? (Integer) data.path("depth").asInt(0) : question.isSeed() ? (Integer) 0 : null;
        String referrer = entry != null
                ? entry.referrer()
                : data != null && data.path("referrer").isString()
                        ? data.path("referrer").stringValue()
                        : null;
        return new Known(known.url().href(), question.isSeed(), depth, referrer);
    }
}
