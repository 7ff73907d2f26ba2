package io.orbweaver.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AttributeKey;
import io.orbweaver.body.ExchangeHead;
import io.orbweaver.body.HeaderField;
import io.orbweaver.fetch.connection.ResponseNormalizer;
import io.orbweaver.outcome.FailureKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/** One answer while it is received, from its head to its result. Lives on the connection's event loop. */
final class Exchange {

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final AttributeKey<Boolean> USED = AttributeKey.valueOf("orbweaver.used");
    private static final long DISCARDED_BYTES_MAX = 64 << 10;
    private static final Duration DISCARDING_MAX = Duration.ofMillis(500);

    private final FetchRequest request;
    private final Function<Fetched.Head, BodySink> sinks;
    private final TransferTime time;
    private final Scheduler timer;
    private final InstantSource clock;
    private final long start;
    private volatile @Nullable EventLoop loop;
    private volatile @Nullable ResponseNormalizer answers;
    private volatile boolean reused;
    private volatile boolean answered;
    private boolean whole;
    private boolean released;
    private @Nullable ContentDecoder decoder;

    Exchange(
            FetchRequest request,
            Function<Fetched.Head, BodySink> sinks,
            TransferTime time,
            Scheduler timer,
            InstantSource clock) {
        this.request = request;
        this.sinks = sinks;
        this.time = time;
        this.timer = timer;
        this.clock = clock;
        this.start = clock.millis();
    }

    /** The request is about to be sent on a connection, or on a stream of one. */
    void sending(Channel channel) {
        Channel parent = channel.parent();
        Channel connection = parent == null ? channel : parent;
        reused = connection.attr(USED).getAndSet(true) != null;
        answers = ResponseNormalizer.of(channel.pipeline());
        if (answers != null) {
            answers.expectAnswer();
        }
    }

    /**
     * Whether the request may be sent once more, on a new connection: one that was used before broke before anything of
     * an answer came.
     */
    boolean mayAskAgain(Throwable error) {
        ResponseNormalizer awaiting = answers;
        boolean begun = answered || awaiting != null && awaiting.hasAnswerBegun();
        boolean may = reused && !begun && FailureClassifier.classify(error).kind() == FailureKind.BROKEN;
        reused = false; // once
        return may;
    }

    /**
     * The result of an answer whose head has arrived; the connection is closed unless the answer was read to its end.
     */
    Mono<Fetched> receive(HttpClientResponse response, Connection connection) {
        EventLoop owner = connection.channel().eventLoop();
        loop = owner;
        answered = true;
        HttpHeaders headers = response.responseHeaders();
        List<String> sent = headers.getAll(HttpHeaderNames.SET_COOKIE);
        List<String> cookies = setCookies(sent);
        Fetched.Head head = new Fetched.Head(
                response.status().code(),
                headers.get(HttpHeaderNames.CONTENT_TYPE),
                headers.get(HttpHeaderNames.RETRY_AFTER),
                headers.getAll("X-Robots-Tag"),
                cookies,
                FieldText.urlTexts(headers.getAll("Link")),
                FieldText.urlText(headers.get("Refresh")),
                request.wholeHead() ? exchange(response) : null,
                sent.size() - cookies.size());
        Flux<ByteBuf> body = connection.inbound().receive().doOnComplete(() -> whole = true);
        Mono<Fetched> fetched;
        if (head.status() >= 200 && head.status() <= 299) {
            fetched = success(head, headers, body);
        } else {
            fetched = discard(body)
                    .thenReturn(withoutBody(head, FieldText.urlText(headers.get(HttpHeaderNames.LOCATION))));
        }
        return fetched.doFinally(signal -> release(owner, connection)).flatMap(result -> inTurn(owner, result));
    }

    private ExchangeHead exchange(HttpClientResponse response) {
        return new ExchangeHead(
                request.url().pathAndQuery(),
                sent(response.requestHeaders()),
                response.status().code(),
                response.status().reasonPhrase(),
                fields(response.responseHeaders()));
    }

    /** What a job's owner and its servers gave for this crawl may admit someone: it is not kept with every page. */
    private List<HeaderField> sent(HttpHeaders headers) {
        Set<String> given = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        given.addAll(request.headers().keySet());
        return fields(headers).stream()
                .filter(field -> !given.contains(field.name()))
                .toList();
    }

    /** As many as the connection takes in a head, which is bounded. */
    private static List<HeaderField> fields(HttpHeaders headers) {
        return headers.entries().stream()
                .filter(field -> !field.getKey().startsWith(":") && !isOwnOfHttp2(field.getKey()))
                .map(field -> new HeaderField(field.getKey(), field.getValue()))
                .toList();
    }

    /** Header fields that Netty adds to HTTP/2 messages. */
    private static boolean isOwnOfHttp2(String name) {
        return name.regionMatches(true, 0, "x-http2-", 0, 8);
    }

    private static List<String> setCookies(List<String> sent) {
        return sent.isEmpty()
                ? sent
                : sent.stream()
                        .filter(CookieJar::isSmall)
                        .limit(Fetched.Head.COOKIES_MAX)
                        .toList();
    }

