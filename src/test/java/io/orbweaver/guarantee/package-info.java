/** One test class for each guarantee of the README, which would fail without it. */
@NullMarked
package io.orbweaver.guarantee;

import org.jspecify.annotations.NullMarked;
