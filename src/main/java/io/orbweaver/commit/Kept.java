package io.orbweaver.commit;

import io.orbweaver.body.ExchangeHead;
import org.jspecify.annotations.Nullable;

/**
 * A page's body that is to be kept with its outcome; what is longer than one part went ahead of it, by
 * {@link Ledger#keep}.
 *
 * @param head what was sent and answered
 * @param length decoded bytes
 * @param parts number of parts
 * @param last the last part, compressed by zstd; null if it has no parts
 */
public record Kept(ExchangeHead head, long length, int parts, byte @Nullable [] last) {}
