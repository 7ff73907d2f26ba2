/**
 * What the stores have in common besides the ports: bounds, codecs, when a job is over, and the signals that they give.
 * It knows no database.
 */
@NullMarked
package io.orbweaver.store.base;

import org.jspecify.annotations.NullMarked;
