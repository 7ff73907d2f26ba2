package io.orbweaver.docs;

import io.swagger.v3.oas.annotations.Hidden;
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

/**
 * The endpoints of the documentation. Its pages are made when one is first asked for, beside the event loops, and kept.
 */
@Hidden
@RestController
final class DocsEndpoints {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml");

    private final Scheduler scheduler;
    private final Mono<DocsRenderer.Rendered> rendered;

    DocsEndpoints(DocsConfiguration.DocsScheduler docs) {
        scheduler = docs.worker();
        rendered = Mono.fromCallable(DocsRenderer::all).subscribeOn(scheduler).cache();
    }

    @GetMapping({"/docs", "/docs/"})
    Mono<ResponseEntity<String>> start() {
        return page(DocsPage.START);
    }

    @GetMapping("/docs/{slug}")
    Mono<ResponseEntity<String>> page(@PathVariable String slug) {
        return DocsPage.of(slug).map(this::page).orElseGet(DocsEndpoints::notFound);
    }

    /** What the search of the pages looks through. */
    @GetMapping("/docs/index.json")
    Mono<ResponseEntity<String>> index() {
        return rendered.map(docs -> answer(MediaType.APPLICATION_JSON, docs.index()));
    }

    @GetMapping("/docs/pictures/{name:[a-z-]+\\.(?:png|svg)}")
    Mono<ResponseEntity<Resource>> picture(@PathVariable String name) {
        Resource picture = new ClassPathResource("docs/src/main/docs/" + name);
        return Mono.fromCallable(picture::exists) // reads the jar
                .subscribeOn(scheduler)
                .flatMap(there -> there
                        ? Mono.just(ResponseEntity.ok()
                                .contentType(name.endsWith(".svg") ? SVG : MediaType.IMAGE_PNG)
                                .body(picture))
                        : notFound());
    }

    private Mono<ResponseEntity<String>> page(DocsPage page) {
        return rendered.map(docs -> answer(HTML, docs.page(page)));
    }

    private static ResponseEntity<String> answer(MediaType type, String body) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache())
                .body(body);
    }

    private static <T> Mono<T> notFound() {
        return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
