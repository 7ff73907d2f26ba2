package io.orbweaver.simulation;

import io.orbweaver.body.Bodies;
import io.orbweaver.body.KeptBody;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.JobId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must be true of the bodies of a job that has ended: each page's is kept, as it was, or none is. */
final class SimBodies {

    /** Behind the markup of some pages, so that their bodies have several parts. */
    static final String PADDING = " ".repeat(2 * Bodies.PART_BYTES + 1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SimJob job;
    private final Bodies bodies;
    private final Function<Mono<byte[]>, byte[]> await;

    SimBodies(SimJob job, Bodies bodies, Function<Mono<byte[]>, byte[]> await) {
        this.job = job;
        this.bodies = bodies;
        this.await = await;
    }

    void check(JobId id, List<LoggedEvent> log) {
        for (LoggedEvent event : log) {
            if (event.type() == EventType.PAGE) {
                JsonNode page = JSON.readTree(event.json());
                String said = page.path("body").asString("none");
                job.require(said.equals(job.spec.keepBodies() ? "kept" : "none"), "what it says of its body: " + said);
                if (job.spec.keepBodies()) {
                    isWhole(page, await.apply(read(id, event.seq())));
                }
            }
        }
    }

    private Mono<byte[]> read(JobId id, long seq) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Mono<KeptBody> found = bodies.find(id, seq);
        return found.flatMapMany(bodies::bytes).doOnNext(all::writeBytes).then(Mono.fromSupplier(all::toByteArray));
    }

    private void isWhole(JsonNode page, byte[] body) {
        String url = page.get("url").stringValue();
        String text = new String(body, StandardCharsets.UTF_8);
        job.require(body.length == page.get("bytes").intValue(), "the body of " + url + " is whole: " + body.length);
        job.require(text.startsWith("<title>"), "the body of " + url + " is the page");
        String title = page.path("title").asString("");
        job.require(text.startsWith("<title>" + title + "</title>"), "the body of " + url + " is its own");
    }
}
