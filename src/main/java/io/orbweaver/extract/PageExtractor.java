package io.orbweaver.extract;

import io.orbweaver.job.Extraction;
import io.orbweaver.outcome.Extracted;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Takes out of pages what a job asks for. */
public final class PageExtractor {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Extraction asked;

    /** An extractor for one job. */
    public PageExtractor(Extraction asked, InstantSource clock) {
        this.asked = asked;
    }

    /** Whether it takes nothing. */
    public boolean asksNothing() {
        return asked.equals(Extraction.NONE);
    }

    /** Whether bodies must be held for it. */
    public boolean needsBody() {
        return false;
    }

    /** Takes it. */
    public Extracted extract(HeldPage page) {
        return new Extracted(Map.of("patterns", MAPPER.writeValueAsString(page.literalCounts())), false);
    }
}
