package io.orbweaver.url;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The standard's domain parser, not strict (URL §3.3): UTS 46 for what is not ASCII. */
final class DomainToAscii {

    private static final IDNA UTS46 =
            IDNA.getUTS46Instance(IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII);

    /** What CheckHyphens=false and VerifyDnsLength=false do not ask for, but ICU always reports. */
    private static final Set<IDNA.Error> UNASKED = EnumSet.of(
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG,
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4);

    private static final int MAPPED_CHARS_MAX = 1_024;

    private static final boolean[] ALLOWED = allowed();

    private DomainToAscii() {}

    /** All of ASCII but the forbidden domain code points (URL §3.2). */
    private static boolean[] allowed() {
        boolean[] allowed = new boolean[0x80];
        for (char c = 0x21; c < 0x7f; c++) {
            allowed[c] = "#/:<>?@[\\]^|%".indexOf(c) < 0;
        }
        return allowed;
    }

    /**
     * The domain in lower-case ASCII; null if it is invalid, empty, or holds a forbidden domain code point. An ASCII
     * domain is only lower-cased: even an invalid {@code xn--} label passes, as the standard now has it.
     */
    static @Nullable String convert(String domain) {
        String ascii = isAscii(domain) ? lowerCase(domain) : toAscii(domain);
        if (ascii == null || ascii.isEmpty()) {
            return null;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (ascii.charAt(i) >= 0x80 || !ALLOWED[ascii.charAt(i)]) {
                return null;
            }
        }
        return ascii;
    }

    /**
     * The one place stricter than the standard, which knows no length: sorting marks and Punycode take quadratic time,
     * so a domain beyond the bound is invalid, and so is a label that ICU finds too long after mapping. No DNS name is
     * a quarter as long.
     */
    private static @Nullable String toAscii(String domain) {
        if (domain.length() > MAPPED_CHARS_MAX) {
            return null;
        }
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = new StringBuilder(domain.length() + 16);
        try {
            UTS46.nameToASCII(domain, ascii, info);
        } catch (ICUInputTooLongException e) {
            return null;
        }
        return UNASKED.containsAll(info.getErrors()) ? ascii.toString() : null;
    }

    private static boolean isAscii(String domain) {
        for (int i = 0; i < domain.length(); i++) {
            if (domain.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String lowerCase(String ascii) {
        int i = 0;
        while (i < ascii.length() && (ascii.charAt(i) < 'A' || ascii.charAt(i) > 'Z')) {
            i++;
        }
        if (i == ascii.length()) {
            return ascii;
        }
        StringBuilder lower = new StringBuilder(ascii);
        for (; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c | 0x20));
            }
        }
        return lower.toString();
    }
}
