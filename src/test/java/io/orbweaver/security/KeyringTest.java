package io.orbweaver.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.security.keys.InvalidKeys;
import io.orbweaver.security.keys.KeyProperties;
import io.orbweaver.security.keys.Keyring;
import io.orbweaver.security.keys.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyringTest {

    private static KeyProperties key(Role role, String... keys) {
        return new KeyProperties(List.of(keys).stream().map(TestKeys::hash).toList(), role, null, null, null);
    }

    @Test
    void aKeyIsFoundByWhatItIsAndNothingElse() {
        Keyring ring = Keyring.of(Map.of("ci", key(Role.SUBMITTER, "one"), "ops", key(Role.OPERATOR, "two")), 20, 7);
        assertThat(ring.find("one").key().name()).isEqualTo("ci");
        assertThat(ring.find("two").key().role()).isEqualTo(Role.OPERATOR);
        assertThat(ring.find("two").key().jobs()).isEqualTo(7);
        for (String wrong : List.of("", "on", "one ", "ONE", "three", TestKeys.hash("one"))) {
            assertThat(ring.find(wrong)).as(wrong).isNull();
        }
    }

    @Test
    void whileItIsRotatedTheOldAndTheNewOneAreRight() {
        Keyring ring = Keyring.of(Map.of("ci", key(Role.SUBMITTER, "old", "new")), 20, 7);
        String old = ring.find("old").digest().fingerprint();
        assertThat(ring.find("new").key()).isSameAs(ring.find("old").key());
        assertThat(ring.find("ci", old)).isNotNull();
        Keyring rotated = Keyring.of(Map.of("ci", key(Role.SUBMITTER, "new")), 20, 7);
        assertThat(rotated.find("old")).isNull();
        assertThat(rotated.find("ci", old)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "CI,  sha256:%s, READER, 1, 1, a name has",
        "a.b, sha256:%s, READER, 1, 1, a name has",
        "ci,  sha256:%s, ,       1, 1, has no role",
        "ci,  ,          READER, 1, 1, has no hash",
        "ci,  sha256:0a, READER, 1, 1, is not sha256",
        "ci,  %s,        READER, 1, 1, is not sha256",
        "ci,  sha256:%s, READER, 0, 1, a rate",
        "ci,  sha256:%s, READER, 1, 0, a number of jobs"
    })
    void errorsDoNotQuoteTheConfiguredValue(String name, String hash, Role role, int rate, int jobs, String said) {
        String digits = TestKeys.hash("x").substring(7);
        List<String> hashes = hash == null ? List.of() : List.of(hash.replace("%s", digits));
        Map<String, KeyProperties> written = Map.of(name, new KeyProperties(hashes, role, rate, jobs, null));
        assertThatThrownBy(() -> Keyring.of(written, 20, 7))
                .isInstanceOf(InvalidKeys.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining(digits);
    }

    @Test
    void aHashBelongsToOneNameAndThereIsABound() {
        Map<String, KeyProperties> same = Map.of("a", key(Role.READER, "one"), "b", key(Role.READER, "one"));
        assertThatThrownBy(() -> Keyring.of(same, 20, 7)).hasMessageContaining("occurs twice");
        Map<String, KeyProperties> many = new HashMap<>();
        for (int i = 0; i <= 1_000; i++) {
            many.put("k" + i, key(Role.READER, "key " + i));
        }
        assertThatThrownBy(() -> Keyring.of(many, 20, 7)).hasMessageContaining("more than 1000");
    }

    @Test
    void nothingOfAKeyIsPrinted() {
        KeyProperties written = key(Role.READER, "one");
        Keyring ring = Keyring.of(Map.of("ci", written), 20, 7);
        String digits = TestKeys.hash("one").substring(7);
        assertThat(written + " " + ring.find("one") + " " + Credentials.ofKey("one", "here"))
                .doesNotContain(digits)
                .doesNotContain("one");
    }
}
