package io.orbweaver.fetch;

import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The port that makes one hop. Thread-safe; the Mono is cold, and cancelling it ends the transfer. */
public interface Transfers {

    /**
     * Fetches. The caller holds a slot, and gives it back when the Mono ends.
     *
     * @param request what to fetch
     * @param sinks gives the sink that takes a successful answer's body
     * @return the result; never an error for anything that a server or a file may do
     */
    Mono<Fetched> fetch(FetchRequest request, Function<Fetched.Head, BodySink> sinks);
}
