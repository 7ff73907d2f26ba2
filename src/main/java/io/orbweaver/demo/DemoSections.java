package io.orbweaver.demo;

import static io.orbweaver.demo.DemoProse.CALLS;
import static io.orbweaver.demo.DemoProse.CHORES;
import static io.orbweaver.demo.DemoProse.INSTRUMENTS;
import static io.orbweaver.demo.DemoProse.MONTHS;
import static io.orbweaver.demo.DemoProse.RANGES;
import static io.orbweaver.demo.DemoProse.slug;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The four sections of the demo site: guide, reference, shop and journal. */
final class DemoSections {

    private static final int SHOP_PAGES = 5;

    private final BiConsumer<String, String> pages;

    /**
     * The sections.
     *
     * @param pages takes each page's path and document
     */
    DemoSections(BiConsumer<String, String> pages) {
        this.pages = pages;
    }

    void addAll() {
        guide();
        reference();
        shop();
        journal();
    }

    private void add(String path, DemoPage page) {
        pages.accept(path, page.html());
    }

    private void guide() {
        DemoPage index = new DemoPage("/guide/", "The keeper's guide").link("/guide/intro.html", "Introduction");
        add("/guide/intro.html", new DemoPage("/guide/intro.html", "Introduction").link("/guide/", "Contents"));
        for (String instrument : INSTRUMENTS) {
            for (int i = 0; i < CHORES.size(); i++) {
                String path = chapter(instrument, i);
                String title = CHORES.get(i) + " the " + instrument;
                index.link(path, title);
                add(
                        path,
                        new DemoPage(path, title)
                                .link("/guide/", "Contents")
                                .link(chapter(instrument, (i + 1) % CHORES.size()), "Next")
                                .link("/reference/" + slug(instrument) + "/", "Reference: " + instrument));
            }
        }
        String fog = "/guide/k%C3%BCstennebel.html";
        add("/guide/", index.linkAsWritten("küstennebel.html", "Küstennebel"));
        add(fog, new DemoPage(fog, "Küstennebel, or coastal fog").linkAsWritten("./", "Contents"));
    }

    private static String chapter(String instrument, int chore) {
        return "/guide/" + slug(CHORES.get(chore)) + "-the-" + slug(instrument) + ".html";
    }

    private void reference() {
        DemoPage index = new DemoPage("/reference/", "Reference");
        for (String instrument : INSTRUMENTS) {
            String folder = "/reference/" + slug(instrument) + "/";
            index.link(folder, instrument);
            DemoPage calls = new DemoPage(folder, "Reference: " + instrument);
            for (String call : CALLS) {
                String path = folder + call + ".html";
                calls.linkAsWritten(call + ".html", call);
                add(path, new DemoPage(path, slug(instrument) + "." + call).linkAsWritten("./", "All calls"));
            }
            add(folder, calls.link("/reference/", "All instruments"));
        }
        add("/reference/", index);
    }

    private void shop() {
        List<DemoPage> shelves = new ArrayList<>();
        for (int n = 1; n <= SHOP_PAGES; n++) {
            shelves.add(new DemoPage("/shop/", "Shop, page " + n));
        }
        int articles = 0;
        for (String range : RANGES) {
            for (String instrument : INSTRUMENTS) {
                String path = "/shop/" + slug(range + " " + instrument) + ".html";
                String title = range + " " + instrument + ", " + (39 + articles * 7 % 160) + " crowns";
                DemoPage shelf = shelves.get(articles++ % SHOP_PAGES);
                shelf.link(path, title);
                add(path, new DemoPage(path, title).link("/shop/", "Shop").link(chapter(instrument, 0), "Mounting it"));
            }
        }
        for (int n = 1; n <= SHOP_PAGES; n++) {
            DemoPage shelf = shelves.get(n - 1);
            for (int other = 2; other <= SHOP_PAGES; other++) {
                shelf.linkAsWritten("?sort=price&amp;page=" + other, "Page " + other);
            }
            add(n == 1 ? "/shop/" : "/shop/?sort=price&page=" + n, shelf);
        }
    }

    private void journal() {
        // its links are relative to a separate base
        DemoPage index = new DemoPage("/journal/", "Journal").head("<base href=\"/journal/2025/\">");
        for (String month : MONTHS) {
            for (String half : List.of("ebb", "flood")) {
                String path = "/journal/2025/" + month + "/" + half + ".html";
                String title = "Notes of 2025-" + month + ": the " + half;
                index.linkAsWritten(month + "/" + half + ".html", title);
                add(path, new DemoPage(path, title).linkAsWritten("../../", "Journal"));
            }
        }
        add("/journal/", index);
    }
}
