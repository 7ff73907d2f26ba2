package io.orbweaver.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.orbweaver.security.TestKeys.hash;
import static io.orbweaver.security.TestKeys.key;

import com.microsoft.playwright.Locator;
import io.orbweaver.Orbweaver;
import io.orbweaver.dashboard.Browser.Look;
import io.orbweaver.service.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Who signs in sees what they may do; who is signed out, or whose key is taken away, sees nothing, in no tab. */
@Tag("process")
@SpringBootTest(
        classes = Orbweaver.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"orbweaver.security.key-file-check=100ms", "orbweaver.watchers.keep-alive=500ms"})
class DashboardSessionTest {

    private static final String IDLE = "{\"seeds\":[\"http://127.0.0.1:9/\"],\"start\":false}";
    private static final List<String> CHANGES = List.of("Start", "Pause", "Resume", "Cancel", "Delete", "Crawl");

    @TempDir
    static Path folder;

    @AutoClose
    private static Browser browser;

    @LocalServerPort
    private int port;

    private Api api;
    private String job;

    @DynamicPropertySource
    static void file(DynamicPropertyRegistry registry) throws IOException {
        write("reader", "submitter", "operator");
        registry.add(
                "orbweaver.security.key-file", () -> folder.resolve("keys.yaml").toString());
        registry.add("orbweaver.data-dir", () -> folder.resolve("data").toString());
    }

    /** A key for each role, which has the role's name. */
    private static void write(String... roles) throws IOException {
        Files.writeString(
                folder.resolve("keys.yaml"),
                Stream.of(roles)
                        .map(role -> role + ": {role: " + role + ", hash: '" + hash(key(role)) + "'}\n")
                        .collect(Collectors.joining()));
    }

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @BeforeEach
    void submit() throws IOException {
        api = new Api(port);
        write("reader", "submitter", "operator");
        awaitStatus(200, "operator");
        job = api.post("/v1/jobs", IDLE, "X-Api-Key", key("operator"))
                .json()
                .get("id")
                .stringValue();
    }

    private void awaitStatus(int status, String role) {
        Awaitility.await()
                .until(() -> api.get("/v1/session", "X-Api-Key", key(role)).status() == status);
    }

    private Visitor visitor() {
        return browser.visitor("http://127.0.0.1:" + port, Look.DESK).expecting("status of 401");
    }

    private static void signIn(Tab tab, String name) {
        tab.field("Key").fill(key(name));
        tab.field("Key").press("Enter");
    }

    @Test
    void aReaderLooksOn() {
        try (Visitor visitor = visitor();
                Tab tab = visitor.open("#/jobs/" + job + "/export")) {
            assertThat(tab.field("Key")).isFocused();
            assertThat(tab.page().getByText("Live")).hasCount(0);
            signIn(tab, "mallory");
            assertThat(tab.field("Key")).hasAttribute("aria-invalid", "true");
            assertThat(tab.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .hasText(java.util.regex.Pattern.compile(".+"));
            assertThat(tab.field("Key")).isFocused();

            signIn(tab, "reader");
            assertThat(tab.heading("Export results")).isVisible();
            assertThat(tab.page().getByText("reader (reader)")).isVisible();
            for (String place : List.of("", "/results", "/failures", "/graph", "/hosts")) {
                tab.go("#/jobs/" + job + place);
                assertThat(tab.page().locator(".tab-body")).isVisible();
                assertOffers(tab, List.of());
            }
            tab.go("#/");
            assertThat(tab.page().getByText("Your key can view crawls but not start any."))
                    .isVisible();
            assertOffers(tab, List.of());
            assertThat(tab.link("Hosts")).hasCount(0);
            assertThat(tab.page().locator("a[href='#/jobs/" + job + "']")).isVisible();
        }
    }

    private static void assertOffers(Tab tab, List<String> offered) {
        CHANGES.forEach(name -> assertThat(tab.button(name)).hasCount(offered.contains(name) ? 1 : 0));
    }

    @Test
    void aSubmitterHasTheirOwnCrawlsAndWhoSignsOutDoesSoInAllTabs() {
        try (Visitor visitor = visitor()) {
            Tab tab = visitor.open("");
            signIn(tab, "submitter");
            assertOffers(tab, List.of("Crawl"));
            assertThat(tab.link("Hosts")).hasCount(0);
            tab.page().getByText("Options").click();
            tab.field("Start immediately").uncheck();
            tab.field("Start URLs").fill("127.0.0.1:9");
            tab.button("Crawl").click();
            assertThat(tab.page().locator(".job-line")).containsText("Not started");
            assertOffers(tab, List.of("Start", "Cancel", "Delete"));

            Tab other = visitor.open("");
            assertThat(other.page().locator(".jobs tbody tr")).hasCount(1);
            tab.button("Sign out").click();
            assertThat(tab.field("Key")).isFocused();
            assertThat(other.field("Key")).isVisible();
            Awaitility.await().pollInSameThread().until(() -> api.watchers("X-Api-Key", key("operator")) == 0);

            signIn(other, "operator");
            assertThat(other.link("Hosts")).isVisible();
            Locator jobs = other.page().locator(".jobs tbody tr");
            assertThat(jobs.filter(
                            new Locator.FilterOptions().setHas(other.page().locator("a[href='#/jobs/" + job + "']"))))
                    .isVisible();
            assertThat(tab.page().getByText("operator (operator)")).isVisible();
            assertThat(tab.page().locator(".job-line")).containsText("Not started");
        }
    }

    @Test
    void aSessionThatEndsMeanwhileLeadsToTheDoorAndBackAgain() throws IOException {
        try (Visitor visitor = visitor().expecting("net::ERR_INCOMPLETE_CHUNKED_ENCODING")) {
            Tab tab = visitor.open("#/jobs/" + job + "/hosts");
            signIn(tab, "operator");
            assertThat(tab.page().locator(".job-line")).containsText("Not started");
            Tab other = visitor.open("#/");
            assertThat(other.button("Crawl")).isVisible();

            write("reader", "submitter");
            assertThat(tab.field("Key")).isVisible();
            assertThat(other.field("Key")).isVisible();
            assertThat(tab.page().locator(".banner")).hasCount(0);
            assertThat(tab.page().locator(".job-line")).hasCount(0);
            write("reader", "submitter", "operator");
            awaitStatus(200, "operator");
            signIn(tab, "operator");
            assertThat(tab.page().locator(".job-line")).containsText("Not started");
            assertThat(tab.page().locator(".tabs [aria-current]")).hasText("Hosts");
            assertThat(other.button("Crawl")).isVisible();
        }
    }
}
