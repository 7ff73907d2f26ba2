package io.orbweaver.event;

import org.jspecify.annotations.Nullable;

/**
 * An outcome's data, encoded.
 *
 * @param json what the event carries, at most {@link EventJson#BYTES_MAX} bytes
 * @param whole all of it, where a page's was too long for that, as a {@link OversizedData frame} of at most
 *     {@link EventJson#WHOLE_BYTES_MAX} bytes decoded; else null
 */
public record EventData(byte[] json, byte @Nullable [] whole) {}
