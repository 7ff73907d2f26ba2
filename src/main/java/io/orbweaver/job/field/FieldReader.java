package io.orbweaver.job.field;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A reader of typed and bounded fields of one JSON object, which collects a problem with its pointer for each invalid
 * one; an invalid field reads as its default, so that the rest is read too.
 */
public final class FieldReader {

    private final JsonNode json;
    private final String at;
    private final FieldProblems problems;

    private FieldReader(JsonNode json, String at, FieldProblems problems) {
        this.json = json;
        this.at = at;
        this.problems = problems;
    }

    public static FieldReader of(JsonNode json, Set<String> known) {
        return checked(new FieldReader(json, "", new FieldProblems()), known);
    }

    /** A reader of an object inside, whose problems go to the outer one. */
    static FieldReader nested(FieldReader outer, JsonNode json, String at, Set<String> known) {
        return checked(new FieldReader(json, at, outer.problems), known);
    }

    private static FieldReader checked(FieldReader in, Set<String> known) {
        if (!in.json.isObject()) {
            in.problem(in.at, "must be a JSON object");
            return in;
        }
        List<String> names = known.stream().sorted().toList();
        in.json.propertyNames().forEach(name -> {
            if (!known.contains(name)) {
                in.problem(pointer(in.at, name), in.problems.isFull() ? "" : unknown(name, names));
            }
        });
        return in;
    }

    private static String unknown(String name, List<String> known) {
        return "is not a known field"
                + NearestName.of(name, known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("");
    }

    /** A pointer to a member, escaped by RFC 6901 §3 and cut at a length fit to be shown. */
    public static String pointer(String at, String name) {
        String shown = name.length() > 200 ? name.substring(0, 200) : name;
        return at + "/" + shown.replace("~", "~0").replace("/", "~1");
    }

    /** Characters as JSON Schema counts them: code points. */
    public static int chars(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Whether a number is a whole one that fits a long, however it is written: 2.0 is 2, as in JSON Schema. */
    private static boolean isWhole(JsonNode value) {
        return value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong();
    }

    public List<FieldProblem> problems() {
        return problems.kept();
    }

    /** How many problems there are besides those. */
    public int problemsOmitted() {
        return problems.omitted();
    }

    /** Notes a problem; the first one with a field counts. */
    public void problem(String pointer, String detail) {
        problems.add(pointer, detail);
    }

    public boolean hasProblemAt(String pointer) {
        return problems.isAt(pointer);
    }

    /** The field's value; null where it is left out or JSON's null. */
    @Nullable
    public JsonNode node(String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public boolean flag(String name, boolean otherwise) {
        JsonNode value = node(name);
        if (value == null || value.isBoolean()) {
            return value == null ? otherwise : value.booleanValue();
        }
        problem(pointer(at, name), "must be true or false");
        return otherwise;
    }

    public long number(String name, long min, long max, long otherwise) {
        JsonNode value = node(name);
        if (value == null) {
            return otherwise;
        }
        if (isWhole(value) && value.longValue() >= min && value.longValue() <= max) {
            return value.longValue();
        }
        problem(pointer(at, name), "must be a whole number from " + min + " to " + max);
        return otherwise;
    }

    @Nullable
    public Integer optionalNumber(String name, int min, int max) {
        return node(name) == null ? null : (Integer) (int) number(name, min, max, min);
    }

    /** A bound that may be lifted: left out it is the default, JSON's null means unbounded. */
    @Nullable
    public Integer bound(String name, int min, int max, @Nullable Integer otherwise) {
        return json.has(name) ? optionalNumber(name, min, max) : otherwise;
    }

    /** A reader of an object in a field; null where the field is left out. */
    @Nullable
    public FieldReader object(String name, Set<String> known) {
        JsonNode value = node(name);
        return value == null ? null : nested(this, value, pointer(at, name), known);
    }

    public Duration duration(String name, Duration min, Duration max, Duration otherwise) {
        Duration value = optionalDuration(name, min, max);
        return value == null ? otherwise : value;
    }

    @Nullable
    public Duration optionalDuration(String name, Duration min, Duration max) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        Optional<Duration> read = value.isString() ? Durations.parse(value.stringValue()) : Optional.empty();
        if (read.isPresent() && read.get().compareTo(min) >= 0 && read.get().compareTo(max) <= 0) {
            return read.get();
        }
        problem(
                pointer(at, name),
                "must be a duration such as \"100ms\", \"20s\", \"1h\" or ISO-8601, from " + Durations.text(min)
                        + " to " + Durations.text(max));
        return null;
    }

    public long bytes(String name, long min, long max, long otherwise) {
        Long value = optionalBytes(name, min, max);
        return value == null ? otherwise : value;
    }

    @Nullable
    public Long optionalBytes(String name, long min, long max) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        Optional<Long> read = value.isString()
                ? Sizes.parse(value.stringValue())
                : isWhole(value) ? Optional.of(value.longValue()) : Optional.empty();
        if (read.isPresent() && read.get() >= min && read.get() <= max) {
            return read.get();
        }
        problem(
                pointer(at, name),
                "must be a size such as \"500KB\" or \"10MB\", from " + Sizes.text(min) + " to " + Sizes.text(max));
        return null;
    }

    public <T> T oneOf(String name, T[] values, Function<T, String> wireName, T otherwise) {
        JsonNode value = node(name);
        if (value == null) {
            return otherwise;
        }
        List<String> names = Arrays.stream(values).map(wireName).toList();
        int index = value.isString() ? names.indexOf(value.stringValue()) : -1;
        if (index >= 0) {
            return values[index];
        }
        problem(pointer(at, name), "must be one of " + String.join(", ", names));
        return otherwise;
    }

    public List<String> stringList(String name, int countMax) {
        JsonNode value = node(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > countMax) {
            problem(pointer(at, name), "must be an array of at most " + countMax + " strings");
            return List.of();
        }
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i).isString()) {
                strings.add(value.get(i).stringValue());
            } else {
                problem(pointer(at, name) + "/" + i, "must be a string");
                strings.add("");
            }
        }
        return strings;
    }

    public Map<String, String> strings(String name, int countMax, int keyCharsMax, int valueCharsMax) {
        JsonNode value = node(name);
        if (value == null) {
            return Map.of();
        }
        if (!value.isObject() || value.size() > countMax) {
            problem(pointer(at, name), "must be an object of at most " + countMax + " strings");
            return Map.of();
        }
        Map<String, String> strings = new LinkedHashMap<>();
        value.properties().forEach(entry -> {
            String pointer = pointer(pointer(at, name), entry.getKey());
            if (entry.getKey().isEmpty() || chars(entry.getKey()) > keyCharsMax) {
                problem(pointer, "must have a name of 1 to " + keyCharsMax + " characters");
            } else if (!entry.getValue().isString() || chars(entry.getValue().stringValue()) > valueCharsMax) {
                problem(pointer, "must be a string of at most " + valueCharsMax + " characters");
            } else {
                strings.put(entry.getKey(), entry.getValue().stringValue());
            }
        });
        return strings;
    }
}
