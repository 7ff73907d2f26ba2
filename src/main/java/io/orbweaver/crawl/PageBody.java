package io.orbweaver.crawl;

import io.orbweaver.fetch.BodySink;
import io.orbweaver.parse.PageScanner;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The sink of a page's body, which passes it to all that read it: the scanner, the held body, the kept parts. */
final class PageBody implements BodySink {

    private final PageScanner scanner;
    private final LinkParts links;
    private final @Nullable HeldBody held;
    private final @Nullable BodyParts parts;

    PageBody(PageScanner scanner, LinkParts links, @Nullable HeldBody held, @Nullable BodyParts parts) {
        this.scanner = scanner;
        this.links = links;
        this.held = held;
        this.parts = parts;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        scanner.accept(bytes, offset, length);
        if (held != null) {
            held.accept(bytes, offset, length);
        }
        if (parts != null) {
            parts.accept(bytes, offset, length);
        }
    }

    @Override
    public void complete() {
        scanner.complete();
    }

    @Override
    public boolean isBusy() {
        return links.isBusy() || held != null && held.isBusy() || parts != null && parts.isBusy();
    }

    @Override
    public Mono<Void> settled() {
        Mono<Void> linked = links.isBusy() ? links.settled() : Mono.empty();
        Mono<Void> grown = held != null && held.isBusy() ? linked.then(held.settled()) : linked;
        return parts != null && parts.isBusy() ? grown.then(parts.settled()) : grown;
    }
}
