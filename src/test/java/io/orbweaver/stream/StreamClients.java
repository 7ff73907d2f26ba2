package io.orbweaver.stream;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamException;
import io.orbweaver.Chromium;
import io.orbweaver.stream.Needed.Missing;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Clients as people have them. Each is made ready first, which may need what the machine lacks, and then follows a
 * stream to its end by itself; what it saw is a line {@code id type data} for each event.
 */
enum StreamClients {
    /** curl, and a shell that resumes. */
    CURL {
        @Override
        void prepare(Path folder) {
            Needed.program("curl");
            copy("client.sh", folder);
        }

        @Override
        List<String> follow(Path folder, CuttingProxy proxy, String path) throws Exception {
            return run(folder, "sh", "client.sh", url(proxy, path), "part");
        }
    },

    /** The browser's own EventSource. */
    CHROMIUM {
        @Override
        void prepare(Path folder) {
            chromium();
        }

        @Override
        List<String> follow(Path folder, CuttingProxy proxy, String path) throws Exception {
            List<String> command = new ArrayList<>(List.of(chromium(), "--headless"));
            command.addAll(Chromium.ARGUMENTS);
            command.add("--user-data-dir=" + folder.resolve("profile"));
            command.add(url(proxy, "/client/?events=" + path));
            Process browser = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            try {
                return proxy.posted()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .lines()
                        .toList();
            } finally {
                browser.descendants().forEach(ProcessHandle::destroyForcibly);
                browser.destroyForcibly();
            }
        }
    },

    /** npm's eventsource, in Node.js. */
    NODE {
        @Override
        void prepare(Path folder) throws Exception {
            Needed.program("node");
            Needed.program("npm");
            copy("client.mjs", folder);
            install(folder, "npm", "install", "--prefix", ".", "--no-audit", "--no-fund", "eventsource@3.0.7");
        }

        @Override
        List<String> follow(Path folder, CuttingProxy proxy, String path) throws Exception {
            return run(folder, "node", "client.mjs", url(proxy, path));
        }
    },

    /** Python's httpx-sse, which leaves it to the caller to resume. */
    PYTHON {
        @Override
        void prepare(Path folder) throws Exception {
            Needed.program("python3");
            copy("client.py", folder);
            install(
                    folder,
                    "python3",
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "--target",
                    ".",
                    "httpx==0.28.1",
                    "httpx-sse==0.4.3");
        }

        @Override
        List<String> follow(Path folder, CuttingProxy proxy, String path) throws Exception {
            return run(folder, "python3", "client.py", url(proxy, path));
        }
    },

    /** The JDK's client, line by line. */
    JDK {
        @Override
        void prepare(Path folder) {}

        @Override
        List<String> follow(Path folder, CuttingProxy proxy, String path) throws Exception {
            HttpClient http = HttpClient.newHttpClient();
            List<String> seen = new ArrayList<>();
            String last = "";
            while (true) {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(proxy, path)));
                if (!last.isEmpty()) {
                    request.header("Last-Event-ID", last);
                }
                HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
                if (response.statusCode() == 204) {
                    return seen;
                }
                last = blocks(response.body(), last, seen);
            }
        }

        /** Adds what is whole, and gives the last id of it. */
        private static String blocks(InputStream body, String before, List<String> seen) {
            String last = before;
            String id = "";
            String type = "";
            String data = "";
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.isEmpty()) {
                        id = line.startsWith("id: ") ? line.substring(4) : id;
                        type = line.startsWith("event: ") ? line.substring(7) : type;
                        data = line.startsWith("data: ") ? line.substring(6) : data;
                        continue;
                    }
                    last = id.isEmpty() ? last : id;
                    if (!type.isEmpty()) {
                        seen.add(last + " " + type + " " + data);
                    }
                    id = "";
                    type = "";
                }
            } catch (IOException cut) {
                // the rest comes with the next connection
            }
            return last;
        }
    },

    /** LaunchDarkly's okhttp-eventsource, which resumes by itself, and takes 204 for an empty stream: `end` ends it. */
    OKHTTP {
        @Override
        void prepare(Path folder) {}

        @Override
        List<String> follow(Path folder, CuttingProxy proxy, String path) throws StreamException {
            List<String> seen = new ArrayList<>();
            try (EventSource source = new EventSource.Builder(ConnectStrategy.http(URI.create(url(proxy, path))))
                    .errorStrategy(ErrorStrategy.alwaysContinue())
                    .build()) {
                MessageEvent event;
                do {
                    event = source.readMessage();
                    seen.add(event.getLastEventId() + " " + event.getEventName() + " " + event.getData());
                } while (!event.getEventName().equals("end"));
            }
            return seen;
        }
    };

    private static final long PATIENCE_SECONDS = 40;

    /** Gets what it needs into a folder of its own; {@link Missing} where the machine lacks it. */
    abstract void prepare(Path folder) throws Exception;

    /** What it saw of a stream when it had ended by itself. */
    abstract List<String> follow(Path folder, CuttingProxy proxy, String path) throws Exception;

    private static String url(CuttingProxy proxy, String path) {
        return "http://127.0.0.1:" + proxy.port() + path;
    }

    private static void copy(String script, Path folder) {
        try (InputStream in = StreamClients.class.getResourceAsStream(script)) {
            Files.write(folder.resolve(script), in.readAllBytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Installs once for all runs: what is pinned does not change. */
    private static void install(Path folder, String... command) throws Exception {
        Path done = folder.resolve("installed");
        if (Files.exists(done)) {
            return;
        }
        File log = folder.resolve("log").toFile();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        if (!ended(process) || process.exitValue() != 0) {
            throw new Missing(String.join(" ", command) + " does not work: " + Files.readString(log.toPath()));
        }
        Files.writeString(done, String.join(" ", command));
    }

    private static List<String> run(Path folder, String... command) throws Exception {
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("log").toFile();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err)
                .start();
        if (!ended(process) || process.exitValue() != 0) {
            throw new AssertionError(command[0] + " went wrong: " + Files.readString(err.toPath()));
        }
        return Files.readAllLines(out.toPath(), StandardCharsets.UTF_8);
    }

    private static boolean ended(Process process) throws InterruptedException {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String chromium() {
        return Chromium.program()
                .orElseThrow(() -> new Missing("There is no Chromium on the path."))
                .toString();
    }
}
