package io.orbweaver.fetch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.orbweaver.body.ExchangeHead;
import io.orbweaver.body.HeaderField;
import io.orbweaver.fetch.Fetched.Redirect;
import io.orbweaver.fetch.Fetched.Refused;
import io.orbweaver.fetch.Fetched.Response;
import io.orbweaver.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain HTTP: what is sent, and what an answer becomes. */
class FetcherTest {

    private static final byte[] TEXT = "Grüße, some words ".repeat(5000).getBytes(StandardCharsets.UTF_8);

    private static Fetches fetches;
    private static WireMockServer site;

    @BeforeAll
    static void start() {
        fetches = Fetches.local();
        site = new WireMockServer(wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .gzipDisabled(true)
                .stubCorsEnabled(false));
        site.start();
    }

    @AfterAll
    static void stop() {
        fetches.close();
        site.stop();
    }

    @BeforeEach
    void forget() {
        site.resetAll();
    }

    private static CanonicalUrl url(String path) {
        return CanonicalUrl.ofCanonical("http://127.0.0.1:" + site.port() + path);
    }

    private static void serve(ResponseDefinitionBuilder answer) {
        site.stubFor(any(anyUrl()).willReturn(answer));
    }

    @Test
    void headersOfACrawlAreSentAndNotReported() {
        serve(aResponse().withBody("abc"));
        FetchRequest request = new FetchRequest(
                url("/a"),
                Map.of("Cookie", "a=SECRET1", "x-key", "SECRET2"),
                Duration.ofSeconds(20),
                1_000,
                false,
                true);
        Response response = (Response) fetches.get(request);
        site.verify(getRequestedFor(urlEqualTo("/a"))
                .withHeader("cookie", equalTo("a=SECRET1"))
                .withHeader("X-Key", equalTo("SECRET2")));
        ExchangeHead told = response.head().exchange();
        assertThat(told).isNotNull();
        assertThat(told.request().toString()).doesNotContainIgnoringCase("SECRET", "cookie", "x-key");
        assertThat(told.request()).contains(new HeaderField("user-agent", Fetches.USER_AGENT));
    }

