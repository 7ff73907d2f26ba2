/** Specifications of jobs: their fields, the reading and writing of it as JSON, and its rules for URLs. */
@NullMarked
@NamedInterface("spec")
package io.orbweaver.job.spec;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
