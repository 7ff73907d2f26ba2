package io.orbweaver.dashboard;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.orbweaver.Chromium;
import io.orbweaver.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The machine's own Chromium, without a window. One thread's; what it has open goes with it. */
public final class Browser implements AutoCloseable {

    /** A machine that is shared is slow at times; what is not so by then is not so. */
    private static final double PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Path program) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(Chromium.ARGUMENTS));
    }

    /** Starts it; skips the test where there is none. */
    public static Browser start() {
        Optional<Path> program = Chromium.program();
        Machine.needs(program.isPresent(), "needs Chromium on the path");
        return new Browser(program.orElseThrow());
    }

    /** What a visitor's screen and wishes are. */
    public record Look(int width, int height, ColorScheme theme) {

        public static final Look DESK = new Look(1440, 900, ColorScheme.LIGHT);
        public static final Look PHONE = new Look(390, 844, ColorScheme.LIGHT);

        public Look dark() {
            return new Look(width, height, ColorScheme.DARK);
        }
    }

    /** A visitor with cookies and storage of their own, who may have several tabs. */
    public Visitor visitor(String origin, Look look) {
        BrowserContext context = chromium.newContext(new NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.theme())
                .setLocale("en"));
        context.addInitScript(resource("/io/orbweaver/dashboard/watch.js"));
        return new Visitor(context, origin);
    }

    /** The source of axe-core, which finds what keeps people out. */
    static String axe() {
        try {
            return new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:META-INF/resources/webjars/axe-core/*/axe.min.js")[0].getContentAsString(
                            StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a resource of the tests. */
    static String resource(String name) {
        try (var in = Browser.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
