/**
 * URLs: canonical form, origin, host, resolution. Needs nothing.
 *
 * <p>The WHATWG URL standard decides, for http, https and file: {@link io.orbweaver.url.UrlResolver} turns a string
 * into a {@link io.orbweaver.url.CanonicalUrl} or an {@link io.orbweaver.url.UrlRefusal}. Only the standard's failures,
 * other schemes, credentials and over-long URLs are refused. No parser of the JDK is used: they follow RFC 2396, which
 * browsers and servers left long ago.
 *
 * <p>Everything here is immutable or confined to one call, safe on any thread and never blocks; nothing throws for what
 * a page or a client wrote. Bounds: an href has at most {@link io.orbweaver.url.CanonicalUrl#HREF_CHARS_MAX}
 * characters; time is linear in the input, with a fixed bound where Unicode processing is not. The fast path
 * ({@code PlainReference}) exists because a page has hundreds of links; it may only ever copy what the full parser
 * would leave unchanged.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.orbweaver.url;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
