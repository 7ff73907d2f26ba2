package io.orbweaver.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http2.Http2Error;
import io.orbweaver.fetch.Coded;
import io.orbweaver.service.Hostility.Running;
import io.orbweaver.site.AnswerBeforeRequest;
import io.orbweaver.site.Authority;
import io.orbweaver.site.BodyWhereNoneMayBe;
import io.orbweaver.site.CloseBeforeAnswer;
import io.orbweaver.site.CodedBody;
import io.orbweaver.site.ComeBackLater;
import io.orbweaver.site.CookieFlood;
import io.orbweaver.site.DamagedServer;
import io.orbweaver.site.Deaf;
import io.orbweaver.site.EndlessBody;
import io.orbweaver.site.EndlessCalendar;
import io.orbweaver.site.EndlessChunkExtension;
import io.orbweaver.site.EndlessChunkSize;
import io.orbweaver.site.EndlessHeaders;
import io.orbweaver.site.EndlessRedirects;
import io.orbweaver.site.EndlessText;
import io.orbweaver.site.EndlessTrailers;
import io.orbweaver.site.GarbageChunk;
import io.orbweaver.site.GarbageStatusLine;
import io.orbweaver.site.HalfClosed;
import io.orbweaver.site.Http09;
import io.orbweaver.site.Http2Site;
import io.orbweaver.site.Http2Stream;
import io.orbweaver.site.HugeChunk;
import io.orbweaver.site.HugeHeader;
import io.orbweaver.site.InterimFlood;
import io.orbweaver.site.LengthAndChunked;
import io.orbweaver.site.LongerThanItsLength;
import io.orbweaver.site.Misbehaviour;
import io.orbweaver.site.NotTls;
import io.orbweaver.site.NumberedText;
import io.orbweaver.site.OddField;
import io.orbweaver.site.OneByteChunks;
import io.orbweaver.site.RedirectLoop;
import io.orbweaver.site.RedirectTo;
import io.orbweaver.site.RedirectWithoutLocation;
import io.orbweaver.site.ResetAfterHello;
import io.orbweaver.site.ResetBeforeAnswer;
import io.orbweaver.site.ResetMidBody;
import io.orbweaver.site.SecondAnswer;
import io.orbweaver.site.SelfSigned;
import io.orbweaver.site.Served;
import io.orbweaver.site.ShortOfItsLength;
import io.orbweaver.site.SlowDrip;
import io.orbweaver.site.SlowHeaders;
import io.orbweaver.site.StallBeforeFirstByte;
import io.orbweaver.site.StallBehindHead;
import io.orbweaver.site.StallMidBody;
import io.orbweaver.site.TruncatedChunked;
import io.orbweaver.site.UnaskedPart;
import io.orbweaver.site.UnknownTransferCoding;
import io.orbweaver.site.UntilClose;
import io.orbweaver.site.WrongLength;
import io.orbweaver.site.WrongStatusLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;

/** All servers that do wrong, by family, each with the outcome that is right. */
final class Hostilities {

    private static final Duration DRIP = Duration.ofMillis(100);
    private static final byte[] SKIPPABLE_FRAME = {0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0};
    private static final byte[] TEXT = "a page of some words ".repeat(500).getBytes(UTF_8);
    private static final Misbehaviour NO_RULES = new Served("text/plain", new byte[0]);

    private Hostilities() {}

    static List<Hostility> all(Authority authority) {
        List<Hostility> all = new ArrayList<>();
        Stream.of(heads(), bodies(), codings(), answers(), pages(), robots(), sitemaps(), tls(authority))
                .forEach(all::addAll);
        all.addAll(http2(authority.vouchFor("localhost")));
        return all;
    }

