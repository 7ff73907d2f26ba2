package io.orbweaver.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The failure analyzer for unknown properties: a sentence instead of a stack trace. */
final class UnknownPropertyAnalyzer extends AbstractFailureAnalyzer<UnknownProperty> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownProperty cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy(), cause);
    }
}
