/**
 * Access control: who may call, for what, and how often (guarantee 11).
 *
 * <p><b>Without keys</b> it listens on loopback only, unless configured otherwise, and every caller that reaches it may
 * do everything, but no web page in a browser on the same machine may. <b>With keys</b> each call about jobs needs one,
 * and each caller sees what its {@link io.orbweaver.security.keys.Role} lets it see.
 *
 * <pre>
 * SecurityGateFilter     before the API: asks the filters, and releases them
 * SecurityConfiguration  Spring Security's one chain of filters, in this order:
 *   ContentPolicy        and the other headers of answers
 *   CallerFilter         what a web page may not do: the place of Spring's own filter against forged requests
 *   KeyAuthentication    reads Credentials, verifies them (KeyVerifier: Keyring, Sessions), limits rates (RateLimits)
 *   rules                which role may ask for what; the owner of a job is checked by the API (Caller)
 * KeysConfiguration      the keys, and how they change while it runs (KeysFileLifecycle)
 * SignIn                 browsers' way in
 * </pre>
 *
 * <p><b>No session store.</b> A session is a signed cookie ({@code Sessions}) and a key is hashed fast
 * ({@code HeldKey}), so that a request costs microseconds, nothing is looked up, and nothing blocks an event loop.
 *
 * <p><b>Bounds.</b> 1,000 keys; 10,000 buckets of each kind (bucket4j, held by Caffeine), those of keys and those of
 * addresses that sent wrong ones. CORS is off: no page of another origin reads anything.
 *
 * <p><b>Secrets.</b> No key, cookie or hash is in a log, a problem, an event or a {@code toString}; errors about a
 * configured key never quote what was written.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.orbweaver.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
