/**
 * Bodies that a job keeps: what was asked and answered for a page, and the decoded bytes of the answer. Written by
 * commits ({@code commit}), read by exports and the API.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job"})
package io.orbweaver.body;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
