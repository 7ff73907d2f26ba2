/** Orbweaver, a reactive crawler service: see the feature packages. */
@NullMarked
package io.orbweaver;

import org.jspecify.annotations.NullMarked;
