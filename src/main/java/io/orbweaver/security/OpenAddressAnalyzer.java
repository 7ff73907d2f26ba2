package io.orbweaver.security;

import io.orbweaver.security.OpenAddressCheck.OpenAddressException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The failure analyzer for the refusal to start: two paragraphs instead of a stack trace. */
final class OpenAddressAnalyzer extends AbstractFailureAnalyzer<OpenAddressException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OpenAddressException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Give it keys (orbweaver.security.keys or .key-file), let it listen on loopback"
                        + " (server.address=127.0.0.1), or, where the network keeps strangers out, set"
                        + " orbweaver.security.open=true.",
                cause);
    }
}
