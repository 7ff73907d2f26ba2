package io.orbweaver.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The link graph, line by line and as XML. */
class GraphFormatsTest {

    private static final String PAGE = ("{'url':'http://h/','depth':0,'referrer':'http://h/x','status':200,"
                    + "'title':'T','extract':{'links':[{'url':'http://h/a','text':'to a','rel':'next'},"
                    + "{'url':'http://h/b','text':null,'rel':['nofollow','me']},{'url':null}]}}")
            .replace('\'', '"');

    private static String lines(boolean extracted, EventType type, String json) {
        byte[] lines = new GraphLines(new PageLinks(extracted))
                .lines(new LoggedEvent(3, type, json.getBytes(StandardCharsets.UTF_8)));
        return new String(lines, StandardCharsets.UTF_8).replace('"', '\'');
    }

    @Test
    void linksAreEdgesWhereTheyAreTakenOut() {
        assertThat(lines(true, EventType.PAGE, PAGE))
                .isEqualTo(
                        "{'type':'node','id':'http://h/','seq':3,'outcome':'page','status':200,'title':'T','depth':0}\n"
                                + "{'type':'edge','from':'http://h/','to':'http://h/a','text':'to a','rel':'next',"
                                + "'kind':'link'}\n"
                                + "{'type':'edge','from':'http://h/','to':'http://h/b','text':null,'rel':'nofollow me',"
                                + "'kind':'link'}\n");
    }

    @Test
    void elseTheLinkByWhichAUrlWasFound() {
        assertThat(lines(false, EventType.PAGE, PAGE))
                .isEqualTo(
                        "{'type':'node','id':'http://h/','seq':3,'outcome':'page','status':200,'title':'T','depth':0}\n"
                                + "{'type':'edge','from':'http://h/x','to':'http://h/','text':null,'rel':null,"
                                + "'kind':'discovered'}\n");
        assertThat(lines(false, EventType.SKIP, "{\"url\":\"http://h/s\",\"depth\":2,\"referrer\":null}"))
                .isEqualTo("{'type':'node','id':'http://h/s','seq':3,'outcome':'skip','status':null,'title':null,"
                        + "'depth':2}\n");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "`<a href=\"x\">&amp; ]]> --`,`<a href=\"x\">&amp; ]]> --`",
                "`a\r\nb\tc\nd\re`,`a\r\nb\tc\nd\re`",
                "`nul\u0000 bell\u0007 \u001f`,`nul\ufffd bell\ufffd \ufffd`",
                "`\ud83d\ude00 \ud83d \ude00`,`\ud83d\ude00 \ufffd \ufffd`",
                "`\ufffe \uffff \u0085 \u2028 \u007f`,`\ufffd \ufffd \u0085 \u2028 \u007f`",
                "`  two  `,`  two  `"
            })
    void everyTextComesBackOutOfXmlOrAsNearAsItHasWaysToSay(String title, String read) {
        GraphMlWriter xml = new GraphMlWriter();
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        document.writeBytes(xml.begin("job"));
        document.writeBytes(xml.node(1, "http://h/?a&b", "title", title, "status", null));
        document.writeBytes(xml.edge(1, 1, "text", title));
        document.writeBytes(xml.end());
        GraphMl graph = GraphMl.parse(document.toByteArray());
        assertThat(graph.nodes().get("n1"))
                .containsEntry("url", "http://h/?a&b")
                .containsEntry("title", read)
                .doesNotContainKey("status");
        assertThat(graph.edges().get(0)).containsEntry("text", read).containsEntry("source", "n1");
    }
}
