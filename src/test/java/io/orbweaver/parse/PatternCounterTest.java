package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orbweaver.parse.encoding.WebEncoding;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternCounterTest {

    @ParameterizedTest
    @CsvSource({
        "aaaa, aa, 2",
        "aaaaa, aa, 2",
        "abababa, aba, 2",
        "aabaabaab, aabaab, 1",
        "aaab, aab, 1",
        "abcabcabd, abcabd, 1",
        "Abc abc, abc, 1",
        "'', a, 0",
        "a, aa, 0",
        "ü€ü€, €, 2",
        "😀😀, 😀, 2"
    })
    void countsAsGrepDoes(String text, String pattern, long count) {
        assertThat(counted(List.of(pattern), text, text.length() + 1).counts(WebEncoding.UTF_8))
                .containsEntry(pattern, count);
        assertThat(counted(List.of(pattern), text, 1).counts(WebEncoding.UTF_8)).containsEntry(pattern, count);
    }

    @Test
    void countsEachPatternOnItsOwnInTheOrderAsked() {
        assertThat(counted(List.of("z", "ab", "b", "ab", "abab"), "xababz", 2).counts(WebEncoding.UTF_8))
                .hasToString("{z=1, ab=2, b=2, abab=1}");
    }

    @Test
    void anEmptyPatternIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PatternCounter(List.of("a", "")));
    }

    @Test
    void agreesWithNaiveSearchOnRandomText() {
        Random random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            int letters = 1 + random.nextInt(3);
            String text = letters(random, random.nextInt(200), letters);
            String pattern = letters(random, 1 + random.nextInt(6), letters);
            assertThat(counted(List.of(pattern), text, 1 + random.nextInt(20)).counts(WebEncoding.UTF_8))
                    .as("%s in %s", pattern, text)
                    .containsEntry(pattern, naive(text, pattern));
        }
    }

    private static String letters(Random random, int length, int letters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(letters)));
        }
        return text.toString();
    }

    private static long naive(String text, String pattern) {
        long count = 0;
        for (int at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + pattern.length())) {
            count++;
        }
        return count;
    }

    private static PatternCounter counted(List<String> patterns, String text, int chunk) {
        PatternCounter counter = new PatternCounter(patterns);
        for (int from = 0; from < text.length(); from += chunk) {
            char[] part =
                    text.substring(from, Math.min(from + chunk, text.length())).toCharArray();
            counter.characters(part, part.length);
        }
        return counter;
    }
}