    private Fetched withoutBody(Fetched.Head head, @Nullable String location) {
        return isRedirect(head.status()) && location != null
                ? new Fetched.Redirect(head, location, request.cookie())
                : new Fetched.Refused(head);
    }

    private Mono<Fetched> success(Fetched.Head head, HttpHeaders headers, Flux<ByteBuf> body) {
        String coding = String.join(",", headers.getAll(HttpHeaderNames.CONTENT_ENCODING));
        BodyMeter meter;
        BodySink sink;
        try {
            decoder = ContentCoding.isIdentity(coding)
                    ? null
                    : ContentCoding.decoder(coding, BodyMeter.codedMax(request.bodyBytesMax()));
            sink = sinkFor(head);
            meter = new BodyMeter(request.bodyBytesMax(), request.cut(), sink);
        } catch (RuntimeException e) {
            return Mono.error(e);
        }
        return body.concatMap(coded -> accept(coded, meter, sink), 0)
                .then(Mono.fromRunnable(this::endDecoder))
                .onErrorComplete(BodyMeter.Cut.class)
                .then(Mono.fromSupplier(() -> {
                    meter.complete();
                    return new Fetched.Response(head, meter.bytes(), meter.sha256Hex(), clock.millis() - start);
                }));
    }

    private void endDecoder() {
        if (decoder != null) {
            decoder.end();
        }
    }

    private BodySink sinkFor(Fetched.Head head) {
        try {
            return sinks.apply(head);
        } catch (RuntimeException e) {
            throw new BodyMeter.SinkFailed(e);
        }
    }

    /**
     * Takes what has come: while the sink is busy nothing is decoded, and what the connection has read by then stays in
     * its queue. An empty Mono has the next piece delivered within the call, so reading never pauses for it.
     */
    private Mono<Void> accept(ByteBuf coded, BodyMeter meter, BodySink sink) {
        if (decoder == null) {
            meter.accept(coded);
        } else {
            meter.received(coded.readableBytes());
            if (!decoder.decode(coded, meter)) {
                return decodeRest(coded.retain(), decoder, meter, sink);
            }
        }
        return meter.isFull() ? settled(sink) : Mono.empty();
    }

    private Mono<Void> decodeRest(ByteBuf coded, ContentDecoder undoing, BodyMeter meter, BodySink sink) {
        Mono<Boolean> step =
                Mono.defer(() -> settled(sink)).then(Mono.fromCallable(() -> released || undoing.decode(coded, meter)));
        return step.repeat()
                .takeUntil(Boolean::booleanValue)
                .then(Mono.defer(() -> meter.isFull() ? settled(sink) : Mono.empty()))
                .doFinally(signal -> coded.release());
    }

    /** The sink may complete on another thread: the transfer continues on its event loop. */
    private Mono<Void> settled(BodySink sink) {
        EventLoop owner = loop;
        return time.leftOut(Mono.defer(sink::settled))
                .onErrorMap(BodyMeter.SinkFailed::new)
                .then(owner == null ? Mono.empty() : inTurn(owner, this).then());
    }

    /**
     * Reads what little there is, so that the connection can be used again. The head has said it all: a body that is
     * long, slow or broken is cut off and changes nothing.
     */
    private Mono<Void> discard(Flux<ByteBuf> body) {
        return body.map(ByteBuf::readableBytes)
                .scan(0L, Long::sum)
                .takeUntil(sum -> sum > DISCARDED_BYTES_MAX)
                .then()
                .timeout(DISCARDING_MAX, timer)
                .onErrorComplete();
    }

    /**
     * On the event loop, which alone knows whether the connection still belongs to this exchange and the decoder is
     * idle.
     */
    private void release(EventLoop owner, Connection connection) {
        if (owner.inEventLoop()) {
            releaseNow(connection);
        } else if (!owner.isShuttingDown()) {
            owner.execute(() -> releaseNow(connection));
        }
    }

    /** An answer may have come in whole while its sink was busy: the connection is in its pool then, or another's. */
    private void releaseNow(Connection connection) {
        if (!whole && Connection.from(connection.channel()) == connection) {
            connection.dispose();
        }
        released = true;
        if (decoder != null) {
            decoder.close();
        }
    }

    /** The failure that an error means, emitted on the event loop if there is one: after the sink's last call. */
    Mono<Fetched> failed(Throwable error) {
        Fetched.Failed failed = FailureClassifier.classify(error);
        if (failed.kind() == FailureKind.INTERNAL) {
            log.error("internal error: the fetch of {} failed", request.url(), error);
        }
        EventLoop owner = loop;
        return owner == null ? Mono.just(failed) : inTurn(owner, failed);
    }

    /**
     * Emits it as a separate task of the event loop: the sink's last call has returned by then, and the connection is
     * back in its pool, where the next fetch finds it.
     */
    private static <T> Mono<T> inTurn(EventLoop owner, T value) {
        return Mono.create(emitter -> {
            try {
                owner.execute(() -> emitter.success(value));
            } catch (RejectedExecutionException e) {
                emitter.success(value); // the loops have ended, and with them the sink's calls
            }
        });
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }
}
