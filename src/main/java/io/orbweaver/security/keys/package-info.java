/** API keys: how they are configured, held as digests, found by what a caller sends, and replaced at run time. */
@NullMarked
@NamedInterface("keys")
package io.orbweaver.security.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
