package io.orbweaver.api;

import io.orbweaver.explain.Explainer;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.politeness.HostGate.HostView;
import io.orbweaver.politeness.HostPace;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Calls for the politeness state of hosts. */
@RestController
@Tag(name = "Hosts")
final class HostEndpoints {

    private static final int LIMIT_MAX = 1_000;

    private final HostGate gate;
    private final Explainer explainer;
    private final InstantSource clock;

    HostEndpoints(HostGate gate, Explainer explainer, InstantSource clock) {
        this.gate = gate;
        this.explainer = explainer;
        this.clock = clock;
    }

    /**
     * A host.
     *
     * @param host name, and port where it is not the scheme's own
     * @param inFlight transfers in flight there
     * @param nextDue when spacing, back-off and Retry-After allow the next, or null for now
     * @param backoffMillis the present back-off
     * @param heldUntil end of a Retry-After, or null
     * @param circuitOpen whether the host is unreachable, so that its URLs fail without a transfer
     * @param robots what is known of its robots.txt: {@code known}, {@code cut} (to its first 500 KB),
     *     {@code unreachable}, {@code failed} or {@code unknown}
     */
    @Schema(name = "Host")
    record HostState(
            String host,
            int inFlight,
            @Nullable Instant nextDue,
            long backoffMillis,
            @Nullable Instant heldUntil,
            boolean circuitOpen,

            @Schema(allowableValues = {"known", "cut", "unreachable", "failed", "unknown"})
            String robots) {}

    /**
     * Hosts by name.
     *
     * @param hosts at most {@code limit}
     * @param next {@code after} of the next page, or null on the last one
     */
    record HostList(List<HostState> hosts, @Nullable String next) {}

    @GetMapping("/v1/hosts")
    @Operation(summary = "What politeness knows of hosts", description = "By name; a host that is idle is forgotten.")
    Mono<HostList> hosts(
            @RequestParam(defaultValue = "") @Parameter(description = "only hosts after this one") String after,
            @RequestParam(defaultValue = "100")
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int32",
                                            minimum = "1",
                                            maximum = "1000",
                                            defaultValue = "100"))
                    String limit) {
        int max = Parameters.number("limit", limit, 1, LIMIT_MAX);
        return gate.hosts(after, max)
                .map(views -> new HostList(
                        views.stream().map(this::state).toList(),
                        views.size() < max ? null : views.get(max - 1).host().value()));
    }

    private HostState state(HostView view) {
        Instant now = clock.instant();
        HostPace pace = view.pace();
        return new HostState(
                view.host().value(),
                pace.inFlight(),
                pace.nextStart().isAfter(now) ? pace.nextStart() : null,
                pace.backoff().toMillis(),
                pace.heldUntil().isAfter(now) ? pace.heldUntil() : null,
                pace.isDead(now),
                explainer.robotsState(view.host()));
    }
}