    private static List<Hostility> heads() {
        return List.of(
                page("head: a byte at a time", new SlowHeaders(DRIP), "timeout").thatIsSlow(),
                page("head: nothing comes", new StallBeforeFirstByte(), "timeout")
                        .thatIsSlow(),
                page("head: it has no end", new EndlessHeaders(), "malformed"),
                page("head: one field of 100 MB", new HugeHeader(100 << 20), "malformed"),
                page("head: 50,000 cookies", new CookieFlood(50_000), "malformed"),
                page("head: 1,500 cookies", new CookieFlood(1_500), "page").asking("cookies", "true"),
                page("head: a status line of SSH", new GarbageStatusLine(), "malformed"),
                page("head: none, as in HTTP/0.9", new Http09(), "malformed"),
                page("head: HTTP/3.0 in clear text", new WrongStatusLine("HTTP/3.0 200 OK"), "malformed"),
                page("head: no version", new WrongStatusLine("HTTP/ 200 OK"), "malformed"),
                page("head: a status in words", new WrongStatusLine("HTTP/1.1 two hundred"), "malformed"),
                // RFC 9110 §15: what is outside of 100 to 599 is to be processed as a 5xx is
                page("head: status 99", new WrongStatusLine("HTTP/1.1 99 Early"), "http"),
                page("head: status 1000", new WrongStatusLine("HTTP/1.1 1000 Late"), "http", "malformed"),
                page("head: status -200", new WrongStatusLine("HTTP/1.1 -200 OK"), "malformed", "http"),
                // RFC 9112 §4: a client should ignore the reason
                page("head: no reason", new WrongStatusLine("HTTP/1.1 200"), "page"),
                page(
                        "head: a status line of 1 MB",
                        new WrongStatusLine("HTTP/1.1 200 " + "O".repeat(1 << 20)),
                        "malformed"),
                page("head: a NUL in a field", new OddField("X-A: b\0c"), "malformed"),
                page("head: a NUL in a name", new OddField("X-\0A: b"), "malformed"),
                // RFC 9110 §5.5: other control characters may be kept in a value that is safe where it is used
                page("head: control bytes in a field", new OddField("X-A: \u0001\u0007\u007f"), "malformed", "page"),
                // RFC 9112 §2.2: a bare CR is damage, or is replaced by a space
                page("head: injected by a bare CR", new OddField("X-A: b\rSet-Cookie: c=d"), "malformed", "page"),
                // RFC 9112 §5.2: an agent replaces folding by a space
                page("head: a folded field", new OddField("X-A: b\r\n c: d"), "page"),
                // RFC 9112 §5.1: space before the colon is taken away, or is damage
                page("head: space before the colon", new OddField("X-A : b"), "malformed", "page"),
                page("head: a line without a colon", new OddField("nothing"), "malformed", "page"),
                page("head: two lengths that differ", new WrongLength("5", "6"), "malformed"),
                page("head: a list of lengths that differ", new WrongLength("5, 6"), "malformed"),
                page("head: a negative length", new WrongLength("-5"), "malformed"),
                page("head: a length beyond 64 bits", new WrongLength("99999999999999999999"), "malformed"),
                page("head: a length in hexadecimal", new WrongLength("0x5"), "malformed"),
                // RFC 9112 §6.3: the chunks count, or it is handled as an error
                page("head: a length and chunks", new LengthAndChunked(), "page", "malformed"),
                page("head: 100 without end", new InterimFlood(100), "malformed"),
                page("head: 103 without end", new InterimFlood(103), "malformed"),
                page("head: 101 unasked", new InterimFlood(101), "malformed"),
                page("head: closed before it", new CloseBeforeAnswer(), "broken"),
                page("head: reset before it", new ResetBeforeAnswer(), "broken"),
                page("head: a second answer after the first", new SecondAnswer(), "page"),
                // seen before the request is sent it is dropped, and no answer comes; seen later it is one that was
                // fast
                atOnce("head: an answer before the request", new AnswerBeforeRequest(), "page", "timeout")
                        .thatIsSlow());
    }

