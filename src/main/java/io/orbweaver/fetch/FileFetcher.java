package io.orbweaver.fetch;

import io.orbweaver.body.ExchangeHead;
import io.orbweaver.body.HeaderField;
import io.orbweaver.egress.FileRoots;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.FilePaths;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

/**
 * The reader of a file or a folder below the operator's roots, as a hop: the body goes to the sink chunk by chunk, a
 * folder is a page whose links are its entries ({@link FolderListing}), and whatever happens is a value.
 *
 * <p>Thread-safe. The Mono is cold; it works and completes on the scheduler for files, where it may block, and where
 * the sink is called. Cancelling it ends the reading at the next chunk.
 */
public final class FileFetcher implements Transfers {

    private static final Logger log = LoggerFactory.getLogger(FileFetcher.class);
    private static final int OK = 200;
    private static final int MOVED = 301;
    private static final int CHUNK_BYTES = 16 << 10;

    private final FileRoots roots;
    private final Scheduler files;
    private final Scheduler timer;
    private final InstantSource clock;

    /**
     * A fetcher of files.
     *
     * @param files may block
     * @param timer runs the time-outs
     */
    public FileFetcher(FileRoots roots, Scheduler files, Scheduler timer, InstantSource clock) {
        this.roots = roots;
        this.files = files;
        this.timer = timer;
        this.clock = clock;
    }

    /** Whether a media type is a folder's, whose body is HTML that was made for its links. */
    public static boolean isFolder(Fetched.Head head) {
        return FolderListing.TYPE.equals(head.contentType());
    }

    @Override
    public Mono<Fetched> fetch(FetchRequest request, Function<Fetched.Head, BodySink> sinks) {
        return Mono.defer(() -> {
            TransferTime time = new TransferTime(request.timeout(), timer);
            return time.limit(Mono.defer(() -> open(request, sinks, time)).subscribeOn(files))
                    .onErrorResume(FileFetcher::failed);
        });
    }

    private Mono<Fetched> open(FetchRequest request, Function<Fetched.Head, BodySink> sinks, TransferTime time) {
        try {
            String path = FilePaths.pathOf(request.url());
            Optional<Path> real = path == null ? Optional.empty() : roots.resolve(path);
            if (real.isEmpty()) {
                return Mono.just(new Fetched.Failed(FailureKind.FILE, "it is not below a folder that may be read"));
            }
            if (Files.isDirectory(real.get())) {
                return folder(request, real.get(), sinks, time);
            }
            if (!Files.isRegularFile(real.get())) {
                return Mono.just(new Fetched.Failed(FailureKind.FILE, "it is neither a file nor a folder"));
            }
            Fetched.Head head = head(request, OK, typeOf(real.get()));
            return read(
                    request,
                    head,
                    sinks.apply(head),
                    time,
                    Files.newInputStream(real.get(), LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return failed(e);
        }
    }

    /** A folder without its slash leads to the one with it: its entries are relative to that. */
    private Mono<Fetched> folder(
            FetchRequest request, Path folder, Function<Fetched.Head, BodySink> sinks, TransferTime time)
            throws IOException {
        CanonicalUrl url = request.url();
        if (!url.path().endsWith("/")) {
            String name = url.path().substring(url.path().lastIndexOf('/') + 1);
            return Mono.just(new Fetched.Redirect(head(request, MOVED, null), "./" + name + "/"));
        }
        FolderListing.Listing listing = FolderListing.of(folder, request.bodyBytesMax());
        Fetched.Head head = head(request, OK, FolderListing.TYPE).without(listing.omitted());
        return read(request, head, sinks.apply(head), time, new ByteArrayInputStream(listing.html()));
    }

    private static Fetched.Head head(FetchRequest request, int status, @Nullable String type) {
        List<HeaderField> fields = type == null ? List.of() : List.of(new HeaderField("Content-Type", type));
        ExchangeHead exchange = request.wholeHead()
                ? new ExchangeHead(request.url().pathAndQuery(), List.of(), status, "OK", fields)
                : null;
        return new Fetched.Head(status, type, null, List.of(), List.of(), exchange);
    }

    /** By the name's ending; null where that says nothing, so that the content is looked at. */
    private static @Nullable String typeOf(Path file) {
        return MediaTypeFactory.getMediaType(String.valueOf(file.getFileName()))
                .map(MediaType::toString)
                .orElse(null);
    }

    private Mono<Fetched> read(
            FetchRequest request, Fetched.Head head, BodySink sink, TransferTime time, InputStream content) {
        long start = clock.millis();
        BodyMeter meter = new BodyMeter(request.bodyBytesMax(), request.cut(), sink);
        byte[] chunk = new byte[CHUNK_BYTES];
        return Flux.using(() -> content, in -> Flux.<Integer>generate(out -> next(in, chunk, out)), FileFetcher::close)
                .concatMap(length -> accept(chunk, length, meter, sink, time), 0)
                .then(Mono.fromSupplier(() -> {
                    meter.complete();
                    return new Fetched.Response(head, meter.bytes(), meter.sha256Hex(), clock.millis() - start);
                }));
    }

    /** A busy sink may complete on another thread: the reading continues where it may block. */
    private Mono<Void> accept(byte[] chunk, int length, BodyMeter meter, BodySink sink, TransferTime time) {
        meter.accept(chunk, length);
        return sink.isBusy()
                ? time.leftOut(Mono.defer(sink::settled))
                        .onErrorMap(BodyMeter.SinkFailed::new)
                        .then(Mono.<Void>empty())
                        .publishOn(files)
                : Mono.empty();
    }

    private static void next(InputStream in, byte[] chunk, SynchronousSink<Integer> out) {
        try {
            int length = in.read(chunk);
            if (length < 0) {
                out.complete();
            } else {
                out.next(length);
            }
        } catch (IOException e) {
            out.error(e);
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an error means for a file; the message names no path, which the event does. */
    private static Mono<Fetched> failed(Throwable error) {
        if (error instanceof NoSuchFileException) {
            return Mono.just(new Fetched.Failed(FailureKind.FILE, "there is no such file"));
        }
        if (error instanceof IOException || error instanceof UncheckedIOException) {
            return Mono.just(new Fetched.Failed(FailureKind.FILE, "it cannot be read"));
        }
        Fetched.Failed failed = error instanceof TimeoutException
                ? new Fetched.Failed(FailureKind.TIMEOUT, "it was not read in time")
                : FailureClassifier.classify(error);
        if (failed.kind() == FailureKind.INTERNAL) {
            log.error("internal error: a file could not be read", error);
        }
        return Mono.just(failed);
    }
}
