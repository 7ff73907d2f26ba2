package io.orbweaver.parse.mime;

import io.orbweaver.parse.encoding.Ascii;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signatures of images, audio, video and archives: MIME Sniffing §6.1, §6.2 and §6.4. */
final class MediaSignatures {

    /** Bytes that begin a file, and perhaps others four bytes after them, which are the length. */
    private record Signature(String type, byte[] start, byte[] after) {

        private static Signature of(String type, String start) {
            return new Signature(type, MimeSniffer.ascii(start), new byte[0]);
        }

        private static Signature container(String type, String start, String after) {
            return new Signature(type, MimeSniffer.ascii(start), MimeSniffer.ascii(after));
        }

        private boolean matches(byte[] head, int length) {
            return Ascii.startsWith(head, 0, length, start)
                    && (after.length == 0 || Ascii.startsWith(head, start.length + 4, length, after));
        }
    }

    private static final List<Signature> IMAGE_AUDIO_VIDEO = List.of(
            Signature.of("image/x-icon", "\0\0\1\0"),
            Signature.of("image/x-icon", "\0\0\2\0"),
            Signature.of("image/bmp", "BM"),
            Signature.of("image/gif", "GIF87a"),
            Signature.of("image/gif", "GIF89a"),
            Signature.container("image/webp", "RIFF", "WEBPVP"),
            Signature.of("image/png", "\u0089PNG\r\n\u001A\n"),
            Signature.of("image/jpeg", "\u00FF\u00D8\u00FF"),
            Signature.container("audio/aiff", "FORM", "AIFF"),
            Signature.of("audio/mpeg", "ID3"),
            Signature.of("application/ogg", "OggS\0"),
            Signature.of("audio/midi", "MThd\0\0\0\6"),
            Signature.container("video/avi", "RIFF", "AVI "),
            Signature.container("audio/wave", "RIFF", "WAVE"));

    private static final List<Signature> ARCHIVES = List.of(
            Signature.of("application/x-gzip", "\u001F\u008B\b"),
            Signature.of("application/zip", "PK\3\4"),
            Signature.of("application/x-rar-compressed", "Rar \u001A\7\0"));

    private static final byte[] FTYP = MimeSniffer.ascii("ftyp");
    private static final byte[] MP4 = MimeSniffer.ascii("mp4");
    private static final byte[] EBML = MimeSniffer.ascii("\u001A\u0045\u00DF\u00A3");
    private static final byte[] DOC_TYPE = MimeSniffer.ascii("\u0042\u0082");
    private static final byte[] WEBM = MimeSniffer.ascii("webm");
    private static final int WEBM_SEARCH_MAX = 38;

    private static final int[] KILOBITS = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KILOBITS_OF_MPEG_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] HERTZ = {44_100, 48_000, 32_000};

    private MediaSignatures() {}

    /** The type whose signature the first bytes have; null for none. */
    static @Nullable String match(byte[] head, int length) {
        String media = match(IMAGE_AUDIO_VIDEO, head, length);
        if (media != null) {
            return media;
        }
        if (isMp4(head, length)) {
            return "video/mp4";
        }
        if (isWebm(head, length)) {
            return "video/webm";
        }
        return isMp3(head, length) ? "audio/mpeg" : match(ARCHIVES, head, length);
    }

    private static @Nullable String match(List<Signature> signatures, byte[] head, int length) {
        for (Signature signature : signatures) {
            if (signature.matches(head, length)) {
                return signature.type();
            }
        }
        return null;
    }

    /** §6.2.1 */
    private static boolean isMp4(byte[] head, int length) {
        if (length < 12 || !Ascii.startsWith(head, 4, length, FTYP)) {
            return false;
        }
        long boxSize = (head[0] & 0xFFL) << 24 | (head[1] & 0xFF) << 16 | (head[2] & 0xFF) << 8 | head[3] & 0xFF;
        if (length < boxSize || boxSize % 4 != 0) {
            return false;
        }
        if (Ascii.startsWith(head, 8, length, MP4)) {
            return true;
        }
        for (int at = 16; at < boxSize; at += 4) {
            if (Ascii.startsWith(head, at, length, MP4)) {
                return true;
            }
        }
        return false;
    }

    /** §6.2.2; the document type's length is a number of variable size, and NULs may come before it. */
    private static boolean isWebm(byte[] head, int length) {
        if (!Ascii.startsWith(head, 0, length, EBML)) {
            return false;
        }
        for (int at = EBML.length; at < length && at < WEBM_SEARCH_MAX; at++) {
            if (!Ascii.startsWith(head, at, length, DOC_TYPE) || at + 2 >= length) {
                continue;
            }
            int first = head[at + 2] & 0xFF;
            int name = at + 2 + Math.min(8, Integer.numberOfLeadingZeros(first) - 23);
            while (name < length && head[name] == 0) {
                name++;
            }
            if (Ascii.startsWith(head, name, length, WEBM)) {
                return true;
            }
        }
        return false;
    }

    /** §6.2.3: two frame headers, one frame apart. Its tables of rates are taken for the versions they are of. */
    private static boolean isMp3(byte[] head, int length) {
        if (!isMp3Header(head, 0, length)) {
            return false;
        }
        int version = head[1] >> 3 & 3;
        int rate = head[2] >> 4 & 15;
        int kilobits = version == 3 ? KILOBITS[rate] : KILOBITS_OF_MPEG_2[rate];
        int hertz = HERTZ[head[2] >> 2 & 3] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        int frame = kilobits * 1_000 * (version == 3 ? 144 : 72) / hertz + (head[2] >> 1 & 1);
        return frame >= 4 && isMp3Header(head, frame, length);
    }

    private static boolean isMp3Header(byte[] head, int at, int length) {
        if (length - at < 4 || head[at] != (byte) 0xFF || (head[at + 1] & 0xE0) != 0xE0) {
            return false;
        }
        boolean layer3 = (head[at + 1] >> 1 & 3) == 1;
        return layer3 && (head[at + 2] >> 4 & 15) != 15 && (head[at + 2] >> 2 & 3) != 3;
    }
}
