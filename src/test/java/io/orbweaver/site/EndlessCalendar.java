package io.orbweaver.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves a calendar whose every month links to the next and the one before. */
public record EndlessCalendar() implements Misbehaviour {

    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");

    @Override
    public void answer(Wire wire) throws IOException {
        Matcher month = MONTH.matcher(wire.requestTarget());
        YearMonth shown = month.find() ? YearMonth.parse(month.group()) : YearMonth.of(2024, 1);
        byte[] page = ("<a href=/calendar/" + shown.plusMonths(1) + ">next</a><a href=/calendar/" + shown.minusMonths(1)
                        + ">before</a>")
                .getBytes(StandardCharsets.UTF_8);
        wire.head(200, "Content-Type: text/html", "Content-Length: " + page.length)
                .send(page);
        wire.keepAlive();
    }
}
