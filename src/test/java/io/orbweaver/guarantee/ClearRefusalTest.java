package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.Api.Answer;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.service.ServiceTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Guarantee 12: bad input gets a problem that points at each bad field, and changes nothing. */
@ServiceTest
class ClearRefusalTest {

    @LocalServerPort
    private int port;

    @Test
    void everyBadFieldIsNamedAndNothingIsStored() {
        Api api = new Api(port);
        int before = api.get("/v1/jobs?limit=1000").json().get("jobs").size();
        Answer answer = api.post("/v1/jobs", "{\"seeds\":[\"nonsense\"],\"maxPages\":0,\"perhost\":1}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.pointers()).containsExactlyInAnyOrder("/seeds/0", "/maxPages", "/perhost");
        assertThat(api.get("/v1/jobs?limit=1000").json().get("jobs").size()).isEqualTo(before);
    }

    @Test
    @Tag("process")
    void aSecondProcessOnTheSameFolderSaysSoAndEnds(@TempDir Path data) throws IOException {
        try (ServiceProcess first = ServiceProcess.start(data)) {
            assertThat(first.api().get("/actuator/health").status()).isEqualTo(200);
            String said = ServiceProcess.startAndFail(data);
            assertThat(said).contains("Another process uses the store");
        }
    }

    @Test
    @Tag("process")
    void anOpenAddressWithoutKeysIsRefused(@TempDir Path data) throws IOException {
        String said = ServiceProcess.startAndFail(data, "--server.address=0.0.0.0");
        assertThat(said).contains("let every caller in").contains(".key-file", "orbweaver.security.open=true");
    }

    @Test
    @Tag("process")
    void aKeyThatCannotBeUsedIsRefusedAndNotRepeated(@TempDir Path data) throws IOException {
        String said = ServiceProcess.startAndFail(
                data, "--orbweaver.security.keys.ci.role=reader", "--orbweaver.security.keys.ci.hash=the-key-itself");
        assertThat(said).contains("the key 'ci' has a hash that is not sha256:").doesNotContain("the-key-itself");
    }
}
