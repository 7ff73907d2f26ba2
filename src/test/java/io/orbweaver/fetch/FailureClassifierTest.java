package io.orbweaver.fetch;

import static io.orbweaver.outcome.FailureKind.BROKEN;
import static io.orbweaver.outcome.FailureKind.CONNECT;
import static io.orbweaver.outcome.FailureKind.DNS;
import static io.orbweaver.outcome.FailureKind.FORBIDDEN_ADDRESS;
import static io.orbweaver.outcome.FailureKind.INTERNAL;
import static io.orbweaver.outcome.FailureKind.MALFORMED;
import static io.orbweaver.outcome.FailureKind.TIMEOUT;
import static io.orbweaver.outcome.FailureKind.TLS;
import static io.orbweaver.outcome.FailureKind.TOO_LARGE;
import static io.orbweaver.outcome.FailureKind.UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.orbweaver.egress.ForbiddenAddressException;
import io.orbweaver.outcome.FailureKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureClassifierTest {

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(ForbiddenAddressException.forAddress(), FORBIDDEN_ADDRESS),
                Arguments.of(new RuntimeException(ForbiddenAddressException.forPort()), FORBIDDEN_ADDRESS),
                Arguments.of(new UnknownHostException("example.org"), DNS),
                Arguments.of(new ConnectTimeoutException("in time"), CONNECT),
                Arguments.of(new ConnectException("refused"), CONNECT),
                Arguments.of(new ProxyConnectException("10.0.0.1 said no"), CONNECT),
                Arguments.of(new SSLException("writing", new ProxyConnectException("10.0.0.1")), CONNECT),
                Arguments.of(new Http2Exception(Http2Error.PROTOCOL_ERROR), MALFORMED),
                Arguments.of(new Http2Exception(Http2Error.FLOW_CONTROL_ERROR), MALFORMED),
                Arguments.of(new Http2Exception(Http2Error.COMPRESSION_ERROR), MALFORMED),
                Arguments.of(new Http2Exception(Http2Error.REFUSED_STREAM), BROKEN),
                Arguments.of(new Http2Exception(Http2Error.ENHANCE_YOUR_CALM), BROKEN),
                Arguments.of(new Http2Exception(Http2Error.INTERNAL_ERROR), BROKEN),
                Arguments.of(new NoRouteToHostException(), CONNECT),
                Arguments.of(new PortUnreachableException(), CONNECT),
                Arguments.of(new SocketException("Network is unreachable"), CONNECT),
                Arguments.of(new SSLHandshakeException("expired"), TLS),
                Arguments.of(new DecoderException(new SSLHandshakeException("expired")), TLS),
                Arguments.of(new SslHandshakeTimeoutException("slow"), TLS),
                Arguments.of(ReadTimeoutException.INSTANCE, TIMEOUT),
                Arguments.of(new TimeoutException(), TIMEOUT),
                Arguments.of(new IOException("Connection reset by peer"), BROKEN),
                Arguments.of(new SocketException("Broken pipe"), BROKEN),
                Arguments.of(new ClosedChannelException(), BROKEN),
                Arguments.of(new RuntimeException(new ClosedChannelException()), BROKEN),
                Arguments.of(new IOException(), BROKEN),
                Arguments.of(new TooLongHttpHeaderException(), MALFORMED),
                Arguments.of(new TooLongHttpLineException(), MALFORMED),
                Arguments.of(new DecoderException("garbage"), MALFORMED),
                Arguments.of(new CorruptedFrameException("garbage"), MALFORMED),
                Arguments.of(new PrematureChannelClosureException(), BROKEN),
                Arguments.of(new IllegalArgumentException("invalid version format"), MALFORMED),
                Arguments.of(new ContentDecoder.Damaged("cut short"), MALFORMED),
                Arguments.of(new BodyMeter.TooLarge(), TOO_LARGE),
                Arguments.of(new FailureClassifier.UnsupportedEncoding(), UNSUPPORTED),
                Arguments.of(new BodyMeter.SinkFailed(new IllegalArgumentException("a bug")), INTERNAL),
                Arguments.of(new IllegalStateException("a bug"), INTERNAL),
                Arguments.of(new NullPointerException(), INTERNAL));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorIsOfItsKind(Throwable error, FailureKind kind) {
        assertThat(FailureClassifier.classify(error).kind()).isEqualTo(kind);
    }

    @Test
    void noMessageTellsWhatAnExceptionSaid() {
        errors().map(arguments -> (Throwable) arguments.get()[0]).forEach(error -> {
            String message = FailureClassifier.classify(error).message();
            assertThat(message).isNotBlank().doesNotContain("10.", "127.", "example.org", "expired");
        });
    }

    @Test
    void cyclicCausesEndTheSearch() {
        Exception outer = new Exception("outer");
        Exception inner = new Exception("inner", outer);
        outer.initCause(inner);

        assertThat(FailureClassifier.classify(outer).kind()).isEqualTo(INTERNAL);
    }
}
