/**
 * Characters from bytes: which encoding a body is in (HTML §13.2.3, Encoding Standard), and its decoding as it arrives.
 */
@NullMarked
package io.orbweaver.parse.encoding;

import org.jspecify.annotations.NullMarked;