    @Test
    void aPageIsItsHeadItsLengthAndItsHash() {
        serve(aResponse()
                .withHeader("Content-Type", "text/html; charset=ISO-8859-1")
                .withHeader("X-Robots-Tag", "noindex", "otherbot: none")
                .withBody("abc"));

        Response page = (Response) fetches.get(url("/page"));

        assertThat(page.head().status()).isEqualTo(200);
        assertThat(page.head().contentType()).isEqualTo("text/html; charset=ISO-8859-1");
        assertThat(page.head().robotsTags()).containsExactly("noindex", "otherbot: none");
        assertThat(page.bytes()).isEqualTo(3);
        assertThat(page.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(page.millis()).isNotNegative();
    }

    @Test
    void theRequestIsAPlainGetWithTheCrawlersFields() {
        serve(aResponse());

        fetches.get(new FetchRequest(
                url("/page?q=1"), Map.of("Authorization", "Bearer x", "X-Own", "1"), Duration.ofSeconds(20), 1000));

        site.verify(getRequestedFor(urlEqualTo("/page?q=1"))
                .withHeader("Host", equalTo("127.0.0.1:" + site.port()))
                .withHeader("User-Agent", equalTo(Fetches.USER_AGENT))
                .withHeader(
                        "Accept",
                        equalTo("text/html,application/xhtml+xml,application/xml;q=0.9,"
                                + "text/plain;q=0.8,*/*;q=0.5"))
                .withHeader("Accept-Language", equalTo(Fetches.ACCEPT_LANGUAGE))
                .withHeader("Accept-Encoding", equalTo("gzip, deflate, br, zstd"))
                .withHeader("Authorization", equalTo("Bearer x"))
                .withHeader("X-Own", equalTo("1"))
                .withoutHeader("Content-Length")
                .withoutHeader("Referer")
                .withoutHeader("Cookie"));
        assertThat(site.getAllServeEvents()).hasSize(1);
    }

    @Test
    void cookiesComeAsSentWithBounds() {
        String long4096 = // octets of name and value (RFC 6265bis §5.6)
                "long=" + "x".repeat(4092);
        String[] cookies = new String[60];
        Arrays.setAll(cookies, i -> "c" + i + "=" + i + "; Path=/; HttpOnly");
        cookies[1] = long4096;
        cookies[2] = long4096 + "x";
        serve(aResponse().withStatus(302).withHeader("Location", "/b").withHeader("Set-Cookie", cookies));

        Redirect redirect = (Redirect) fetches.get(url("/"));

        assertThat(redirect.head().setCookies())
                .hasSize(50)
                .startsWith("c0=0; Path=/; HttpOnly", long4096, "c3=3; Path=/; HttpOnly")
                .endsWith("c50=50; Path=/; HttpOnly");
    }

    @Test
    void anAnswerWithoutCookiesHasNone() {
        serve(aResponse());

        assertThat(((Response) fetches.get(url("/"))).head().setCookies()).isEmpty();
    }

    @Test
    void aJobsOwnLanguageWins() {
        serve(aResponse());

        fetches.get(new FetchRequest(
                url("/"), Map.of("accept-language", "fr"), Duration.ofSeconds(20), Fetches.BODY_BYTES_MAX));

        site.verify(getRequestedFor(urlEqualTo("/")).withHeader("Accept-Language", equalTo("fr")));
        assertThat(site.getAllServeEvents()
                        .get(0)
                        .getRequest()
                        .getHeaders()
                        .getHeader("Accept-Language")
                        .values())
                .containsExactly("fr");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 429, 500, 503, 599})
    void anAnswerThatIsNoSuccessIsRefusedWithItsHead(int status) {
        serve(aResponse().withStatus(status).withHeader("Retry-After", "120").withBody("sorry"));

        Refused refused = (Refused) fetches.get(url("/"));

        assertThat(refused.head().status()).isEqualTo(status);
        assertThat(refused.head().retryAfter()).isEqualTo("120");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsItsLocationAsSentAndNothingFollowsIt(int status) {
        serve(aResponse()
                .withStatus(status)
                .withHeader("Location", "../b c?x=%zz#f")
                .withBody("moved"));

        Redirect redirect = (Redirect) fetches.get(url("/a/"));

        assertThat(redirect.head().status()).isEqualTo(status);
        assertThat(redirect.location()).isEqualTo("../b c?x=%zz#f");
        assertThat(site.getAllServeEvents()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 305, 306})
    void other3xxAnswersAreNoRedirects(int status) {
        serve(aResponse().withStatus(status).withHeader("Location", "/b"));

        assertThat(fetches.get(url("/"))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 203, 204, 205, 206, 299})
    void anEmptySuccessIsAPageOfNoBytes(int status) {
        serve(aResponse().withStatus(status));

        Response page = (Response) fetches.get(url("/"));

        assertThat(page.head().status()).isEqualTo(status);
        assertThat(page.bytes()).isZero();
        assertThat(page.head().contentType()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "br", "zstd"})
    void aCodedBodyComesDecoded(String coding) {
        serve(aResponse().withHeader("Content-Encoding", coding).withBody(Coded.in(coding.toLowerCase(), TEXT)));

        assertThat(fetches.body(url("/"))).isEqualTo(new String(TEXT, StandardCharsets.UTF_8));
        assertThat(((Response) fetches.get(url("/"))).bytes()).isEqualTo(TEXT.length);
    }

    @Test
    void deflateMayBeBareAsSomeServersSendIt() {
        serve(aResponse().withHeader("Content-Encoding", "deflate").withBody(Coded.rawDeflate(TEXT)));

        assertThat(fetches.body(url("/"))).isEqualTo(new String(TEXT, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void anEmptyBodyIsEmptyWhateverItsCoding(String coding) {
        serve(aResponse().withHeader("Content-Encoding", coding).withBody(new byte[0]));
        assertThat(fetches.body(url("/"))).isEmpty();

        serve(aResponse().withHeader("Content-Encoding", coding).withBody(Coded.in(coding, new byte[0])));
        assertThat(fetches.body(url("/"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity", " "})
    void identityIsNoCoding(String coding) {
        serve(aResponse().withHeader("Content-Encoding", coding).withBody("abc"));

        assertThat(fetches.body(url("/"))).isEqualTo("abc");
    }

    @Test
    void aBodyOfExactlyTheBoundIsAPageAndOneByteMoreIsTooLarge() {
        serve(aResponse().withBody("x".repeat(1000)));
        FetchRequest fits = new FetchRequest(url("/"), Map.of(), Duration.ofSeconds(20), 1000);
        FetchRequest tight = new FetchRequest(url("/"), Map.of(), Duration.ofSeconds(20), 999);

        assertThat(fetches.get(fits)).isInstanceOf(Response.class);
        assertThat(fetches.get(tight)).isInstanceOf(Fetched.Failed.class);
    }

    @ParameterizedTest
    @CsvSource({"/a|b", "/%7e", "/%7E", "/a//b", "//a", "/?x=[1]", "/a;b=c", "/%C3%A9", "/a%2Fb?c%20d"})
    void theRequestLineIsThePathAndQueryByteForByte(String path) {
        serve(aResponse());

        fetches.get(url(path));

        List<String> asked = site.getAllServeEvents().stream()
                .map(event -> event.getRequest().getUrl())
                .toList();
        assertThat(asked).containsExactly(path);
    }

    @Test
    void nothingIsSentBeforeSomebodySubscribes() {
        serve(aResponse());

        var unused = fetches.mono(Fetches.request(url("/")), new Fetches.Taken());

        assertThat(site.getAllServeEvents()).isEmpty();
        assertThat(unused).isNotNull();
    }

    @Test
    void theSameMonoFetchesAgainForEachSubscriber() {
        site.stubFor(get("/again").willReturn(aResponse().withBody("abc")));
        var fetch = fetches.mono(Fetches.request(url("/again")), new Fetches.Taken());

        assertThat(Fetches.got(fetch)).isInstanceOf(Response.class);
        assertThat(Fetches.got(fetch)).isInstanceOf(Response.class);
        assertThat(site.getAllServeEvents()).hasSize(2);
    }
}
