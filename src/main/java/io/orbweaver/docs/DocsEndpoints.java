package io.orbweaver.docs;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Serves the documentation. A page is made when it is first asked for, beside the event loops, and kept. */
@Hidden
@RestController
final class DocsEndpoints {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final Scheduler scheduler;
    private final Mono<DocsRenderer> renderer;
    private final Map<DocsPage, Mono<String>> pages = new ConcurrentHashMap<>();

    DocsEndpoints(DocsConfiguration.DocsScheduler docs) {
        scheduler = docs.worker();
        renderer = Mono.fromCallable(DocsRenderer::new).subscribeOn(scheduler).cache();
    }

    @GetMapping({"/docs", "/docs/"})
    Mono<ResponseEntity<String>> start() {
        return page(DocsPage.START);
    }

    @GetMapping("/docs/{slug}")
    Mono<ResponseEntity<String>> page(@PathVariable String slug) {
        return DocsPage.of(slug)
                .filter(page -> !slug.isEmpty())
                .map(this::page)
                .orElseGet(() -> Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    @GetMapping("/docs/pictures/{name:[a-z-]+\\.png}")
    ResponseEntity<Resource> picture(@PathVariable String name) {
        Resource picture = new ClassPathResource("docs/src/main/docs/" + name);
        if (!picture.exists()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(picture);
    }

    private Mono<ResponseEntity<String>> page(DocsPage page) {
        return pages.computeIfAbsent(
                        page,
                        fresh -> renderer.flatMap(it ->
                                        Mono.fromCallable(() -> it.page(fresh)).subscribeOn(scheduler))
                                .cache())
                .map(html -> ResponseEntity.ok()
                        .contentType(HTML)
                        .cacheControl(CacheControl.noCache())
                        .body(html));
    }
}
