package io.orbweaver.fetch;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Bodies in each content coding. */
public final class Coded {

    private Coded() {}

    public static byte[] gzip(byte[] body) {
        return written(body, 1, GZIPOutputStream::new);
    }

    public static byte[] zlib(byte[] body) {
        return written(body, 1, DeflaterOutputStream::new);
    }

    static byte[] rawDeflate(byte[] body) {
        return written(body, 1, out -> new DeflaterOutputStream(out, new Deflater(6, true)));
    }

    public static byte[] brotli(byte[] body) {
        Brotli4jLoader.ensureAvailability();
        try {
            return Encoder.compress(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] zstd(byte[] body) {
        return Zstd.compress(body);
    }

    /** By the name in Content-Encoding. */
    public static byte[] in(String coding, byte[] body) {
        return switch (coding) {
            case "gzip", "x-gzip" -> gzip(body);
            case "deflate" -> zlib(body);
            case "br" -> brotli(body);
            case "zstd" -> zstd(body);
            default -> throw new IllegalArgumentException(coding);
        };
    }

    static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A body that decodes to gigabytes of zeros. */
    public static byte[] gzipBomb(int megabytes) {
        return written(new byte[1 << 20], megabytes, out -> new GZIPOutputStream(out, 1 << 16));
    }

    public static byte[] zstdBomb(int megabytes) {
        return written(new byte[1 << 20], megabytes, ZstdOutputStream::new);
    }

    private static byte[] written(byte[] body, int times, Coder coder) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream out = coder.on(coded)) {
            for (int i = 0; i < times; i++) {
                out.write(body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return coded.toByteArray();
    }

    private interface Coder {
        OutputStream on(OutputStream out) throws IOException;
    }
}
