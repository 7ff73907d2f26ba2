package io.orbweaver.job.spec;

import io.orbweaver.job.field.Durations;
import io.orbweaver.job.field.Sizes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The writer of a {@link JobSpec} in the form in which it may be submitted again; {@link JobSpecReader} reads it. */
public final class JobSpecJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JobSpecJson() {}

    /** The specification with every default filled in. */
    public static ObjectNode write(JobSpec spec) {
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode seeds = json.putArray("seeds");
        spec.seeds().forEach(seed -> seeds.add(seed.href()));
        json.put("scope", spec.scope().wireName());
        spec.include().sources().forEach(json.putArray("include")::add);
        spec.exclude().sources().forEach(json.putArray("exclude")::add);
        json.put("maxPages", spec.maxPages());
        json.put("maxDepth", spec.maxDepth());
        json.put("maxDuration", spec.maxDuration() == null ? null : Durations.text(spec.maxDuration()));
        json.put("maxBytes", spec.maxBytes() == null ? null : Sizes.text(spec.maxBytes()));
        json.put("sitemaps", spec.sitemaps().wireName());
        json.put("robots", spec.robots());
        json.put("concurrency", spec.concurrency());
        json.put("perHost", spec.perHost());
        json.put("delay", Durations.text(spec.delay()));
        json.put("timeout", Durations.text(spec.timeout()));
        json.put("retries", spec.retries());
        json.put("maxBodySize", Sizes.text(spec.maxBodySize()));
        ObjectNode headers = json.putObject("headers");
        spec.headers().forEach(headers::put);
        extract(json.putObject("extract"), spec.extract());
        json.put("keepBodies", spec.keepBodies());
        json.put("start", spec.start());
        ObjectNode labels = json.putObject("labels");
        spec.labels().forEach(labels::put);
        json.putObject("cleanUrls")
                .put("sessionIds", spec.cleanUrls().sessionIds())
                .put("tracking", spec.cleanUrls().tracking());
        json.putObject("traps")
                .put("urlLength", spec.traps().urlLength())
                .put("segments", spec.traps().segments())
                .put("repeats", spec.traps().repeats())
                .put("years", spec.traps().years());
        json.put("duplicates", spec.duplicates().wireName());
        json.put("cookies", spec.cookies());
        ArrayNode follow = json.putArray("follow");
        spec.follow().forEach(source -> follow.add(source.wireName()));
        return json;
    }

    private static void extract(ObjectNode json, Extraction asked) {
        json.put("metadata", asked.metadata())
                .put("text", asked.text())
                .put("markdown", asked.markdown())
                .put("links", asked.links());
        ObjectNode fields = json.putObject("fields");
        asked.fields().forEach((name, selector) -> fields.put(name, selector.source()));
        asked.patterns().forEach(json.putArray("patterns")::add);
    }
}
