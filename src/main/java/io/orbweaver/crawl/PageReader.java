package io.orbweaver.crawl;

import io.orbweaver.fetch.BodySink;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.fetch.FileFetcher;
import io.orbweaver.job.JobSpec;
import io.orbweaver.job.LinkSource;
import io.orbweaver.parse.PageScanner;
import io.orbweaver.parse.ScanLimits;
import io.orbweaver.parse.ScannedPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has a body read as the job asks, and keeps what was read. For one hop. */
final class PageReader {

    private final String productToken;
    private final JobSpec spec;
    private @Nullable PageScanner scanner;
    private @Nullable String folderType;

    PageReader(String productToken, JobSpec spec) {
        this.productToken = productToken;
        this.spec = spec;
    }

    /** The sink for a body. A folder's is HTML that was made here: it has links, and no word of the folder's. */
    BodySink sinkFor(Fetched.Head head) {
        boolean folder = FileFetcher.isFolder(head);
        folderType = folder ? head.contentType() : null;
        PageScanner reading = folder
                ? new PageScanner(
                        ScanLimits.DEFAULT, productToken, "text/html;charset=utf-8", LinkSource.DEFAULT, List.of())
                : new PageScanner(
                        ScanLimits.DEFAULT,
                        productToken,
                        head.contentType(),
                        spec.follow(),
                        spec.extract().literals());
        scanner = reading;
        return reading;
    }

    /** What the page says; null where it is no HTML. */
    @Nullable
    ScannedPage page() {
        return scanner == null ? null : scanner.page();
    }

    /** The media type without parameters, as declared, or as the content shows where nothing was. */
    @Nullable
    String mediaType() {
        return folderType != null || scanner == null ? folderType : scanner.mediaType();
    }

    /** How often each string that the job asks for occurs, in the order asked. */
    Map<String, Long> patternCounts() {
        if (folderType == null && scanner != null) {
            return scanner.patternCounts();
        }
        Map<String, Long> none = new LinkedHashMap<>();
        spec.extract().literals().forEach(pattern -> none.put(pattern, 0L));
        return none;
    }
}
