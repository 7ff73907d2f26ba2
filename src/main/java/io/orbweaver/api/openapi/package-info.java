/** What the API's OpenAPI document says besides the endpoints' own annotations: schemas, bounds, examples, events. */
@NullMarked
package io.orbweaver.api.openapi;

import org.jspecify.annotations.NullMarked;
