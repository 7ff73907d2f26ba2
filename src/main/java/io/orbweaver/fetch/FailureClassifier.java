package io.orbweaver.fetch;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.orbweaver.egress.ForbiddenAddressException;
import io.orbweaver.fetch.Fetched.Failed;
import io.orbweaver.outcome.FailureKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
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
        boolean inputFailed = false;
        Throwable cause = error;
        for (int i = 0; cause != null && !(cause instanceof BodyMeter.SinkFailed) && i < CAUSES_MAX; i++) {
            Failed failed = isWrapping(cause) ? null : known(cause);
            if (failed != null) {
                return failed;
            }
            inputFailed |= cause instanceof IOException;
            cause = cause.getCause();
        }
        if (inputFailed) {
            return new Failed(FailureKind.BROKEN, "the connection broke");
        }
        return new Failed(
                FailureKind.INTERNAL,
                "an error of the crawler: " + error.getClass().getSimpleName());
    }

    /** Whether the cause says more: TLS in a decoder's error, a proxy's refusal in that of a handshake through it. */
    private static boolean isWrapping(Throwable error) {
        return (error instanceof DecoderException && error.getCause() instanceof SSLException)
                || (error instanceof SSLException && error.getCause() instanceof ProxyConnectException);
    }

    private static @Nullable Failed known(Throwable cause) {
        if (cause instanceof ForbiddenAddressException forbidden) {
            String what = forbidden.isForPort() ? "port" : "address";
            return new Failed(FailureKind.FORBIDDEN_ADDRESS, "its " + what + " may not be reached from here");
        }
        if (cause instanceof BodyMeter.TooLarge) {
            return new Failed(FailureKind.TOO_LARGE, "the body is over the limit");
        }
        if (cause instanceof UnknownHostException) {
            return new Failed(FailureKind.DNS, "the name does not resolve");
        }
        if (cause instanceof ProxyConnectException) {
            return new Failed(FailureKind.CONNECT, "no connection through the proxy");
        }
        if (cause instanceof Http2Exception http2) {
            return http2Failed(http2.error());
        }
        if (cause instanceof ConnectTimeoutException) {
            return new Failed(FailureKind.CONNECT, "no connection in time");
        }
        if (cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof PortUnreachableException
                || (cause instanceof SocketException && says(cause, "unreachable"))) {
            return new Failed(FailureKind.CONNECT, "no connection");
        }
        if (cause instanceof SSLException) {
            return new Failed(FailureKind.TLS, "the TLS handshake failed");
        }
        return afterConnecting(cause);
    }

    /** A peer may give a request up for any reason; the rest says that something was wrong with an answer. */
    private static Failed http2Failed(Http2Error error) {
        return switch (error) {
            case NO_ERROR, REFUSED_STREAM, CANCEL, STREAM_CLOSED, ENHANCE_YOUR_CALM, INTERNAL_ERROR ->
                new Failed(FailureKind.BROKEN, "the connection broke");
            default -> new Failed(FailureKind.MALFORMED, "the answer is damaged");
        };
    }

    private static @Nullable Failed afterConnecting(Throwable cause) {
        if (cause instanceof ReadTimeoutException || cause instanceof TimeoutException) {
            return new Failed(FailureKind.TIMEOUT, "no whole answer in time");
        }
        if (cause instanceof PrematureCloseException || cause instanceof PrematureChannelClosureException) {
            return new Failed(FailureKind.BROKEN, "the connection was closed before the answer was whole");
        }
        if (cause instanceof UnsupportedEncoding) {
            return new Failed(FailureKind.UNSUPPORTED, "the body is in a content coding that was not asked for");
        }
        if (cause instanceof ContentDecoder.Damaged
                || cause instanceof CodecException // no codec's exception is an internal error
                || cause instanceof IllegalArgumentException) {
            return new Failed(FailureKind.MALFORMED, "the answer is damaged");
        }
        if (cause instanceof IOException && (says(cause, "reset") || says(cause, "Broken pipe"))) {
            return new Failed(FailureKind.BROKEN, "the connection was reset");
        }
        return null;
    }

    /**
     * Whether a host's idle pool was closed just as it was asked for a connection: nothing was sent, and the next is
     * new.
     */
    static boolean isPoolGone(Throwable error) {
        return error.getClass().getSimpleName().equals("PoolShutdownException");
    }

    private static boolean says(Throwable error, String words) {
        return String.valueOf(error.getMessage()).contains(words);
    }

    /** A body in a coding that nothing here decodes. */
    static final class UnsupportedEncoding extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnsupportedEncoding() {
            super(null, null, false, false);
        }
    }
}
