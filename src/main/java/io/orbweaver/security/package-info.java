/**
 * Who may call, for what, and how often (guarantee 11).
 *
 * <p><b>Without keys</b> it listens on loopback only, unless told to, and everybody who reaches it may do everything,
 * but no web page in a browser on the same machine may. <b>With keys</b> nobody does anything of a job without one, and
 * each sees what its {@link io.orbweaver.security.keys.Role} lets it see.
 *
 * <pre>
 * Gate                   before the API: asks the filters, and leaves them behind
 * SecurityConfiguration  Spring Security's one chain of filters, in this order:
 *   ContentPolicy        and the other headers of answers
 *   CallerFilter         what a web page may not do: the place of Spring's own filter against forged requests
 *   KeyAuthentication    what came (Credentials), whose it is (Gatekeeper: Keyring, Sessions), how often (RateLimits)
 *   rules                which role may ask for what; whose job it is, the API asks Caller
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
 * <p><b>Secrets.</b> No key, cookie or hash is in a log, a problem, an event or a {@code toString}; what is wrong with
 * a key that is configured is told without what was written.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.orbweaver.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
