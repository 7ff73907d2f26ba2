/** Reading fields of JSON strictly: each problem with its JSON Pointer (RFC 6901), all of them at once. */
@NullMarked
@NamedInterface("field")
package io.orbweaver.job.field;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
