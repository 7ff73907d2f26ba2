package io.orbweaver.load;

import io.orbweaver.site.ComeBackLater;
import io.orbweaver.site.DamagedServer;
import io.orbweaver.site.EndlessBody;
import io.orbweaver.site.EndlessHeaders;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.GarbageStatusLine;
import io.orbweaver.site.HugeHeader;
import io.orbweaver.site.Misbehaviour;
import io.orbweaver.site.Page;
import io.orbweaver.site.RedirectLoop;
import io.orbweaver.site.ResetMidBody;
import io.orbweaver.site.Served;
import io.orbweaver.site.ShortOfItsLength;
import io.orbweaver.site.SlowDrip;
import io.orbweaver.site.StallMidBody;
import io.orbweaver.site.TruncatedChunked;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A site without end that answers on every loopback address, so that hosts are new again and again; and a bad one. */
final class SoakSites implements AutoCloseable {

    private static final Duration LATENCY = Duration.ofMillis(30);
    private static final int LINKS = 20;
    private static final String FILLING = "word ".repeat(200);
    private static final List<Misbehaviour> MISBEHAVIOURS = List.of(
            new ComeBackLater(503, "1"),
            new EndlessBody(),
            new EndlessHeaders(),
            new GarbageStatusLine(),
            new HugeHeader(1 << 20),
            new RedirectLoop(),
            new ResetMidBody(),
            new ShortOfItsLength(),
            new SlowDrip(Duration.ofMillis(50)),
            new StallMidBody(),
            new TruncatedChunked());

    private final FakeSite good = FakeSite.start("0.0.0.0").pages(SoakSites::page);
    private final DamagedServer bad = DamagedServer.start();

    SoakSites() {
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < MISBEHAVIOURS.size(); i++) {
            bad.on("/bad" + i, MISBEHAVIOURS.get(i));
            links.append("<a href=/bad").append(i).append(">x</a>");
        }
        bad.on("/robots.txt", new Served("text/plain", new byte[0]));
        bad.on("/", new Served("text/html", links.toString().getBytes(StandardCharsets.US_ASCII)));
    }

    /** Each page links to more below it, to some that are gone, and to one that sends back here. */
    private static Page page(String path) {
        if (path.equals("/robots.txt")) {
            return Page.text("User-agent: *\nDisallow: /p/13\n");
        }
        if (path.endsWith("/19")) {
            return Page.status(404);
        }
        if (path.endsWith("/18")) {
            return Page.redirect("1");
        }
        StringBuilder html = new StringBuilder("<title>").append(FILLING).append("</title>");
        String below = path.equals("/") ? "/p" : path;
        for (int i = 0; i < LINKS; i++) {
            html.append("<a href=").append(below).append('/').append(i).append(">x</a>");
        }
        return Page.html(html.append("<p>").append(FILLING.repeat(8)).toString())
                .after(LATENCY);
    }

    /** The site's root on one of its hosts. */
    String good(int host) {
        return "http://127." + (1 + host / 62_500 % 250) + "." + host / 250 % 250 + "." + (1 + host % 250) + ":"
                + good.port() + "/";
    }

    /** The bad site's root. */
    String bad() {
        return bad.url("/").href();
    }

    @Override
    public void close() {
        good.close();
        bad.close();
    }
}
