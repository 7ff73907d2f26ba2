package io.orbweaver.security.keys;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The failure analyzer for keys that cannot be used at the start: two paragraphs instead of a stack trace. */
final class InvalidKeysAnalyzer extends AbstractFailureAnalyzer<InvalidKeys> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidKeys cause) {
        return new FailureAnalysis(
                "The keys cannot be used: " + cause.getMessage() + ".",
                "Give each key a role (reader, submitter or operator) and a hash: sha256: and the 64 digits of"
                        + " `printf %s \"$KEY\" | sha256sum`.",
                cause);
    }
}
