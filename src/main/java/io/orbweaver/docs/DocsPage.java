package io.orbweaver.docs;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** A page of the documentation, and the text of the repository that it is made of; in the order of the menu. */
enum DocsPage {
    START("", "README.md", "Start here"),
    CONCEPTS("concepts", "src/main/docs/concepts.md", "Concepts"),
    API("api", "src/main/docs/api.md", "API guide"),
    OPERATING("operating", "src/main/docs/operating.md", "Operating"),
    BOUNDS("bounds", "src/main/docs/bounds.md", "Bounds"),
    TROUBLE("trouble", "src/main/docs/trouble.md", "When something is wrong"),
    WATCHING("watching", "config/README.md", "Metrics and alerts"),
    KUBERNETES("kubernetes", "k8s/README.md", "Kubernetes"),
    CONTRIBUTING("contributing", "CONTRIBUTING.md", "Contributing");

    private final String slug;
    private final String source;
    private final String title;

    DocsPage(String slug, String source, String title) {
        this.slug = slug;
        this.source = source;
        this.title = title;
    }

    /** Its path below {@code /docs}; empty for the first. */
    String slug() {
        return slug;
    }

    /** Where it is. */
    String href() {
        return slug.isEmpty() ? "/docs" : "/docs/" + slug;
    }

    /** Path of its text in the repository. */
    String source() {
        return source;
    }

    /** As the menu names it. */
    String title() {
        return title;
    }

    static Optional<DocsPage> of(String slug) {
        return find(page -> page.slug.equals(slug));
    }

    static Optional<DocsPage> ofSource(String path) {
        return find(page -> page.source.equals(path));
    }

    private static Optional<DocsPage> find(Predicate<DocsPage> wanted) {
        return Arrays.stream(values()).filter(wanted).findFirst();
    }
}
