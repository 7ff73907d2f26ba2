/** How requests arrive: what is too slow, or no URI at all, ends before an endpoint sees it. */
@NullMarked
package io.orbweaver.api.arrival;

import org.jspecify.annotations.NullMarked;
