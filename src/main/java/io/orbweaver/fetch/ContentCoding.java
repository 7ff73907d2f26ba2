package io.orbweaver.fetch;

import io.netty.handler.codec.compression.Brotli;
import io.netty.handler.codec.compression.Zstd;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** Whether a Content-Encoding field says that there is none. */
    static boolean isIdentity(@Nullable String contentEncoding) {
        return contentEncoding == null
                || contentEncoding.isBlank()
                || contentEncoding.strip().equalsIgnoreCase("identity");
    }

    /**
     * A decoder for a body.
     *
     * @param contentEncoding the field, one coding
     * @throws FailureClassifier.UnsupportedEncoding where it is another, or several
     */
    static ContentDecoder decoder(String contentEncoding) {
        ContentCoding coding = switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            case "br" -> BR;
            case "zstd" -> ZSTD;
            default -> throw new FailureClassifier.UnsupportedEncoding();
        };
        if (!coding.available.getAsBoolean()) {
            throw new FailureClassifier.UnsupportedEncoding();
        }
        return coding.decoders.get();
    }
}
