package io.orbweaver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine's own Chromium, for tests. */
public final class Chromium {

    /** What it is started with: it asks nobody on the network for anything of its own. */
    public static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private Chromium() {}

    /** Its program; empty where there is none. */
    public static Optional<Path> program() {
        return Machine.program("chromium", "chromium-browser", "google-chrome");
    }
}
