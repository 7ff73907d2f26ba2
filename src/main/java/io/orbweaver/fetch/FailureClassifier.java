package io.orbweaver.fetch;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.orbweaver.egress.ForbiddenAddressException;
import io.orbweaver.fetch.Fetched.Failed;
import io.orbweaver.outcome.FailureKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.PrematureCloseException;

/** The only place where an exception of a transfer becomes a failure kind. */
final class FailureClassifier {

    private static final int CAUSES_MAX = 8;

    private FailureClassifier() {}

    /** What an exception means; {@link FailureKind#INTERNAL} where nothing is known of it. */
    static Failed classify(Throwable error) {
        Throwable cause = error;
        for (int i = 0; cause != null && !(cause instanceof BodyMeter.SinkFailed) && i < CAUSES_MAX; i++) {
            Failed failed = known(cause);
            if (failed != null) {
                return failed;
            }
            cause = cause.getCause();
        }
        if (error instanceof IOException) {
            return new Failed(FailureKind.BROKEN, "the connection broke");
        }
        return new Failed(
                FailureKind.INTERNAL,
                "an error of the crawler: " + error.getClass().getSimpleName());
    }

    private static @Nullable Failed known(Throwable cause) {
        if (cause instanceof ForbiddenAddressException) {
            return new Failed(FailureKind.FORBIDDEN_ADDRESS, "its address may not be reached from here");
        }
        if (cause instanceof BodyMeter.TooLarge) {
            return new Failed(FailureKind.TOO_LARGE, "the body is over the limit");
        }
        if (cause instanceof UnknownHostException) {
            return new Failed(FailureKind.DNS, "the name does not resolve");
        }
        if (cause instanceof ConnectTimeoutException) {
            return new Failed(FailureKind.CONNECT, "no connection in time");
        }
        if (cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof PortUnreachableException) {
            return new Failed(FailureKind.CONNECT, "no connection");
        }
        if (cause instanceof SSLException) {
            return new Failed(FailureKind.TLS, "the TLS handshake failed");
        }
        return afterConnecting(cause);
    }

    private static @Nullable Failed afterConnecting(Throwable cause) {
        if (cause instanceof ReadTimeoutException || cause instanceof TimeoutException) {
            return new Failed(FailureKind.TIMEOUT, "no whole answer in time");
        }
        if (cause instanceof PrematureCloseException) {
            return new Failed(FailureKind.BROKEN, "the connection was closed before the answer was whole");
        }
        if (cause instanceof UnsupportedEncoding) {
            return new Failed(FailureKind.UNSUPPORTED, "the body is in a content coding that was not asked for");
        }
        if (cause instanceof ContentDecoder.Damaged
                || cause instanceof DecoderException
                || cause instanceof TooLongHttpHeaderException
                || cause instanceof TooLongHttpLineException
                || cause instanceof TooLongHttpContentException
                || cause instanceof IllegalArgumentException) {
            return new Failed(FailureKind.MALFORMED, "the answer is damaged");
        }
        if (cause instanceof IOException io && isReset(io)) {
            return new Failed(FailureKind.BROKEN, "the connection was reset");
        }
        return null;
    }

    private static boolean isReset(IOException error) {
        String said = String.valueOf(error.getMessage());
        return said.contains("reset") || said.contains("Broken pipe") || said.contains("closed");
    }

    /** A body in a coding that nothing here decodes. */
    static final class UnsupportedEncoding extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnsupportedEncoding() {
            super(null, null, false, false);
        }
    }
}
