package io.orbweaver.start;

import io.orbweaver.job.field.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties below {@code orbweaver} that are read, by the metadata that the build writes.
 *
 * @param names their names; none where there is no metadata
 */
record KnownProperties(Set<String> names) {

    static final String PREFIX = "orbweaver.";

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final String KEYS = "orbweaver.security.keys";

    /**
     * Reads the metadata of the service, which comes before that of all its libraries: a start does not wait for those
     * to be read.
     */
    static KnownProperties read(ClassLoader loader) {
        try {
            for (URL each : Collections.list(loader.getResources(METADATA))) {
                Set<String> names = names(each);
                if (!names.isEmpty()) {
                    return new KnownProperties(names);
                }
            }
            return new KnownProperties(Set.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(URL metadata) throws IOException {
        Set<String> names = new TreeSet<>();
        try (InputStream in = metadata.openStream()) {
            for (JsonNode property : JsonMapper.builder().build().readTree(in).path("properties")) {
                names.add(property.path("name").asString(""));
            }
        }
        names.removeIf(name -> !name.startsWith(PREFIX));
        return names;
    }

    /** Whether a property is read, in any spelling that Spring takes for it. */
    boolean has(String asked) {
        String name = uniform(asked);
        return names.isEmpty()
                || name.startsWith(uniform(KEYS))
                || names.stream().anyMatch(known -> uniform(known).equals(name));
    }

    /** The known name that one which is not most looks like. */
    Optional<String> nearest(String asked) {
        String rest = asked.toLowerCase(Locale.ROOT).substring(PREFIX.length());
        Set<String> rests = new TreeSet<>();
        names.forEach(known -> rests.add(known.substring(PREFIX.length())));
        return NearestName.of(rest, rests).map(near -> PREFIX + near);
    }

    /** As it is compared: without case, dashes, and the places of lists. Names of the environment have no dots. */
    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("\\[\\d+]", "")
                .replaceAll("_\\d+$", "")
                .replaceAll("[-_.]", "");
    }
}
