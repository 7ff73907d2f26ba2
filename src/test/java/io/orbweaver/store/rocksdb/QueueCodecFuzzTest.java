package io.orbweaver.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.orbweaver.frontier.ChainCookies;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.FrontierUrl.Kind;
import io.orbweaver.store.rocksdb.database.QueueCodec;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.UrlResolver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Fuzzed entries of the queue on their way to the disk and back. */
class QueueCodecFuzzTest {

    private static final CanonicalUrl BASE = CanonicalUrl.ofCanonical("http://a.test/b/");

    @FuzzTest(maxDuration = "1m")
    void anEntryComesBack(FuzzedDataProvider data) {
        Kind kind = data.pickValue(Kind.values());
        List<CanonicalUrl> chain = new ArrayList<>();
        for (int hops = data.consumeInt(0, FrontierUrl.REDIRECTS_MAX); hops > 0; hops--) {
            chain.add(url(data.consumeString(40)));
        }
        FrontierUrl entry = new FrontierUrl(
                kind,
                url(data.consumeString(200)),
                data.consumeInt(),
                data.consumeBoolean() ? url(data.consumeString(40)).href() : null,
                data.consumeInt(),
                data.consumeInt(),
                data.consumeBoolean() ? Instant.ofEpochMilli(data.consumeLong(1, Long.MAX_VALUE)) : null,
                chain,
                cookies(data));

        assertThat(QueueCodec.decode(QueueCodec.encode(entry))).isEqualTo(entry);
    }

    private static ChainCookies cookies(FuzzedDataProvider data) {
        ChainCookies cookies = ChainCookies.NONE;
        for (int request = data.consumeInt(0, 3); request > 0; request--) {
            String cookie = data.consumeBoolean() ? data.consumeAsciiString(20) : null;
            List<String> set = data.consumeBoolean() ? List.of(data.consumeAsciiString(40)) : List.of();
            cookies = cookies.plus(request, url(data.consumeString(40)), cookie, set);
        }
        return cookies.isEmpty() ? ChainCookies.NONE : cookies;
    }

    private static CanonicalUrl url(String reference) {
        CanonicalUrl url = UrlResolver.resolve(BASE, reference).urlOrNull();
        return url == null ? BASE : url;
    }
}
