package io.orbweaver.api;

import io.orbweaver.commit.Ledger.IdempotencyKey;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.JobSpecReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The strict reader of a submission's bytes; what is wrong becomes a problem. */
final class SubmissionReader {

    private static final int KEY_CHARS_MAX = 255;
    /** Of 1 MB that a body may have; what is made of a token is many times as large as the token. */
    private static final long TOKENS_MAX = 200_000;

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(TOKENS_MAX)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    static {
        STRICT.readTree("{}"); // its first use takes a lock, for which no event loop may wait
    }

    private final JobSpecReader specs;

    SubmissionReader(JobSpecReader specs) {
        this.specs = specs;
    }

    /** A submission and the key that it came with. */
    record Submission(JobSpec spec, @Nullable IdempotencyKey key) {}

    Submission read(byte[] body, @Nullable String key) {
        JsonNode json = parse(body);
        JobSpecReader.Reading reading = specs.read(json);
        JobSpec spec = reading.spec();
        if (spec == null) {
            throw new ProblemException(
                    Problem.of(422, "invalid-job", "The job cannot be accepted", detail(reading), reading.problems()));
        }
        return new Submission(spec, key == null ? null : new IdempotencyKey(checked(key), fingerprint(json)));
    }

    private static String detail(JobSpecReader.Reading reading) {
        if (reading.problemsOmitted() > 0) {
            return "The first " + reading.problems().size() + " wrong fields are named; there are "
                    + reading.problemsOmitted() + " more.";
        }
        return reading.problems().size() == 1 ? "One field is wrong." : "Some fields are wrong.";
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode json = STRICT.readTree(body);
            if (!json.isMissingNode()) {
                return json;
            }
        } catch (StreamConstraintsException e) {
            throw malformed("The body holds more than a job can: " + e.getOriginalMessage() + ".");
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw malformed("The body is no JSON: " + e.getOriginalMessage() + where + ".");
        }
        throw malformed("The body is empty.");
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(Problem.of(400, "malformed-json", "The body is no JSON", detail));
    }

    private static String checked(String key) {
        boolean visible = key.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        if (key.isEmpty() || key.length() > KEY_CHARS_MAX || !visible) {
            throw new ProblemException(Problem.of(
                    400,
                    "bad-request",
                    "Bad request",
                    "Idempotency-Key must have 1 to " + KEY_CHARS_MAX + " visible ASCII characters."));
        }
        return key;
    }

    /** The same for JSON that differs in white space and order of fields only. */
    private static String fingerprint(JsonNode json) {
        try {
            Object plain = STRICT.treeToValue(json, Object.class);
            byte[] sorted = STRICT.writeValueAsString(plain).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sorted));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
