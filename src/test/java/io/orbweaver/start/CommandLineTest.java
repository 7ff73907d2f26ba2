package io.orbweaver.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helpIsGivenInsteadOfAService() {
        assertThat(CommandLine.answers(List.of("--server.port=1", "--help"), "1.2.3", out))
                .isTrue();
        assertThat(said()).startsWith("Orbweaver 1.2.3, ").contains("--orbweaver.data-dir");
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(CommandLine.answers(List.of("--version"), "1.2.3", out)).isTrue();
        assertThat(said()).startsWith("Orbweaver 1.2.3, Java ");
    }

    @Test
    void argumentsThatRunTheServiceAreNotAnswered() {
        assertThat(CommandLine.answers(List.of("--server.port=0"), null, out)).isFalse();
        assertThat(said()).isEmpty();
    }

    @Test
    void helpNamesOnlyPropertiesThatThereAre() {
        KnownProperties known = KnownProperties.read(CommandLine.class.getClassLoader());
        assertThat(known.names()).contains("orbweaver.data-dir");
        assertThat(Pattern.compile("--(orbweaver\\.[a-z.-]+)")
                        .matcher(CommandLine.help())
                        .results()
                        .map(found -> found.group(1)))
                .hasSizeGreaterThan(5)
                .allMatch(known::has);
        assertThat(CommandLine.help().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void aDemoSaysAtOnceWhatItWaitsFor() {
        CommandLine.greets(List.of("--spring.profiles.active=a,demo"), Map.of(), out);
        assertThat(said()).startsWith("Orbweaver is starting");
    }

    @Test
    void andOneThatTheEnvironmentAsksForToo() {
        CommandLine.greets(List.of(), Map.of("SPRING_PROFILES_ACTIVE", "demo"), out);
        assertThat(said()).startsWith("Orbweaver is starting");
    }

    @Test
    void theServiceItselfIsSilent() {
        CommandLine.greets(List.of("--spring.profiles.active=demonstration"), Map.of(), out);
        assertThat(said()).isEmpty();
    }
}
