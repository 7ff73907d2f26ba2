package io.orbweaver;

import java.util.Random;

/** Tries a property with many seeds; a failure tells the seed that it came with. */
public final class Tries {

    private static final String EDGES =
            "\0\t\n\r\u001b \"#%&'+,-./0:;<=>?@[\\]aZ{|}~\u007f\u0080\u00a0\u0130\u0663\u2028\ud800\udc00\ufeff\uffff";

    private static final int VOLUME = Integer.getInteger("test.volume", 1);

    private Tries() {}

    /** So many, or {@code -Dtest.volume} times as many where there is more time: what CI has. */
    public static int volume(int least) {
        return least * VOLUME;
    }

    /** What must hold for whatever is made of a source of chance. */
    public interface Property {

        /** Throws where it does not hold. */
        void holds(Random random) throws Exception;
    }

    /** Tries the seeds from 0 on. */
    public static void of(int tries, Property property) {
        for (int seed = 0; seed < tries; seed++) {
            try {
                property.holds(new Random(seed * 0x9E3779B97F4A7C15L));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** Any characters, lone surrogates among them: often few, often from the edges of what parsers tell apart. */
    public static String string(Random random) {
        StringBuilder out = new StringBuilder();
        for (int left = random.nextInt(1 << random.nextInt(9)); left > 0; left--) {
            out.append(
                    switch (random.nextInt(4)) {
                        case 0 -> EDGES.charAt(random.nextInt(EDGES.length()));
                        case 1 -> (char) random.nextInt(0x80);
                        case 2 -> (char) random.nextInt(0x10000);
                        default -> (char) ('0' + random.nextInt(10));
                    });
        }
        return out.toString();
    }

    /** So many bytes; now and then those that stand at the edges of ranges. */
    public static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        byte[] edges = {0, -1, 1, 127, -128, 10};
        for (int i = 0; i < length; i++) {
            if (random.nextInt(4) == 0) {
                bytes[i] = edges[random.nextInt(edges.length)];
            }
        }
        return bytes;
    }
}
