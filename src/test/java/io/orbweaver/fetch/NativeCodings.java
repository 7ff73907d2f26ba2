package io.orbweaver.fetch;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Loads the native libraries of content codings, as a service does at its start, whichever test is the first of its
 * JVM: an event loop that came to need one before could not load it, for BlockHound lets it load nothing, and from then
 * on it would be missing. Found by JUnit as an extension of every test.
 */
public final class NativeCodings implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        ContentCoding.accepted();
    }
}
