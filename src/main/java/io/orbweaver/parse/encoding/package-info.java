/**
 * Character encodings: the decision which one a body is in (HTML §13.2.3, Encoding Standard), and its decoding as it
 * arrives.
 */
@NullMarked
package io.orbweaver.parse.encoding;

import org.jspecify.annotations.NullMarked;
