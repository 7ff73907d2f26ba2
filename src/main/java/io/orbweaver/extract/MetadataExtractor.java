package io.orbweaver.extract;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Stub. */
final class MetadataExtractor implements Extractor {
    @Override
    public String name() {
        return "metadata";
    }

    @Override
    public @Nullable JsonNode extract(PageContent page) {
        return null;
    }
}
