/** HTML's tokens (HTML §13.2.5) and as much of its tree construction as they depend on. Knows no page. */
@NullMarked
package io.orbweaver.parse.html;

import org.jspecify.annotations.NullMarked;
