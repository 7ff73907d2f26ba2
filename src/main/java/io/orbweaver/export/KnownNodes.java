package io.orbweaver.export;

import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.ListedUrl;
import io.orbweaver.job.Job;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.UrlResolver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The numbers of a job's known URLs, as they were when an export began. Most links repeat, so some are kept. */
final class KnownNodes {

    private static final int KEPT_MAX = 4_096;
    private static final int KEPT_CHARS_MAX = 512;
    private static final long UNKNOWN = 0;

    private final Frontier frontier;
    private final Job job;
    private final Map<String, Long> kept = new ConcurrentHashMap<>();

    KnownNodes(Frontier frontier, Job job) {
        this.frontier = frontier;
        this.job = job;
    }

    /** The number of a URL, of what its redirects led from where it is such a target; 0 where it is not known. */
    Mono<Long> ordinal(String href) {
        return Mono.defer(() -> {
            Long known = kept.get(href);
            return known != null ? Mono.just(known) : find(href);
        });
    }

    private Mono<Long> find(String href) {
        if (!(UrlResolver.parse(href) instanceof CanonicalUrl url)) {
            return Mono.just(UNKNOWN);
        }
        return frontier.find(job.id(), url)
                .map(known -> known.ordinal() <= job.counters().known() ? known.ordinal() : UNKNOWN)
                .defaultIfEmpty(UNKNOWN)
                .doOnNext(ordinal -> keep(href, ordinal));
    }

    private void keep(String href, long ordinal) {
        if (href.length() <= KEPT_CHARS_MAX) {
            if (kept.size() >= KEPT_MAX) {
                kept.clear();
            }
            kept.put(href, ordinal);
        }
    }

    /** Those that had no outcome then; empty without a look where all had one. */
    Flux<ListedUrl> waiting() {
        long outcomes = job.counters().pages()
                + job.counters().failures()
                + job.counters().skips();
        if (outcomes >= job.counters().known()) {
            return Flux.empty();
        }
        return Flux.defer(() -> {
                    CanonicalUrl[] last = {null};
                    boolean[] over = {false};
                    Mono<List<ListedUrl>> next = Mono.defer(() -> frontier.list(job.id(), last[0], Frontier.LISTED_MAX))
                            .doOnNext(urls -> {
                                over[0] = urls.size() < Frontier.LISTED_MAX;
                                last[0] = urls.isEmpty()
                                        ? last[0]
                                        : urls.get(urls.size() - 1).url();
                            });
                    return Flux.<Mono<List<ListedUrl>>>generate(sink -> {
                                if (over[0]) {
                                    sink.complete();
                                } else {
                                    sink.next(next);
                                }
                            })
                            .concatMap(read -> read.flatMapIterable(urls -> urls), 0);
                })
                .filter(url -> url.ordinal() <= job.counters().known())
                .filter(url -> url.seq() == 0 || url.seq() > job.lastSeq());
    }
}
