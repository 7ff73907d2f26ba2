package io.orbweaver.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.orbweaver.dashboard.Browser.Look;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages of the documentation in a browser: for everybody, and searched. */
@ServiceTest
class DocsPagesTest {

    private static Browser browser;

    @LocalServerPort
    private int port;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private Visitor visitor(Look look) {
        return browser.visitor("http://127.0.0.1:" + port, look);
    }

    static Stream<Look> looks() {
        return Stream.of(Look.DESK, Look.PHONE.dark());
    }

    /** Every page of the menu. */
    private List<String> pages() {
        List<String> pages = new ArrayList<>();
        Pattern.compile("<li><a href=\"/(docs[^\"#]*)\"")
                .matcher(new Api(port).get("/docs").body())
                .results()
                .forEach(found -> pages.add(found.group(1)));
        assertThat(pages).hasSizeGreaterThan(15);
        return pages;
    }

    @Test
    void noPageScrollsSideways() {
        try (Visitor visitor = visitor(Look.PHONE)) {
            for (String page : pages()) {
                try (Tab tab = visitor.open(page)) {
                    assertThat(tab.page().locator("main h1")).isVisible();
                    assertThat(tab.overflow()).as(page).isNotPositive();
                }
            }
        }
    }

    /** One page of each kind of content: pictures, requests, long tables, programs, prose. */
    @ParameterizedTest
    @ValueSource(strings = {"docs", "docs/api", "docs/configuration", "docs/clients", "docs/how-it-works"})
    void pagesAreForEverybody(String page) {
        for (Look look : List.of(Look.DESK, Look.PHONE.dark())) {
            try (Visitor visitor = visitor(look);
                    Tab tab = visitor.open(page)) {
                assertThat(tab.page().locator("main h1")).isVisible();
                assertThat(tab.barriers()).as("what keeps people out").isEmpty();
            }
        }
    }

    private static Locator results(Tab tab) {
        return tab.page().locator("[role=search] li a");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void aPropertyIsFoundByTheKeyboardAlone(Look look) {
        try (Visitor visitor = visitor(look);
                Tab tab = visitor.open("docs/concepts")) {
            tab.page().keyboard().press("/");
            assertThat(tab.page().getByRole(AriaRole.SEARCHBOX)).isFocused();
            tab.page().keyboard().type("STALL-timeout exports");
            assertThat(tab.page().locator("[role=search] li").first()).containsText("stall-timeout");
            assertThat(tab.page().locator("[role=search] [role=status]"))
                    .hasText(Pattern.compile("Sections found: [1-9].*"));
            assertThat(tab.barriers()).isEmpty();
            assertThat(tab.overflow()).isNotPositive();
            tab.page().keyboard().press("Enter");
            tab.page().waitForURL(Pattern.compile("/docs/[a-z-]+#"));
        }
    }

    @Test
    void allWordsAreInOneSectionOrNothingIsFound() {
        try (Visitor visitor = visitor(Look.DESK);
                Tab tab = visitor.open("docs")) {
            Locator question = tab.page().getByRole(AriaRole.SEARCHBOX);
            Locator status = tab.page().locator("[role=search] [role=status]");
            question.fill("heritrix");
            assertThat(results(tab).first()).hasText("Start here: Why this one");
            question.fill("heritrix kubernetes zzz");
            assertThat(status).hasText("Sections found: 0");
            assertThat(results(tab)).hasCount(0);
            question.fill("<img src=x onerror=alert(1)>");
            assertThat(status).hasText("Sections found: 0");
            question.fill("a / slash");
            tab.page().keyboard().press("/");
            assertThat(question).hasValue("a / slash/");
            question.fill("");
            assertThat(status).hasText("");
        }
    }

    @Test
    void aMissingIndexIsReportedAndRequestedAgain() {
        try (Visitor visitor = visitor(Look.DESK).expecting("Failed to load resource");
                Tab tab = visitor.open("docs")) {
            Locator question = tab.page().getByRole(AriaRole.SEARCHBOX);
            visitor.offline(true);
            question.fill("cursor");
            assertThat(tab.page().locator("[role=search] [role=status]")).hasText("The search cannot be reached.");
            visitor.offline(false);
            question.fill("cursors");
            assertThat(results(tab).first()).hasText("Calls and answers: Cursors");
        }
    }
}
