package io.orbweaver.politeness;

import java.time.Instant;

/** What a host's gate says to a job that wants a turn. */
public sealed interface TurnAnswer {

    /** Go, with this turn. */
    record Granted(Turn turn) implements TurnAnswer {}

    /**
     * Not before an instant; {@link Instant#MAX} where it depends on a turn that is out: ask again when one of this
     * instance's begins its transfer or comes back.
     */
    record Wait(Instant until) implements TurnAnswer {}

    /**
     * Nobody is there, and until then nobody will be looked for: whatever is due on the host ends as it did before.
     *
     * @param verdict the last of the failures in a row
     * @param until when the host will be tried again
     */
    record Dead(Verdict verdict, Instant until) implements TurnAnswer {}
}
