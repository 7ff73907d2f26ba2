/** A page as a tree, and its main content: what is boilerplate, and the blocks and inlines of the rest. */
@NullMarked
@NamedInterface("content")
package io.orbweaver.extract.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
