/** The whole service on a random port, called as clients call it. */
@NullMarked
package io.orbweaver.service;

import org.jspecify.annotations.NullMarked;
