package io.orbweaver.store.redis;

import io.lettuce.core.Range;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.KnownUrl;
import io.orbweaver.frontier.ListedUrl;
import io.orbweaver.job.JobId;
import io.orbweaver.store.redis.server.JobKeys;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.store.redis.server.ScriptReply;
import io.orbweaver.store.redis.server.UrlHash;
import io.orbweaver.url.CanonicalUrl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * A job's knowledge of its URLs. The text of one that has its outcome is only in its event. All Monos are for within a
 * step.
 */
final class KnownUrls {

    private static final int LOOKED_AT = 512;
    private static final int EVENTS_AT_ONCE = 16;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static {
        MAPPER.readTree("{}"); // its first use takes a lock, for which no event loop may wait
    }

    private final RedisContext context;

    KnownUrls(RedisContext context) {
        this.context = context;
    }

    /** What is known of a URL; empty for nothing. */
    Mono<KnownUrl> find(JobId job, CanonicalUrl url) {
        ScriptArgs args = context.args(job).add(UrlHash.of(url));
        return context.link()
                .step(Script.FIND, job, args)
                .filter(answer -> answer.is("ok"))
                .flatMap(answer -> known(job, url, answer));
    }

    private Mono<KnownUrl> known(JobId job, CanonicalUrl asked, ScriptReply answer) {
        long ordinal = answer.number(2);
        long seq = answer.number(4);
        if (seq == 0) {
            FrontierUrl entry = EntryCodec.decode(answer.bytes(5));
            boolean inOrder = entry.attempt() == 1 && entry.chain().isEmpty();
            return Mono.just(new KnownUrl(entry.url(), ordinal, 0, inOrder ? entry : null));
        }
        return (answer.flag(3) ? urlOf(job, seq) : Mono.just(asked)).map(url -> new KnownUrl(url, ordinal, seq, null));
    }

    /** The URL of the first page of the job with this content; empty where there is none. */
    Mono<CanonicalUrl> firstOfContent(JobId job, String sha256) {
        return context.link()
                .step(Script.FIND, job, context.args(job).add(UrlHash.ofContent(sha256)))
                .filter(answer -> answer.is("ok"))
                .flatMap(answer -> url(job, answer));
    }

    /** The known URL that an answer leads to. */
    Mono<CanonicalUrl> url(JobId job, ScriptReply answer) {
        return url(job, answer.number(4), answer.bytes(5));
    }

    /** A known URL by its event, or by its blob where there is none yet. */
    private Mono<CanonicalUrl> url(JobId job, long seq, byte[] blob) {
        return seq == 0 ? Mono.just(EntryCodec.decode(blob).url()) : urlOf(job, seq);
    }

    /** The URL whose outcome an event states. */
    private Mono<CanonicalUrl> urlOf(JobId job, long seq) {
        return event(job, "d", seq)
                .map(json -> CanonicalUrl.ofCanonical(
                        MAPPER.readTree(json).get("url").stringValue()));
    }

    /** The type of an event. */
    Mono<EventType> typeOf(JobId job, long seq) {
        return event(job, "t", seq).map(type -> EventType.ofOrdinal(Integer.parseInt(JobKeys.text(type))));
    }

    private Mono<byte[]> event(JobId job, String field, long seq) {
        return context.link()
                .commands()
                .xrange(JobKeys.of(job, 'e'), Range.create(seq + "-0", seq + "-0"))
                .next()
                .flatMapIterable(message -> message.getBody().entrySet())
                .filter(entry -> JobKeys.text(entry.getKey()).equals(field))
                .map(Map.Entry::getValue)
                .next();
    }

    /** Known URLs by their ordinals. */
    Mono<List<ListedUrl>> list(JobId job, @Nullable CanonicalUrl after, int max) {
        ScriptArgs args = context.args(job)
                .add(after == null ? ScriptArgs.NONE : UrlHash.of(after))
                .add(Math.min(max, LOOKED_AT));
        return context.link()
                .step(Script.LIST, job, args)
                .flatMap(answer -> Flux.range(0, (answer.size() - 2) / 3)
                        .flatMapSequential(i -> listed(job, answer, 2 + 3 * i), EVENTS_AT_ONCE, 1)
                        .collectList())
                .flatMap(urls -> urls.size() == LOOKED_AT && max > LOOKED_AT
                        ? list(job, urls.get(LOOKED_AT - 1).url(), max - LOOKED_AT)
                                .map(more -> {
                                    urls.addAll(more);
                                    return urls;
                                })
                        : Mono.just(urls));
    }

    private Mono<ListedUrl> listed(JobId job, ScriptReply answer, int at) {
        long seq = answer.number(at + 1);
        return url(job, seq, answer.bytes(at + 2)).map(url -> new ListedUrl(url, answer.number(at), seq));
    }
}
