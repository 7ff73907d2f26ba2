package io.orbweaver.parse.encoding;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodings that a page's language suggests where nothing is declared (HTML §13.2.3.2, "suggested default encodings").
 */
final class LanguageEncodings {

    /** An encoding, and the languages that suggest it. */
    private static final String TABLE = """
            windows-1256: ar fa
            windows-1251: ba be bg kk ky mk ru sah sr tg tt uk
            windows-1254: az ku tr
            windows-1250: cs hr sk
            ISO-8859-2: hu pl sl
            ISO-8859-7: el
            windows-1257: et lt lv
            windows-1255: he
            windows-1258: vi
            windows-874: th
            Shift_JIS: ja
            EUC-KR: ko
            gb18030: zh zh-hans zh-cn zh-sg
            Big5: zh-hant zh-hk zh-mo zh-tw
            """;

    private static final Map<String, String> BY_LANGUAGE = new HashMap<>();

    static {
        for (String line : TABLE.strip().split("\n")) {
            int colon = line.indexOf(':');
            for (String language : line.substring(colon + 1).strip().split(" ")) {
                BY_LANGUAGE.put(language, line.substring(0, colon));
            }
        }
    }

    private LanguageEncodings() {}

    /**
     * The encoding that a language suggests; windows-1252 where none does.
     *
     * @param language a language tag (BCP 47), or null
     */
    static WebEncoding of(@Nullable String language) {
        String tag = language == null
                ? ""
                : language.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        while (!tag.isEmpty()) {
            String name = BY_LANGUAGE.get(tag);
            WebEncoding known = name == null ? null : WebEncoding.forLabel(name);
            if (known != null) {
                return known;
            }
            tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
        }
        return WebEncoding.WINDOWS_1252;
    }
}
