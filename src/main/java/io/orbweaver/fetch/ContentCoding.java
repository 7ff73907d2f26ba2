package io.orbweaver.fetch;

import io.netty.handler.codec.compression.Brotli;
import io.netty.handler.codec.compression.Zstd;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The content codings that are asked for and undone (RFC 9110 §8.4.1, RFC 7932, RFC 8878). */
enum ContentCoding {
    /** RFC 1952. */
    GZIP(() -> true, InflatingDecoder::gzip),
    /** The zlib format, and the bare deflate format that some servers send instead. */
    DEFLATE(() -> true, InflatingDecoder::deflate),
    /** Brotli, where its native library loads. */
    BR(Brotli::isAvailable, BrotliDecoder::new),
    /** Zstandard, where its native library loads. */
    ZSTD(Zstd::isAvailable, ZstdDecoder::new);

    private static final Set<String> NO_CODING = Set.of("", "identity", "none", "binary", "7bit", "8bit", "utf-8");

    /** Codings of one body: each costs memory, and no server needs more. */
    static final int CODINGS_MAX = 3;

    private final BooleanSupplier available;
    private final Supplier<ContentDecoder> decoders;

    ContentCoding(BooleanSupplier available, Supplier<ContentDecoder> decoders) {
        this.available = available;
        this.decoders = decoders;
    }

    /** The Accept-Encoding field for what can be undone here. Loads native libraries: it may block. */
    static String accepted() {
        List<String> names = new ArrayList<>();
        for (ContentCoding coding : values()) {
            if (coding.available.getAsBoolean()) {
                names.add(coding.name().toLowerCase(Locale.ROOT));
            }
        }
        return String.join(", ", names);
    }

    /** Whether a Content-Encoding field says {@code identity}, or another value that servers use for no coding. */
    static boolean isIdentity(@Nullable String contentEncoding) {
        if (contentEncoding == null) {
            return true;
        }
        for (String name : contentEncoding.split(",")) {
            if (!NO_CODING.contains(name.strip().toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    /**
     * A decoder for a body.
     *
     * @param contentEncoding the field, or several joined by commas: codings in the order in which they were applied
     * @param codedMax bytes that a body within its bound has at most in any coding
     * @throws FailureClassifier.UnsupportedEncoding where one is unknown, or there are more than {@value #CODINGS_MAX}
     */
    static ContentDecoder decoder(String contentEncoding, long codedMax) {
        List<ContentDecoder> decoders = new ArrayList<>();
        for (ContentCoding coding : named(contentEncoding)) {
            decoders.add(coding.decoders.get());
        }
        return CodingChain.of(decoders, codedMax);
    }

    private static List<ContentCoding> named(String contentEncoding) {
        List<ContentCoding> codings = new ArrayList<>();
        for (String name : contentEncoding.split(",")) {
            if (!isIdentity(name)) {
                codings.add(named(name.strip().toLowerCase(Locale.ROOT), codings.size()));
            }
        }
        return codings;
    }

    private static ContentCoding named(String name, int before) {
        ContentCoding coding = switch (name) {
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            case "br" -> BR;
            case "zstd" -> ZSTD;
            default -> throw new FailureClassifier.UnsupportedEncoding();
        };
        if (!coding.available.getAsBoolean() || before >= CODINGS_MAX) {
            throw new FailureClassifier.UnsupportedEncoding();
        }
        return coding;
    }
}
