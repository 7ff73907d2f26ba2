package io.orbweaver.event;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The kinds of event. The ordinals are stored: new ones go to the end. */
public enum EventType {
    /** The job's state changed. */
    STATE,
    /** A page outcome. */
    PAGE,
    /** A failure outcome. */
    FAILURE,
    /** A skip outcome. */
    SKIP,
    /** The last event of a job. */
    END,
    /** How far a job is; live only, never stored. */
    PROGRESS,
    /** The outcome of a sitemap. */
    SITEMAP;

    private static final EventType[] VALUES = values();

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type with a name on the wire. */
    public static Optional<EventType> ofWireName(String name) {
        return Arrays.stream(VALUES)
                .filter(type -> type.wireName().equals(name))
                .findFirst();
    }

    /** The type with an ordinal. */
    public static EventType ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }

    /** Every type. */
    public static Set<EventType> all() {
        return EnumSet.allOf(EventType.class);
    }

    /** A set of types as bits, by ordinal. */
    public static int mask(Set<EventType> types) {
        return types.stream().mapToInt(EventType::bit).reduce(0, (a, b) -> a | b);
    }

    /** This type's bit in a mask. */
    public int bit() {
        return 1 << ordinal();
    }
}
