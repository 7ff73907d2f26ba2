package io.orbweaver.store.base;

import com.github.luben.zstd.Zstd;
import io.orbweaver.body.ExchangeHead;
import io.orbweaver.body.HeaderField;
import io.orbweaver.body.KeptBody;
import io.orbweaver.commit.Kept;
import io.orbweaver.job.JobId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is kept of a page besides its body's parts: place, length and number of them, then both heads, compressed. */
public final class BodyCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static {
        MAPPER.readTree("{}"); // its first use takes a lock, for which no event loop may wait
    }

    private static final int LEVEL = 3;
    private static final int NUMBERS = 8 + 8 + 4;

    private BodyCodec() {}

    /** What is kept of a page whose parts have a place; may take some milliseconds. */
    public static byte[] encode(long place, Kept kept) {
        byte[] head = Zstd.compress(MAPPER.writeValueAsBytes(json(kept.head())), LEVEL);
        return ByteBuffer.allocate(NUMBERS + head.length)
                .putLong(place)
                .putLong(kept.length())
                .putInt(kept.parts())
                .put(head)
                .array();
    }

    /** Reads it. */
    public static KeptBody decode(JobId job, long seq, byte[] stored) {
        ByteBuffer numbers = ByteBuffer.wrap(stored);
        long place = numbers.getLong();
        long length = numbers.getLong();
        int parts = numbers.getInt();
        byte[] head = new byte[numbers.remaining()];
        numbers.get(head);
        byte[] json = Zstd.decompress(head, (int) Zstd.getFrameContentSize(head));
        return new KeptBody(job, seq, head(MAPPER.readTree(json)), length, parts, place);
    }

    private static ObjectNode json(ExchangeHead head) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("target", head.target());
        json.put("status", head.status());
        json.put("reason", head.reason());
        write(json.putArray("request"), head.request());
        write(json.putArray("response"), head.response());
        return json;
    }

    private static void write(ArrayNode json, List<HeaderField> fields) {
        fields.forEach(field -> json.add(field.name()).add(field.value()));
    }

    private static ExchangeHead head(JsonNode json) {
        return new ExchangeHead(
                json.get("target").stringValue(),
                fields(json.get("request")),
                json.get("status").intValue(),
                json.get("reason").stringValue(),
                fields(json.get("response")));
    }

    private static List<HeaderField> fields(JsonNode json) {
        List<HeaderField> fields = new ArrayList<>();
        for (int i = 0; i + 1 < json.size(); i += 2) {
            fields.add(
                    new HeaderField(json.get(i).stringValue(), json.get(i + 1).stringValue()));
        }
        return fields;
    }
}
