/** The database and its files: families, keys, values, opening, and what distinguishes damage from a torn tail. */
@NullMarked
package io.orbweaver.store.rocksdb.database;

import org.jspecify.annotations.NullMarked;
