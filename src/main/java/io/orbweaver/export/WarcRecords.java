package io.orbweaver.export;

import io.orbweaver.body.Bodies;
import io.orbweaver.body.KeptBody;
import io.orbweaver.event.LoggedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An archive (WARC 1.1, https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/): a warcinfo
 * record, and for each page what was answered, what was asked, and the page's data as metadata; of a page without a
 * kept body the metadata alone. A file's body is a resource record. Each record is a gzip member (annex D.2). Bodies
 * are read part by part and never held whole, which is why a block has no digest: it would have to be known before.
 */
final class WarcRecords {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] RECORD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Fields that a job may set and that carry no credentials. */
    private static final Set<String> HARMLESS =
            Set.of("accept", "accept-language", "accept-encoding", "user-agent", "referer", "host", "connection");

    private final ExportRequest request;
    private final Bodies bodies;
    private final Scheduler worker;
    private final String software;
    private final Gzip gzip;
    private final Set<String> secret;

    WarcRecords(ExportRequest request, Bodies bodies, Scheduler worker, String software, Gzip gzip) {
        this.request = request;
        this.bodies = bodies;
        this.worker = worker;
        this.software = software;
        this.gzip = gzip;
        this.secret = request.job().spec().headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !HARMLESS.contains(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A page, and what its records say of it in common. */
    private record Capture(LoggedEvent event, JsonNode data) {

        String at() {
            return data.path("at").stringValue();
        }

        String target() {
            return data.path("finalUrl").stringValue();
        }

        boolean isFile() {
            return !target().startsWith("http");
        }

        /** The type of the record that has its body. */
        String kind() {
            return isFile() ? "resource" : "response";
        }

        String sha256() {
            return data.path("sha256").stringValue("");
        }
    }

    /** The record that says what the file is. */
    Flux<byte[]> info() {
        String at = request.job().createdAt().toString();
        byte[] fields = ("software: " + software + "\r\nformat: WARC File Format 1.1\r\nconformsTo:"
                        + " http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
                        + "description: pages of job " + request.job().id() + ", events " + (request.after() + 1)
                        + " to "
                        + request.upTo() + "\r\nisPartOf: " + request.job().id() + "\r\nrobots: "
                        + (request.job().spec().robots() ? "obey" : "ignore") + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        WarcHead head = new WarcHead("warcinfo", WarcHead.id(request.job().id(), request.after(), "warcinfo"), at)
                .with("WARC-Filename", request.fileName());
        return record(head.block("application/warc-fields", fields.length), Flux.just(fields));
    }

    /** The records of a page. */
    Flux<byte[]> page(LoggedEvent event) {
        Capture page = new Capture(event, JSON.readTree(event.json()));
        if (!request.job().spec().keepBodies()) {
            return metadata(page, false);
        }
        return bodies.find(request.job().id(), event.seq())
                .publishOn(worker)
                .map(body -> Flux.concat(archived(page, body), metadata(page, true)))
                .defaultIfEmpty(metadata(page, false))
                .flatMapMany(records -> records);
    }

    private Flux<byte[]> archived(Capture page, KeptBody body) {
        if (page.isFile()) {
            String type = page.data().path("contentType").stringValue("application/octet-stream");
            return record(captured(page).block(type, body.length()), bytes(body));
        }
        byte[] answered = HttpBlock.response(body.head(), body.length());
        byte[] asked = HttpBlock.request(body.head(), secret);
        return Flux.concat(
                record(
                        captured(page).block("application/http;msgtype=response", answered.length + body.length()),
                        Flux.concat(Mono.just(answered), bytes(body))),
                record(
                        head(page, "request")
                                .with("WARC-Concurrent-To", id(page, page.kind()))
                                .block("application/http;msgtype=request", asked.length),
                        Flux.just(asked)));
    }

    private Flux<byte[]> bytes(KeptBody body) {
        return bodies.bytes(body).publishOn(worker, 1);
    }

    private WarcHead captured(Capture page) {
        WarcHead head = head(page, page.kind());
        return SHA256.matcher(page.sha256()).matches()
                ? head.with("WARC-Payload-Digest", "sha256:" + page.sha256())
                : head;
    }

    private Flux<byte[]> metadata(Capture page, boolean archived) {
        byte[] json = page.event().numbered();
        WarcHead head = head(page, "metadata");
        if (archived) {
            String of = id(page, page.kind());
            head.with("WARC-Refers-To", of).with("WARC-Concurrent-To", of);
        }
        return record(head.block("application/json", json.length), Flux.just(json));
    }

    private WarcHead head(Capture page, String kind) {
        return new WarcHead(kind, id(page, kind), page.at()).with("WARC-Target-URI", page.target());
    }

    private String id(Capture page, String kind) {
        return WarcHead.id(request.job().id(), page.event().seq(), kind);
    }

    private Flux<byte[]> record(byte[] head, Flux<byte[]> block) {
        return gzip.member(Flux.concat(Mono.just(head), block, Mono.just(RECORD_END)));
    }
}
