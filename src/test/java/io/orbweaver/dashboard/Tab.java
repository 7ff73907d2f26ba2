package io.orbweaver.dashboard;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** One tab of the dashboard, by the roles and names that a screen reader has. */
public final class Tab implements AutoCloseable {

    private static final String AXE = "async () => (await axe.run({resultTypes: ['violations']})).violations"
            + ".map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.html.slice(0, 160) + ' '"
            + " + n.failureSummary).slice(0, 3).join(' | ')}`)";

    private final Page page;
    private final String origin;

    Tab(Page page, String origin) {
        this.page = page;
        this.origin = origin;
    }

    /** The page itself, for what is not said here. */
    public Page page() {
        return page;
    }

    /** Goes to a place of the dashboard without loading it anew. */
    public Tab go(String place) {
        page.navigate(origin + "/" + place);
        return this;
    }

    public Locator button(String name) {
        return role(AriaRole.BUTTON, name);
    }

    public Locator link(String name) {
        return role(AriaRole.LINK, name);
    }

    public Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    public Locator heading(String name) {
        return role(AriaRole.HEADING, name);
    }

    /** The table of results. */
    public Locator grid() {
        return role(AriaRole.GRID, "Results");
    }

    /** The rows of results that are in the page just now. */
    public Locator rows() {
        return grid().locator("[aria-rowindex]:not([aria-rowindex='1'])");
    }

    private Locator role(AriaRole role, String name) {
        return page.getByRole(role, new GetByRoleOptions().setName(name).setExact(true));
    }

    /**
     * All outcomes of the job that is looked at, as this tab holds them: number, type and URL, in the order it has
     * them.
     */
    public List<String> outcomes() {
        List<?> held = (List<?>) page.evaluate("(() => { const {columns: c} = document.querySelector('ow-job').model;"
                + " return Array.from({length: c.size},"
                + " (none, i) => `${c.seq[i]} ${['page', 'failure', 'skip'][c.type[i]]} ${c.url[i]}`); })()");
        return held.stream().map(String::valueOf).toList();
    }

    /** Takes away what a link leads to, into a folder: its lines, unzipped where its name says so. */
    public List<String> download(Locator link, Path folder) {
        Download download = page.waitForDownload(link::click);
        Path file = folder.resolve(download.suggestedFilename());
        download.saveAs(file);
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What axe-core finds, each in a sentence. */
    public List<String> barriers() {
        page.evaluate(Browser.axe());
        List<String> found = new ArrayList<>();
        ((List<?>) page.evaluate(AXE)).forEach(violation -> found.add((String) violation));
        return found;
    }

    /** By how many pixels the page is wider than the screen. */
    public int overflow() {
        return (int) page.evaluate("document.documentElement.scrollWidth - innerWidth");
    }

    /** Milliseconds of each task that held the page up for more than 50 since it was loaded. */
    public List<Integer> longTasks() {
        return ((List<?>) page.evaluate("window.longTasks"))
                .stream().map(n -> (Integer) n).toList();
    }

    /**
     * Makes the page believe that nobody sees it, or that somebody does again: without a window there is no other way.
     */
    public void hide(boolean hidden) {
        page.evaluate(
                "state => { Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => state});"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                hidden ? "hidden" : "visible");
    }

    /** How often the job that is looked at has had its parts drawn anew. */
    public long drawings() {
        return ((Number) page.evaluate("(() => { const model = document.querySelector('ow-job').model;"
                        + " if (!model.drawings) { model.drawings = 1;"
                        + " model.addEventListener('change', () => model.drawings++); } return model.drawings; })()"))
                .longValue();
    }

    /** Which streams this browser has open, over all tabs. */
    public List<String> streams() {
        Map<?, ?> count = (Map<?, ?>) page.evaluate("async () => (await import('./app/streams.js')).countStreams()");
        return ((List<?>) count.get("streams"))
                .stream().map(String::valueOf).sorted().toList();
    }

    @Override
    public void close() {
        page.close();
    }
}
