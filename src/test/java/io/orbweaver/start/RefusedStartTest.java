package io.orbweaver.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.Orbweaver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A start that is refused says why and what to do, once, without a stack. */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTest {

    @TempDir
    Path data;

    private ConfigurableApplicationContext start(String... more) {
        List<String> args = new ArrayList<>(List.of(more));
        args.add("--orbweaver.data-dir=" + data);
        if (!List.of(more).toString().contains("server.port")) {
            args.add("--server.port=0");
        }
        return SpringApplication.run(Orbweaver.class, args.toArray(String[]::new));
    }

    private void refused(CapturedOutput output, String why, String remedy, String... args) {
        int before = output.getAll().length();
        assertThatThrownBy(() -> start(args)).isNotNull();
        String said = output.getAll().substring(before);
        assertThat(said).contains("APPLICATION FAILED TO START", why, remedy);
        // springdoc, which reads ahead on a thread of its own, may have a stack to show
        assertThat(said)
                .doesNotContain(
                        "\tat org.springframework.boot.SpringApplication", "Exception encountered", "re-run your");
    }

    @Test
    void aPropertyWithASlipOfThePen(CapturedOutput output) {
        refused(
                output,
                "There is no property 'orbweaver.fetch.concurency'",
                "Did you mean 'orbweaver.fetch.concurrency'?",
                "--orbweaver.fetch.concurency=2");
    }

    @Test
    void aValueOutOfBounds(CapturedOutput output) {
        refused(output, "orbweaver.fetch.concurrency", "must be greater than", "--orbweaver.fetch.concurrency=0");
    }

    @Test
    void anInvalidValue(CapturedOutput output) {
        refused(output, "orbweaver.fetch.idle-timeout", "soon", "--orbweaver.fetch.idle-timeout=soon");
    }

    @Test
    void aPortThatIsTaken(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(
                    output,
                    "Port " + taken.getLocalPort(),
                    "listening on port " + taken.getLocalPort(),
                    "--server.port=" + taken.getLocalPort());
        }
    }

    @Test
    void aFolderThatAnotherHas(CapturedOutput output) {
        try (ConfigurableApplicationContext first = start()) {
            assertThat(first.isRunning()).isTrue();
            refused(output, data.toString(), "orbweaver.data-dir");
        }
    }
}
