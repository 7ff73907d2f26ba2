/**
 * What the stores have in common besides the ports: what is written for a commit, when a job is over, bounds, codecs,
 * and the signals that they give. It knows no database.
 */
@NullMarked
package io.orbweaver.store.base;

import org.jspecify.annotations.NullMarked;