    private static List<Hostility> bodies() {
        return List.of(
                page("body: a byte at a time", new SlowDrip(DRIP), "timeout").thatIsSlow(),
                page("body: it stops and stays", new StallMidBody(), "timeout").thatIsSlow(),
                page("body: it has no end", new EndlessBody(), "too-large"),
                // 4 MB of them may take longer than there is time, where every buffer is watched for leaks
                page("body: no end in chunks of a byte", new OneByteChunks(), "too-large", "timeout")
                        .thatIsSlow(),
                page("body: shorter than its length", new ShortOfItsLength(), "broken"),
                page("body: longer than its length", new LongerThanItsLength(), "page"),
                page("body: cut between chunks", new TruncatedChunked(), "broken"),
                page("body: a chunk size that is none", new GarbageChunk(), "malformed"),
                page("body: a negative chunk size", new HugeChunk("-5"), "malformed"),
                page("body: a chunk size beyond 64 bits", new HugeChunk("fffffffffffffffff"), "malformed"),
                // a chunk of 2 GB may be announced: what does not come is late
                page("body: a chunk of 2 GB that does not come", new HugeChunk("7fffffff"), "timeout")
                        .thatIsSlow(),
                page("body: a chunk size without end", new EndlessChunkSize(), "malformed"),
                page("body: a chunk extension without end", new EndlessChunkExtension(), "malformed"),
                page("body: trailers without end", new EndlessTrailers(), "malformed"),
                page("body: until the connection closes", new UntilClose("<p>"), "page"),
                page("body: reset in its middle", new ResetMidBody(), "broken"),
                page("body: half closed in its middle", new HalfClosed(), "broken"),
                // RFC 9112 §6.3: a final coding that is not chunked ends with the connection; none but chunked was
                // asked for
                page(
                        "body: a transfer coding of nobody",
                        new UnknownTransferCoding(),
                        "page",
                        "malformed",
                        "unsupported"));
    }

    private static List<Hostility> codings() {
        return List.of(
                coded("coding: a gzip bomb", "gzip", Coded.gzipBomb(1024), "too-large"),
                coded("coding: a deflate bomb", "deflate", Coded.zlib(new byte[64 << 20]), "too-large"),
                coded("coding: a brotli bomb", "br", Coded.brotli(new byte[64 << 20]), "too-large"),
                coded("coding: a zstd bomb", "zstd", Coded.zstdBomb(1024), "too-large"),
                coded("coding: gzip in gzip", "gzip, gzip", Coded.gzip(Coded.gzip(TEXT)), "page"),
                coded("coding: fifty times gzip", "gzip,".repeat(49) + "gzip", Coded.gzip(TEXT), "unsupported"),
                coded("coding: one that nobody knows", "rot13", TEXT, "unsupported"),
                coded("coding: gzip that is cut", "gzip", Arrays.copyOf(Coded.gzip(TEXT), 40), "malformed"),
                coded("coding: brotli that is cut", "br", Arrays.copyOf(Coded.brotli(TEXT), 20), "malformed"),
                coded("coding: zstd that is cut", "zstd", Arrays.copyOf(Coded.zstd(TEXT), 20), "malformed"),
                coded("coding: gzip that is text", "gzip", TEXT, "malformed"),
                coded("coding: deflate that is text", "deflate", TEXT, "malformed"),
                coded("coding: brotli that is text", "br", TEXT, "malformed"),
                coded("coding: zstd that is text", "zstd", TEXT, "malformed"),
                coded("coding: zstd with a window of terabytes", "zstd", terabyteWindow(), "malformed"),
                coded("coding: a gzip with a name of 4 MB", "gzip", longName(), "malformed"),
                coded("coding: gzip members without end", "gzip", many(Coded.gzip(new byte[0]), 300_000), "too-large")
                        .asking("maxBodySize", "'100KB'"),
                coded("coding: zstd frames of nothing", "zstd", many(SKIPPABLE_FRAME, 800_000), "too-large")
                        .asking("maxBodySize", "'100KB'"),
                coded("coding: deflate blocks of nothing", "gzip", emptyBlocks(), "too-large")
                        .asking("maxBodySize", "'100KB'"));
    }

