package io.orbweaver.service;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes the {@link SharedClasses} before the first test that may start a service, so that its time is not the test's.
 * Found by JUnit as an extension of every test.
 */
public final class SharedClassesFirst implements BeforeAllCallback, BeforeEachCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        make(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        make(context);
    }

    private static void make(ExtensionContext context) {
        if (context.getTags().contains("process")) {
            SharedClasses.current();
        }
    }
}
