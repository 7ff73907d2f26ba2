package io.orbweaver.body;

import java.util.List;

/**
 * The heads of a request and of its answer.
 *
 * @param target the request's target, in origin form; the method is always GET
 * @param request the request's fields, in order, without those that were given for this crawl (the job's own, cookies):
 *     they may admit someone
 * @param status the answer's status
 * @param reason its reason phrase, as sent or, where the protocol has none, the usual one
 * @param response the answer's fields, in order, as sent: those of codings speak of the bytes on the wire, which are
 *     not what is kept
 */
public record ExchangeHead(
        String target, List<HeaderField> request, int status, String reason, List<HeaderField> response) {

    /** Copies what is mutable. */
    public ExchangeHead {
        request = List.copyOf(request);
        response = List.copyOf(response);
    }
}
