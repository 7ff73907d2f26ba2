package io.orbweaver.security;

import java.time.Duration;
import org.springframework.security.web.server.header.CacheControlServerHttpHeadersWriter;
import org.springframework.security.web.server.header.CompositeServerHttpHeadersWriter;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.server.header.CrossOriginResourcePolicyServerHttpHeadersWriter;
import org.springframework.security.web.server.header.CrossOriginResourcePolicyServerHttpHeadersWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.ServerHttpHeadersWriter;
import org.springframework.security.web.server.header.StrictTransportSecurityServerHttpHeadersWriter;
import org.springframework.security.web.server.header.XContentTypeOptionsServerHttpHeadersWriter;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter;

/** The header fields that limit what browsers do with an answer. Fields that an answer sets itself are kept. */
final class BrowserHeaders {

    private static final Duration HTTPS_ONLY = Duration.ofDays(365);

    private BrowserHeaders() {}

    /** All of them; they make the one list, for answers from inside the chain of filters and from before it. */
    static ServerHttpHeadersWriter writer() {
        // goes out by https alone, and does not include neighbours under the same domain, which may belong to others
        StrictTransportSecurityServerHttpHeadersWriter transport = new StrictTransportSecurityServerHttpHeadersWriter();
        transport.setMaxAge(HTTPS_ONLY);
        transport.setIncludeSubDomains(false);
        CrossOriginOpenerPolicyServerHttpHeadersWriter opener = new CrossOriginOpenerPolicyServerHttpHeadersWriter();
        opener.setPolicy(CrossOriginOpenerPolicy.SAME_ORIGIN);
        CrossOriginResourcePolicyServerHttpHeadersWriter resource =
                new CrossOriginResourcePolicyServerHttpHeadersWriter();
        resource.setPolicy(CrossOriginResourcePolicy.SAME_ORIGIN);
        ReferrerPolicyServerHttpHeadersWriter referrer = new ReferrerPolicyServerHttpHeadersWriter();
        referrer.setPolicy(ReferrerPolicy.NO_REFERRER);
        return new CompositeServerHttpHeadersWriter(
                new ContentPolicy(),
                new CacheControlServerHttpHeadersWriter(),
                new XContentTypeOptionsServerHttpHeadersWriter(),
                new XFrameOptionsServerHttpHeadersWriter(),
                referrer,
                opener,
                resource,
                transport);
    }
}
