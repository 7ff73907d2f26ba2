/** Media types of bodies: the Content-Type, and what the MIME Sniffing Standard sees in its first bytes. */
@NullMarked
package io.orbweaver.parse.mime;

import org.jspecify.annotations.NullMarked;
