package io.orbweaver.politeness;

import java.time.Instant;

/** The answer of a host's gate to a job that asks for a turn. */
public sealed interface TurnAnswer {

    /** Go, with this turn. */
    record Granted(Turn turn) implements TurnAnswer {}

    /**
     * Not before an instant; {@link Instant#MAX} where it depends on a turn that is out: ask again when one of this
     * instance's begins its transfer or comes back.
     */
    record Wait(Instant until) implements TurnAnswer {}

    /**
     * The host is unreachable and is not probed until then: every URL that is due on it fails in the same way.
     *
     * @param verdict the last of the failures in a row
     * @param until when the host will be tried again
     */
    record Dead(Verdict verdict, Instant until) implements TurnAnswer {}
}
