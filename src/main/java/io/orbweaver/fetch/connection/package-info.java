/** A connection below the request: name servers, proxy, certificates, and heads made strict before Netty's codec. */
@NullMarked
package io.orbweaver.fetch.connection;

import org.jspecify.annotations.NullMarked;
