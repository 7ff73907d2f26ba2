package io.orbweaver.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells of a property that is not known in a sentence instead of a stack. */
final class UnknownPropertyAnalyzer extends AbstractFailureAnalyzer<UnknownProperty> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownProperty cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy(), cause);
    }
}
