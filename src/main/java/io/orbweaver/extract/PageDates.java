package io.orbweaver.extract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The dates of a page's publication and modification, from these sources in order: Open Graph's article, JSON-LD,
 * microdata, other meta elements (Dublin Core and what publishers use), for the modification also HTTP-like ones, and
 * for the publication the first {@code time} element of the first article, or of the page.
 *
 * <p>Written as ISO 8601: an instant in UTC where the page gives an offset; a local time or a date without an offset
 * where it gives none, as its time zone is unknown. What is no time in ISO 8601, RFC 9110 or a few forms near them is
 * as if it were not there.
 */
record PageDates(MetadataElements said, Map<String, String> meta, JsonLd jsonLd) {

    private static final List<String> PUBLISHED = List.of(
            "datepublished",
            "dcterms.issued",
            "dcterms.created",
            "dc.date.issued",
            "dc.date.created",
            "dc.date",
            "date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "article.published",
            "parsely-pub-date",
            "sailthru.date",
            "citation_publication_date",
            "citation_date",
            "og:published_time");

    private static final List<String> MODIFIED = List.of(
            "datemodified",
            "dcterms.modified",
            "dc.date.modified",
            "last-modified",
            "lastmod",
            "article.updated",
            "revised",
            "og:modified_time");

    private static final DateTimeFormatter NEAR_ISO = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd['T'][' ']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[ ]")
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter SLASHES = DateTimeFormatter.ofPattern("yyyy/MM/dd");

    private static final List<DateTimeFormatter> FORMATS = List.of(
            DateTimeFormatter.ISO_DATE_TIME,
            NEAR_ISO,
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ISO_LOCAL_DATE,
            DateTimeFormatter.BASIC_ISO_DATE,
            SLASHES);

    @Nullable
    String published() {
        return first(Stream.of(
                        Stream.of(
                                meta.get("article:published_time"),
                                jsonLd.first("datePublished"),
                                item("datePublished")),
                        PUBLISHED.stream().map(meta::get),
                        Stream.of(
                                time(time -> time.hasAttr("pubdate")),
                                time(time -> time.closest("article") != null),
                                time(time -> true)))
                .flatMap(found -> found));
    }

    @Nullable
    String modified() {
        return first(Stream.of(
                        Stream.of(
                                meta.get("article:modified_time"),
                                meta.get("og:updated_time"),
                                jsonLd.first("dateModified"),
                                item("dateModified")),
                        MODIFIED.stream().map(meta::get))
                .flatMap(found -> found));
    }

    private static @Nullable String first(Stream<@Nullable String> found) {
        return found.filter(Objects::nonNull)
                .map(PageDates::normalised)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String item(String property) {
        Element item = said.item(property);
        if (item == null) {
            return null;
        }
        return item.hasAttr("datetime")
                ? item.attr("datetime")
                : item.hasAttr("content") ? item.attr("content") : item.text();
    }

    private @Nullable String time(Predicate<Element> wanted) {
        return said.times().stream()
                .filter(time -> time.hasAttr("datetime") && wanted.test(time))
                .findFirst()
                .map(time -> time.attr("datetime"))
                .orElse(null);
    }

    /** A time as ISO 8601; null if it is not a time. */
    static @Nullable String normalised(@Nullable String written) {
        String text = written == null ? "" : written.strip();
        if (text.length() < 8 || text.length() > 60) {
            return null;
        }
        for (DateTimeFormatter format : FORMATS) {
            try {
                TemporalAccessor read = format.parseBest(
                        text,
                        (TemporalQuery<ZonedDateTime>) ZonedDateTime::from,
                        OffsetDateTime::from,
                        LocalDateTime::from,
                        LocalDate::from);
                return iso(read);
            } catch (DateTimeException e) {
                // another form, perhaps
                continue;
            }
        }
        return null;
    }

    private static String iso(TemporalAccessor read) {
        Instant instant = read instanceof ZonedDateTime zoned
                ? zoned.toInstant()
                : read instanceof OffsetDateTime offset ? offset.toInstant() : null;
        return instant == null
                ? read instanceof LocalDateTime local
                        ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local)
                        : read.toString()
                : DateTimeFormatter.ISO_INSTANT.format(instant.atOffset(ZoneOffset.UTC));
    }
}
