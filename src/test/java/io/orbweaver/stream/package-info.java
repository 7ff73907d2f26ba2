/** Event streams as clients have them: the standard's parser, cut connections, real clients. */
@NullMarked
package io.orbweaver.stream;

import org.jspecify.annotations.NullMarked;
