package io.orbweaver.api;

import io.orbweaver.export.ExportFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Content negotiation: the form of an answer that a client wants, and its coding (RFC 9110 §12). */
final class Negotiation {

    private Negotiation() {}

    /** A form that there is: its name in {@code ?format=}, and the media types by which it is asked for. */
    record Offer(String name, List<String> types) {

        static Offer of(ExportFormat format) {
            return new Offer(format.wireName(), format.accepted());
        }
    }

    /** The format that was chosen by its name. */
    static ExportFormat format(Offer chosen, List<ExportFormat> formats) {
        return formats.stream()
                .filter(format -> format.wireName().equals(chosen.name()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Chooses a form.
     *
     * @param format {@code ?format=}, which takes precedence over Accept; null without one
     * @param offers those there are, the default first
     * @throws ProblemException 400 for a format that there is not, 406 where Accept has none of them
     */
    static Offer form(@Nullable String format, HttpHeaders headers, List<Offer> offers) {
        if (format != null) {
            return offers.stream()
                    .filter(offer -> offer.name().equals(format))
                    .findFirst()
                    .orElseThrow(() -> ProblemException.badParameter("format", "must be one of " + names(offers)));
        }
        List<MediaType> accepted = accepted(headers, offers);
        Offer best = accepted.isEmpty() ? offers.get(0) : null;
        Rank rank = new Rank(0, Integer.MAX_VALUE);
        for (Offer offer : offers) {
            for (String type : offer.types()) {
                Rank found = Rank.of(MediaType.parseMediaType(type), accepted);
                if (found.isBefore(rank)) {
                    rank = found;
                    best = offer;
                }
            }
        }
        if (best == null) {
            throw notAcceptable(offers);
        }
        return best;
    }

    private static List<MediaType> accepted(HttpHeaders headers, List<Offer> offers) {
        try {
            return headers.getAccept();
        } catch (InvalidMediaTypeException e) {
            throw notAcceptable(offers);
        }
    }

    /** How much a type is wanted: by its weight, and among equals by its place in the list. */
    private record Rank(double weight, int place) {

        static Rank of(MediaType type, List<MediaType> accepted) {
            int found = -1;
            for (int i = 0; i < accepted.size(); i++) {
                MediaType range = accepted.get(i);
                if (range.includes(type) && (found < 0 || specificity(range) > specificity(accepted.get(found)))) {
                    found = i;
                }
            }
            return found < 0
                    ? new Rank(0, Integer.MAX_VALUE)
                    : new Rank(accepted.get(found).getQualityValue(), found);
        }

        /** By the range's form alone; Spring's own comparison puts weights above it. */
        private static int specificity(MediaType range) {
            return range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
        }

        boolean isBefore(Rank other) {
            return weight > other.weight || weight == other.weight && weight > 0 && place < other.place;
        }
    }

    private static ProblemException notAcceptable(List<Offer> offers) {
        String types =
                offers.stream().map(offer -> offer.types().get(0)).distinct().collect(Collectors.joining(", "));
        return new ProblemException(Problem.of(
                406,
                "not-acceptable",
                "Not acceptable",
                "There is no form that Accept allows; there are " + types + "."));
    }

    private static String names(List<Offer> offers) {
        return offers.stream().map(Offer::name).collect(Collectors.joining(", "));
    }

    /** Whether gzip may be sent, and is wanted as much as no coding (§12.5.3). */
    static boolean gzip(HttpHeaders headers) {
        double gzip = -1;
        double any = -1;
        double identity = -1;
        for (String coding : String.join(",", headers.getOrEmpty(HttpHeaders.ACCEPT_ENCODING))
                .split(",", -1)) {
            String[] parts = coding.split(";", 2);
            double weight = parts.length == 1 ? 1 : weight(parts[1]);
            switch (parts[0].strip().toLowerCase(java.util.Locale.ROOT)) {
                case "gzip", "x-gzip" -> gzip = weight;
                case "*" -> any = weight;
                case "identity" -> identity = weight;
                default -> {
                    // one that is not spoken here
                }
            }
        }
        double wanted = gzip < 0 ? any : gzip;
        return wanted > 0 && wanted >= identity;
    }

    private static double weight(String parameter) {
        String[] parts = parameter.split("=", 2);
        try {
            return parts.length == 2 && parts[0].strip().equalsIgnoreCase("q")
                    ? Double.parseDouble(parts[1].strip())
                    : 1;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
