package io.orbweaver.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** Somebody at the dashboard. When they leave, the test fails if the browser has complained of anything. */
public final class Visitor implements AutoCloseable {

    private final BrowserContext context;
    private final String origin;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    Visitor(BrowserContext context, String origin) {
        this.context = context;
        this.origin = origin;
        context.onConsoleMessage(this::hear);
        context.onWebError(error -> complaints.add(error.error()));
    }

    private void hear(ConsoleMessage message) {
        boolean ofTest = message.location().startsWith(":"); // what a test evaluates has no address
        if (!ofTest && (message.type().equals("error") || message.type().equals("warning"))) {
            complaints.add(message.type() + ": " + message.text() + " at " + message.location());
        }
    }

    /** Opens a tab at a place, such as {@code #/jobs/…}. */
    public Tab open(String place) {
        Page page = context.newPage();
        page.navigate(origin + "/" + place);
        return new Tab(page, origin);
    }

    /** A complaint with this text is no fault: browsers say of each refusal that a resource failed to load. */
    public Visitor expecting(String text) {
        expected.add(text);
        return this;
    }

    /** Runs a script before each page that is opened from now on: for a browser that lacks something. */
    public Visitor before(String script) {
        context.addInitScript(script);
        return this;
    }

    /** What the network is for all tabs. */
    public void offline(boolean offline) {
        context.setOffline(offline);
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints)
                .as("the browser's complaints")
                .filteredOn(complaint -> expected.stream().noneMatch(complaint::contains))
                .isEmpty();
    }
}