    /** A frame (RFC 8878 §3.1.1) whose window descriptor asks for the most: 3.75 TB. */
    private static byte[] terabyteWindow() {
        return new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) 0xff, 0x09, 0, 0, 'x'};
    }

    private static byte[] many(byte[] bytes, int times) {
        byte[] all = new byte[bytes.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes[i % bytes.length];
        }
        return all;
    }

    /** A gzip file of stored blocks of length nothing (RFC 1951 §3.2.4), none of them the last. */
    private static byte[] emptyBlocks() {
        byte[] file = many(new byte[] {0, 0, 0, -1, -1}, 1_200_000);
        System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0}, 0, file, 0, 10);
        return file;
    }

    /** A gzip file (RFC 1952 §2.3) whose name does not end. */
    private static byte[] longName() {
        byte[] file = new byte[4 << 20];
        Arrays.fill(file, (byte) 'n');
        System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0}, 0, file, 0, 10);
        return file;
    }

    private static List<Hostility> answers() {
        return List.of(
                page("redirect: to itself", new RedirectLoop(), "redirect"),
                page("redirect: to another without end", new EndlessRedirects(), "redirect"),
                // a final answer that is no page: its status says what it was
                page("redirect: to nowhere", new RedirectWithoutLocation(), "http", "redirect"),
                page("redirect: to a URL of 60 KB", new RedirectTo("/" + "u".repeat(60_000)), "redirect"),
                page("redirect: to a URL of 1 MB", new RedirectTo("/" + "u".repeat(1 << 20)), "malformed"),
                page("redirect: to a file", new RedirectTo("file:///etc/passwd"), "redirect"),
                page("redirect: to data", new RedirectTo("data:text/html,hello"), "redirect"),
                page("redirect: to a script", new RedirectTo("javascript:alert(1)"), "redirect"),
                page("redirect: to no URL at all", new RedirectTo("http://[::"), "redirect"),
                page(
                        "redirect: to a metadata service",
                        new RedirectTo("http://169.254.169.254/latest/"),
                        "forbidden-address"),
                page(
                        "redirect: with a body that stalls",
                        new StallBehindHead(302, "Location: javascript:0"),
                        "redirect"),
                page("status: 204 with a body", new BodyWhereNoneMayBe(204), "page"),
                page("status: 205 with a body", new BodyWhereNoneMayBe(205), "page"),
                page("status: 304 unasked, with a body", new BodyWhereNoneMayBe(304), "http"),
                // a 2xx answer is a page, and tells its status
                page("status: 206 unasked", new UnaskedPart(), "page"),
                page("status: 503 until before now", new ComeBackLater(503, "-1"), "http"),
                page("status: 429 for 10^30 seconds", new ComeBackLater(429, "1" + "0".repeat(30)), "http"),
                page("status: 503 until nonsense", new ComeBackLater(503, "when it suits, \u00ff"), "http"),
                page("status: 503 until 9999", new ComeBackLater(503, "Fri, 31 Dec 9999 23:59:59 GMT"), "http"));
    }

    private static List<Hostility> pages() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
        return List.of(
                page("page: an image that is HTML", new Served("image/png", html("<a href=/x>x</a>")), "page"),
                page("page: HTML that is an image", new Served("text/html", png), "page"),
                page("page: a type of 50 KB", new Served("text/" + "x".repeat(50_000), TEXT), "page"),
                page("page: UTF-16 that is UTF-8", new Served("text/html; charset=utf-16", html("caf\u00e9")), "page"),
                page("page: a charset of nobody", new Served("text/html; charset=\"no, such\"", TEXT), "page"),
                page("page: 100,000 links", new Served("text/html", hundredThousandLinks()), "page"),
                page(
                        "page: a link of 1 MB",
                        new Served("text/html", html("<a href=/" + "u".repeat(1 << 20) + ">")),
                        "page"),
                page(
                        "page: a URL of 1 MB as its base",
                        new Served("text/html", html("<base href=/" + "u".repeat(1 << 20) + "><a href=x>")),
                        "page"),
                page("page: 100,000 elements deep", new Served("text/html", html("<div>".repeat(100_000))), "page"),
                page("page: 100,000 tables deep", new Served("text/html", html("<table><td>".repeat(100_000))), "page"),
                page(
                        "page: 100,000 elements that overlap",
                        new Served("text/html", html("<b><i><p><a></b>".repeat(100_000))),
                        "page"),
                page("page: a million attributes", new Served("text/html", html("<a " + attributes() + ">")), "page"),
                page("page: a tag without end", new Served("text/html", html("<a " + "x".repeat(3 << 20))), "page"),
                page(
                        "page: a title without end",
                        new Served("text/html", html("<title>" + "x".repeat(3 << 20))),
                        "page"),
                page(
                        "page: a comment without end",
                        new Served("text/html", html("<!--" + "-".repeat(3 << 20))),
                        "page"),
                page(
                        "page: a million character references",
                        new Served("text/html", html("<title>" + "&amp".repeat(900_000))),
                        "page"),
                page("page: NUL bytes", new Served("text/html", html("<a\0 href='/\0x'>\0</a>".repeat(1000))), "page"),
                page(
                        "page: control bytes in links",
                        new Served(
                                "text/html",
                                html("<a href='java\tscript:0'><a href='//\u0001'><a href='http://a\\@b/'>")),
                        "page"),
                others("page: a calendar without end", new EndlessCalendar(), "page"),
                others("page: folders without end", linking("{n}/"), "page"),
                others("page: the same folder in itself", linking("again/"), "page"),
                others("page: a new session each time", linking("/?sid={n}"), "page"),
                others("page: a new name each time", linking("/p{n}"), "page"));
    }

    private static Misbehaviour linking(String reference) {
        return new NumberedText("text/html", "<a href='" + reference + "'>next</a>");
    }

    private static byte[] html(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] hundredThousandLinks() {
        return html(IntStream.range(0, 100_000)
                .mapToObj(i -> "<a href=/l" + i + ">x</a>")
                .collect(Collectors.joining()));
    }

    private static String attributes() {
        return IntStream.range(0, 500_000)
                .mapToObj(i -> "a" + (char) ('a' + i % 26) + i % 9 + "=1 b ")
                .limit(450_000)
                .collect(Collectors.joining())
                .substring(0, 3 << 20);
    }

    private static List<Hostility> robots() {
        return List.of(
                robots(
                        "robots.txt: it has no end",
                        new EndlessText("text/plain", "User-agent: *\n", "Allow: /\n"),
                        "page"),
                robots("robots.txt: one line without end", new EndlessText("text/plain", "", "Disallow: "), "page"),
                robots(
                                "robots.txt: announced, and never sent",
                                new StallBehindHead(200, "Content-Type: text/plain"),
                                "timeout")
                        .thatIsSlow(),
                robots("robots.txt: HTML", new Served("text/html", html("<h1>User-agent: *</h1> Disallow: /")), "page"),
                robots("robots.txt: binary", new Served("application/octet-stream", terabyteWindow()), "page"),
                robots("robots.txt: redirects to itself", new RedirectLoop(), "redirect"),
                robots("robots.txt: redirects without end", new EndlessRedirects(), "redirect"),
                robots("robots.txt: redirects to a file", new RedirectTo("file:///etc/passwd"), "redirect"),
                robots(
                        "robots.txt: redirects to a metadata service",
                        new RedirectTo("http://169.254.169.254/"),
                        "forbidden-address"),
                robots("robots.txt: nothing comes", new StallBeforeFirstByte(), "timeout")
                        .thatIsSlow(),
                robots("robots.txt: a byte at a time", new SlowDrip(DRIP), "timeout")
                        .thatIsSlow(),
                robots("robots.txt: reset", new ResetMidBody(), "broken").thatIsSlow(),
                robots("robots.txt: its head has no end", new EndlessHeaders(), "malformed"),
                robots("robots.txt: gzip that is text", new CodedBody("gzip", TEXT), "malformed"),
                robots("robots.txt: a gzip bomb", new CodedBody("gzip", Coded.gzipBomb(1024)), "page"),
                // more comparisons than anyone may ask for: nothing is allowed then
                costlyRules("robots.txt: 28,000 rules that are costly to match", "/" + "a".repeat(6_000), "robots"),
                costlyRules("robots.txt: costly to match for each of 500 links", "/", "page"),
                robots(
                        "robots.txt: Crawl-delay: 1e99",
                        new Served("text/plain", html("User-agent: *\nCrawl-delay: 1e99\n")),
                        "page"),
                robots(
                                "robots.txt: Crawl-delay of centuries",
                                new Served("text/plain", html("User-agent: *\nCrawl-delay: 9999999999\n")),
                                "none")
                        .thatIsSlow()
                        .asking("maxDuration", "'2s'"),
                robots("robots.txt: busy for 10^30 seconds", new ComeBackLater(503, "1" + "0".repeat(30)), "none")
                        .thatIsSlow()
                        .asking("maxDuration", "'2s'"));
    }

    private static Hostility costlyRules(String name, String seed, String... right) {
        String rules = IntStream.range(0, 28_000)
                .mapToObj(i -> "Disallow: /*a*a*" + i + "\n")
                .collect(Collectors.joining("", "User-agent: *\n", ""));
        String links = IntStream.range(0, 500)
                .mapToObj(i -> "<a href=/" + "a".repeat(1_000) + "?" + i + "b>")
                .collect(Collectors.joining());
        return Hostility.of(
                name,
                () -> damaged(
                        DamagedServer.start()
                                .on("/robots.txt", new Served("text/plain", html(rules)))
                                .on("/", new Served("text/html", html(links))),
                        seed),
                right);
    }

    private static List<Hostility> sitemaps() {
        String bomb = "<?xml version='1.0'?><!DOCTYPE urlset [<!ENTITY a0 'ha'>"
                + IntStream.range(1, 30)
                        .mapToObj(i -> "<!ENTITY a" + i + " '&a" + (i - 1) + ";&a" + (i - 1) + ";'>")
                        .collect(Collectors.joining())
                + "]><urlset><url><loc>&a29;</loc></url></urlset>";
        return List.of(
                sitemap("sitemap: an entity bomb", new Served("text/xml", html(bomb))),
                external("sitemap: an entity that is a file", "file:///etc/passwd"),
                external("sitemap: an entity that is elsewhere", "/harm"),
                sitemap("sitemap: a gzip bomb", new CodedBody("gzip", Coded.gzipBomb(1024))),
                sitemap("sitemap: a file that is a gzip bomb", new Served("application/gzip", Coded.gzipBomb(1024))),
                sitemap(
                        "sitemap: an index of itself",
                        new Served(
                                "text/xml", html("<sitemapindex><sitemap><loc>/s.xml</loc></sitemap></sitemapindex>"))),
                endlessIndexes("sitemap: indexes of indexes without end", "page"),
                sitemap(
                        "sitemap: a million URLs",
                        new Served("text/xml", html("<urlset>" + "<url><loc>/u</loc></url>".repeat(1_000_000)))),
                sitemap(
                        "sitemap: a million elements deep",
                        new Served("text/xml", html("<urlset>" + "<url>".repeat(1_000_000)))),
                sitemap("sitemap: a tag without end", new EndlessText("text/xml", "<urlset ", "a='b' ")),
                sitemap("sitemap: HTML", new Served("text/html", html("<h1>not found</h1>"))),
                sitemap("sitemap: binary", new Served("text/xml", terabyteWindow())),
                sitemap(
                        "sitemap: it has no end",
                        new EndlessText("text/xml", "<urlset>", "<url><loc>/u</loc></url>\n")),
                sitemap("sitemap: text without end", new EndlessText("text/plain", "", "x")),
                sitemap("sitemap: nothing comes", new StallBeforeFirstByte())
                        .thatIsSlow()
                        .asking("timeout", "'5s'"),
                sitemap(
                        "sitemap: of other hosts",
                        new Served(
                                "text/plain",
                                html("http://169.254.169.254/\nhttp://127.0.0.2/\nfile:///etc/passwd\n"))));
    }

    private static Hostility external(String name, String entity) {
        return sitemap(
                name,
                new Served(
                        "text/xml",
                        html("<!DOCTYPE urlset [<!ENTITY x SYSTEM '" + entity + "'><!ENTITY % y SYSTEM '" + entity
                                + "'>%y;]><urlset><url><loc>/&x;</loc></url></urlset>")));
    }

    private static Hostility endlessIndexes(String name, String... right) {
        String index = "<sitemapindex><sitemap><loc>/i{n}</loc></sitemap></sitemapindex>";
        return Hostility.of(
                name,
                () -> damaged(
                        DamagedServer.start()
                                .on("/robots.txt", new Served("text/plain", html("Sitemap: /i")))
                                .on("/", NO_RULES)
                                .onOthers(new NumberedText("text/xml", index)),
                        "/"),
                right);
    }

    private static List<Hostility> tls(Authority authority) {
        return List.of(
                http2(
                        "tls: a certificate of nobody",
                        SelfSigned.forName("localhost").keys(),
                        s -> s.end("ok"),
                        "tls"),
                http2("tls: a certificate of the past", authority.vouchedOnceFor("localhost"), s -> s.end("ok"), "tls"),
                http2("tls: a certificate for another", authority.vouchFor("example.test"), s -> s.end("ok"), "tls"),
                secure(
                        "tls: garbage instead of a handshake",
                        new NotTls("\u0016\u0003\u0003\0\u0004\u0063\0\0\0"),
                        "tls"),
                // a message of 6 MB is announced: it is late, or the handshake is
                secure(
                                "tls: a handshake without end",
                                new NotTls("\u0016\u0003\u0003\0\u0007garbage"),
                                "timeout",
                                "tls")
                        .thatIsSlow(),
                secure("tls: plain HTTP", new NotTls("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), "tls"),
                secure(
                        "tls: an alert instead of a handshake",
                        new NotTls("\u0015\u0003\u0003\0\u0002\u0002\u0028"),
                        "tls"),
                secure("tls: nothing comes", new Deaf(), "timeout").thatIsSlow(),
                // the handshake failed, and the connection broke: either says it
                secure("tls: closed in the handshake", new CloseBeforeAnswer(), "tls", "broken")
                        .thatIsSlow(),
                secure("tls: reset in the handshake", new ResetAfterHello(), "tls", "broken")
                        .thatIsSlow(),
                // by then there may be no connection yet
                secure("tls: reset at once", new ResetBeforeAnswer(), "connect", "tls", "broken")
                        .thatIsSlow());
    }

    private static List<Hostility> http2(KeyManagerFactory keys) {
        return List.of(
                http2("http/2: reset before the head", keys, s -> s.reset(Http2Error.INTERNAL_ERROR), "broken"),
                http2(
                        "http/2: reset in the body",
                        keys,
                        s -> s.head("200").data(new byte[10]).reset(Http2Error.CANCEL),
                        "broken"),
                http2("http/2: refused", keys, s -> s.reset(Http2Error.REFUSED_STREAM), "broken"),
                http2("http/2: told to go away", keys, s -> s.goAwayBeforeThis(), "broken"),
                http2(
                        "http/2: closed in the body",
                        keys,
                        s -> s.head("200").data(new byte[10]).closeConnection(),
                        "broken"),
                http2("http/2: nothing comes", keys, s -> {}, "timeout").thatIsSlow(),
                http2(
                                "http/2: the body stops and stays",
                                keys,
                                s -> s.head("200").data(new byte[10]),
                                "timeout")
                        .thatIsSlow(),
                http2(
                        "http/2: a body over the limit",
                        keys,
                        s -> s.head("200").data(new byte[20 << 20]).end("."),
                        "too-large"),
                http2(
                        "http/2: a head over 64 KB",
                        keys,
                        s -> s.head("200", "x", "x".repeat(70_000)).end("ok"),
                        "malformed"),
                http2("http/2: a body before its head", keys, s -> s.frame(0x0, 0x1, s.id(), new byte[5]), "malformed"),
                http2(
                        "http/2: a push that nobody allowed",
                        keys,
                        s -> s.frame(0x5, 0x4, s.id(), new byte[] {0, 0, 0, 2, -120}),
                        "malformed"),
                http2(
                        "http/2: a head that is no HPACK",
                        keys,
                        s -> s.frame(0x1, 0x4, s.id(), new byte[] {-1, -1, -1, -1, -1, -1, -1}),
                        "malformed"),
                http2("http/2: 103 without end", keys, s -> times(100, () -> s.head("103")), "malformed"),
                // floods are damage, or are read over until the time is up
                http2(
                                "http/2: a flood of settings",
                                keys,
                                s -> times(2_000, () -> s.frame(0x4, 0, 0, new byte[6])),
                                "malformed",
                                "broken",
                                "timeout")
                        .thatIsSlow(),
                http2(
                                "http/2: a flood of pings",
                                keys,
                                s -> times(2_000, () -> s.frame(0x6, 0, 0, new byte[8])),
                                "malformed",
                                "broken",
                                "timeout")
                        .thatIsSlow(),
                http2(
                                "http/2: a flood of empty frames",
                                keys,
                                s -> times(2_000, () -> s.frame(0x0, 0, s.id(), new byte[0])),
                                "malformed",
                                "broken",
                                "timeout")
                        .thatIsSlow(),
                http2(
                        "http/2: a head that goes on for ever",
                        keys,
                        s -> {
                            s.frame(0x1, 0, s.id(), new byte[] {(byte) 0x88});
                            times(2_000, () -> s.frame(0x9, 0, s.id(), new byte[] {0x40, 1, 'x', 1, 'y'}));
                        },
                        "malformed",
                        "broken"));
    }

    private static void times(int times, Runnable step) {
        for (int i = 0; i < times; i++) {
            step.run();
        }
    }

    private static Hostility page(String name, Misbehaviour misbehaviour, String... right) {
        return Hostility.of(name, () -> damaged(DamagedServer.start().on("/", misbehaviour), "/"), right);
    }

    private static Hostility coded(String name, String coding, byte[] body, String... right) {
        return page(name, new CodedBody(coding, body), right);
    }

    private static Hostility others(String name, Misbehaviour misbehaviour, String... right) {
        return Hostility.of(
                name,
                () -> damaged(DamagedServer.start().on("/robots.txt", NO_RULES).onOthers(misbehaviour), "/"),
                right);
    }

    private static Hostility robots(String name, Misbehaviour misbehaviour, String... right) {
        return Hostility.of(name, () -> damaged(DamagedServer.start().on("/robots.txt", misbehaviour), "/"), right);
    }

    private static Hostility sitemap(String name, Misbehaviour misbehaviour) {
        return Hostility.of(
                name,
                () -> damaged(
                        DamagedServer.start()
                                .on("/robots.txt", new Served("text/plain", html("Sitemap: /s.xml")))
                                .on("/s.xml", misbehaviour),
                        "/"),
                "page");
    }

    private static Hostility atOnce(String name, Misbehaviour misbehaviour, String... right) {
        return Hostility.of(name, () -> damaged(DamagedServer.startAtOnce(misbehaviour), "/"), right);
    }

    private static Hostility secure(String name, Misbehaviour misbehaviour, String... right) {
        return Hostility.of(
                name,
                () -> {
                    DamagedServer server = DamagedServer.startAtOnce(misbehaviour);
                    return new Running(
                            "https://localhost:" + server.port() + "/", server::open, () -> 0, server::close);
                },
                right);
    }

    private static Hostility http2(String name, KeyManagerFactory keys, Consumer<Http2Stream> answer, String... right) {
        Supplier<Running> started = () -> {
            Http2Site site = Http2Site.start(keys).on("/", answer);
            return new Running(site.url("/").href(), site::open, () -> 0, site::close);
        };
        return Hostility.of(name, started, right);
    }

    private static Running damaged(DamagedServer server, String seed) {
        return new Running(
                server.url(seed).href(),
                server::open,
                () -> (int) server.requestLines().stream()
                        .filter(line -> line.contains("/harm"))
                        .count(),
                server::close);
    }
}
