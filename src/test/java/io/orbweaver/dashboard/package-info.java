/**
 * The dashboard as people have it, in Chromium: {@code Browser} opens it and takes down whatever a browser complains
 * of, {@code Tab} is one tab and says what stands in it, {@code FakeService} answers as the service would, with as many
 * events as a test wants.
 */
@NullMarked
package io.orbweaver.dashboard;

import org.jspecify.annotations.NullMarked;
