package io.orbweaver.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A page of the documentation, and the text of the repository that it is made of; in the order of the menu. */
enum DocsPage {
    START("", "README.md", "Start here", Sort.OVERVIEW),
    CONTENTS("contents", "src/main/docs/README.md", "Contents", Sort.OVERVIEW),
    FIRST_CRAWL("first-crawl", "src/main/docs/tutorial/first-crawl.md", "Your first crawl", Sort.TUTORIAL),
    API("api", "src/main/docs/how-to/api.md", "Use the API", Sort.HOW_TO),
    CLIENTS("clients", "src/main/docs/how-to/clients.md", "Write a client", Sort.HOW_TO),
    EXPORTS("exports", "src/main/docs/how-to/exports.md", "Take results away", Sort.HOW_TO),
    KEYS("keys", "src/main/docs/how-to/keys.md", "Use keys", Sort.HOW_TO),
    OPERATING("operating", "src/main/docs/how-to/operating.md", "Operate it", Sort.HOW_TO),
    SCALING("scaling", "src/main/docs/how-to/scaling.md", "More than one machine", Sort.HOW_TO),
    WATCHING("watching", "config/README.md", "Metrics and alerts", Sort.HOW_TO),
    KUBERNETES("kubernetes", "k8s/README.md", "Kubernetes", Sort.HOW_TO),
    TROUBLE("trouble", "src/main/docs/how-to/trouble.md", "When something is wrong", Sort.HOW_TO),
    CONFIGURATION("configuration", "src/main/docs/reference/configuration.md", "Configuration", Sort.REFERENCE),
    JOB("job", "src/main/docs/reference/job.md", "A job", Sort.REFERENCE),
    EVENTS("events", "src/main/docs/reference/events.md", "Events", Sort.REFERENCE),
    CALLS("calls", "src/main/docs/reference/calls.md", "Calls and answers", Sort.REFERENCE),
    FORMATS("formats", "src/main/docs/reference/formats.md", "Formats", Sort.REFERENCE),
    BOUNDS("bounds", "src/main/docs/reference/bounds.md", "Bounds", Sort.REFERENCE),
    CONCEPTS("concepts", "src/main/docs/explanation/concepts.md", "Concepts", Sort.EXPLANATION),
    HOW_IT_WORKS("how-it-works", "src/main/docs/explanation/how-it-works.md", "How it works", Sort.EXPLANATION),
    STORES("stores", "src/main/docs/explanation/stores.md", "Stores", Sort.EXPLANATION),
    CONTRIBUTING("contributing", "CONTRIBUTING.md", "Contributing", Sort.PROJECT);

    private final String slug;
    private final String source;
    private final String title;
    private final Sort sort;

    /** What a page is for; the parts of the menu. */
    enum Sort {
        OVERVIEW("Overview"),
        TUTORIAL("Tutorial"),
        HOW_TO("How to"),
        REFERENCE("Reference"),
        EXPLANATION("Explanation"),
        PROJECT("Project");

        private final String title;

        Sort(String title) {
            this.title = title;
        }

        /** As the menu names it. */
        String title() {
            return title;
        }

        /** Its pages, in order. */
        List<DocsPage> pages() {
            return Arrays.stream(DocsPage.values())
                    .filter(page -> page.sort == this)
                    .toList();
        }
    }

    DocsPage(String slug, String source, String title, Sort sort) {
        this.slug = slug;
        this.source = source;
        this.title = title;
        this.sort = sort;
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

    /** What it is for. */
    Sort sort() {
        return sort;
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
