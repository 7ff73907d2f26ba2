package io.orbweaver.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables that every reader of RFC 4180 reads, and no spreadsheet computes. */
class CsvRowsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static CsvRows rows(String extract) {
        return new CsvRows(CsvColumns.of(JSON.readTree(extract.replace('\'', '"'))));
    }

    private static CSVRecord read(CsvRows rows, String data) {
        byte[] json = data.getBytes(StandardCharsets.UTF_8);
        String table = new String(rows.header(), StandardCharsets.UTF_8)
                + new String(rows.row(new LoggedEvent(7, EventType.PAGE, json)), StandardCharsets.UTF_8);
        assertThat(table).endsWith("\r\n");
        try {
            List<CSVRecord> records = CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .get()
                    .parse(new StringReader(table))
                    .getRecords();
            assertThat(records).hasSize(1);
            return records.get(0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=HYPERLINK(\"http://x\")  | '=HYPERLINK(\"http://x\")",
                "+1                        | '+1",
                "-1                        | '-1",
                "@SUM(A1)                  | '@SUM(A1)",
                "`\t=1`                    | `'\t=1`",
                "`\r=1`                    | `'\r=1`",
                "`\n=1`                    | `'\n=1`",
                "\uff1d1                   | '\uff1d1",
                "\uff0b1                   | '\uff0b1",
                "\uff0d1                   | '\uff0d1",
                "\uff201                   | '\uff201",
                "'=1                       | ''=1",
                "'                         | ''",
                "a=1                       | a=1",
                "[1]                       | [1]",
                "``                        | ``"
            })
    void aTextThatBeginsLikeAFormulaDoesNotAnyMore(String text, String cell) {
        assertThat(CsvCells.safe(text)).isEqualTo(cell);
    }

    @Test
    void takingOneApostropheAwayGivesEveryTextBack() {
        Random random = new Random(7);
        String signs = "=+-@\t\r\n'\"a,; \uff1d\ud83d\ude00";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(5); n > 0; n--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            String cell = CsvCells.safe(text.toString());
            assertThat(cell).doesNotMatch("(?s)^[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20].*");
            assertThat(cell.startsWith("'") ? cell.substring(1) : cell).isEqualTo(text.toString());
        }
    }

    @Test
    void quotesCommasAndLineEndsComeBackAsTheyWere() {
        String title = "a \"b\", c\r\nd\ne; \u00e9\ud83d\ude00";
        CSVRecord row = read(
                rows("{}"),
                JSON.createObjectNode().put("title", title).put("status", 200).toString());
        assertThat(row.get("title")).isEqualTo(title);
        assertThat(row.get("status")).isEqualTo("200");
        assertThat(row.get("seq")).isEqualTo("7");
        assertThat(row.get("type")).isEqualTo("page");
        assertThat(row.get("kind")).isEmpty();
    }

    @Test
    void theColumnsAreThoseOfOutcomesAndOfWhatTheJobTakesOut() {
        String extract = "{'metadata':true,'text':true,'markdown':false,'links':true,"
                + "'fields':{'price':'span','tags':'li[]'},'patterns':['rust','=x']}";
        JsonNode data = JSON.readTree(("{'extract':{'metadata':{'lang':'en'},'text':'-text','markdown':'no',"
                        + "'links':[{'url':'/a'}],'fields':{'price':'=1','tags':['a','b']},"
                        + "'patterns':{'rust':-1,'=x':0}},'links':3}")
                .replace('\'', '"'));
        CSVRecord row = read(rows(extract), data.toString());
        assertThat(row.toMap().keySet())
                .containsAll(CsvColumns.COMMON)
                .contains(
                        "extract.metadata",
                        "extract.text",
                        "extract.links",
                        "extract.fields.price",
                        "extract.fields.tags",
                        "extract.patterns.rust",
                        "extract.patterns.=x")
                .doesNotContain("extract.markdown");
        assertThat(row.get("links")).isEqualTo("3");
        assertThat(row.get("extract.metadata")).isEqualTo("{\"lang\":\"en\"}");
        assertThat(row.get("extract.text")).isEqualTo("'-text");
        assertThat(row.get("extract.links")).isEqualTo("[{\"url\":\"/a\"}]");
        assertThat(row.get("extract.fields.price")).isEqualTo("'=1");
        assertThat(row.get("extract.fields.tags")).isEqualTo("[\"a\",\"b\"]");
        assertThat(row.get("extract.patterns.rust")).as("a number is ours").isEqualTo("-1");
        assertThat(row.get("extract.patterns.=x")).isEqualTo("0");
    }
}
