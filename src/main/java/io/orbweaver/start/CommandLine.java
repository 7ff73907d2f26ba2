package io.orbweaver.start;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** The requests of the command line besides running the service. */
public final class CommandLine {

    private static final Set<String> HELP = Set.of("--help", "-h", "-?", "help");
    private static final Set<String> VERSION = Set.of("--version", "-V", "version");
    private static final String PROFILES = "spring.profiles.active";

    private CommandLine() {}

    /**
     * Answers what is no request to run the service.
     *
     * @param version of the service; null where it runs unpackaged
     * @return whether that was all: then nothing is to be started
     */
    public static boolean answers(List<String> args, @Nullable String version, PrintStream out) {
        if (args.stream().anyMatch(HELP::contains)) {
            out.print(help().replace("@version@", version == null ? "" : version));
            return true;
        }
        if (args.stream().anyMatch(VERSION::contains)) {
            out.println("Orbweaver " + (version == null ? "(unpackaged)" : version) + ", Java "
                    + System.getProperty("java.version"));
            return true;
        }
        return false;
    }

    /** Says at once what a demo waits for: its classes take some seconds to load. */
    public static void greets(List<String> args, Map<String, String> environment, PrintStream out) {
        if (isDemo(args, environment)) {
            out.println(
                    "Orbweaver is starting: its store, its web server, and a small site to crawl. A few seconds ...");
        }
    }

    private static boolean isDemo(List<String> args, Map<String, String> environment) {
        String asked = args.stream()
                .filter(arg -> arg.startsWith("--" + PROFILES + "="))
                .map(arg -> arg.substring(PROFILES.length() + 3))
                .reduce((first, last) -> last)
                .orElseGet(() -> System.getProperty(PROFILES, environment.getOrDefault("SPRING_PROFILES_ACTIVE", "")));
        return Arrays.asList(asked.split("\\s*,\\s*")).contains("demo");
    }

    static String help() {
        try {
            return new ClassPathResource("help.txt", CommandLine.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
