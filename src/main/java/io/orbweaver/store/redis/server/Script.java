package io.orbweaver.store.redis.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The steps, each one script of Lua in a file of its name; its first line says which files of {@code lib} go before.
 */
public enum Script {
    SEED,
    OPEN,
    MOVE,
    DUE,
    LEASE,
    LATER,
    BACK,
    RENEW,
    APPEND,
    KEEP,
    READ,
    REMOVE,
    FIND,
    LIST,
    RESERVE,
    CLAIM,
    HOST,
    FORGET;

    private static final String INCLUDE = "--- include ";

    private final byte[] source;
    private final String digest;

    Script() {
        String text = file(name().toLowerCase(Locale.ROOT) + ".lua");
        StringBuilder whole = new StringBuilder();
        if (text.startsWith(INCLUDE)) {
            for (String part : text.lines()
                    .findFirst()
                    .orElse("")
                    .substring(INCLUDE.length())
                    .split(" ")) {
                whole.append(file("lib/" + part + ".lua"));
            }
        }
        source = whole.append(text).toString().getBytes(StandardCharsets.US_ASCII);
        digest = sha1(source);
    }

    /** Reads all of them, if that was not done yet, so that no event loop has to; gives how many there are. */
    public static int load() {
        return values().length;
    }

    /** The whole of it. */
    public byte[] source() {
        return source;
    }

    /** By which the server knows it. */
    public String digest() {
        return digest;
    }

    private static String file(String name) {
        try (InputStream in = Script.class.getResourceAsStream("/io/orbweaver/store/redis/" + name)) {
            if (in == null) {
                throw new IllegalStateException("there is no script " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
