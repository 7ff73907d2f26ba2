package io.orbweaver.ops;

import io.orbweaver.commit.StoreRefused;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns a store that cannot be opened into a sentence instead of a stack. */
final class StoreRefusedAnalyzer extends AbstractFailureAnalyzer<StoreRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StoreRefused cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
