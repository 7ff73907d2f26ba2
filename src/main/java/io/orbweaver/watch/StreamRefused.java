package io.orbweaver.watch;

import java.time.Duration;

/** One more stream was refused; expected, so it has no stack. */
public final class StreamRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration FULL_RETRY = Duration.ofSeconds(10);
    private static final Duration STOPPING_RETRY = Duration.ofSeconds(5);

    private final Reason reason;
    private final String detail;

    /** Why. */
    public enum Reason {
        FULL("too-many-watchers", "Too many watchers", FULL_RETRY),
        STOPPING("stopping", "The service stops", STOPPING_RETRY);

        private final String kind;
        private final String title;
        private final Duration retryAfter;

        Reason(String kind, String title, Duration retryAfter) {
            this.kind = kind;
            this.title = title;
            this.retryAfter = retryAfter;
        }

        /** Kind of the problem. */
        public String kind() {
            return kind;
        }

        /** Title of the problem. */
        public String title() {
            return title;
        }

        /** When a client may come back. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    private StreamRefused(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    static StreamRefused full() {
        return new StreamRefused(Reason.FULL, "Every place for a watcher is taken.");
    }

    static StreamRefused stopping() {
        return new StreamRefused(Reason.STOPPING, "It takes no watcher any more; come back.");
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Why, in a sentence for the client. */
    public String detail() {
        return detail;
    }
}
