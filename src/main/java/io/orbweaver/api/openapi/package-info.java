/**
 * The content of the OpenAPI document that the endpoints' annotations do not give: schemas, bounds, examples, events.
 */
@NullMarked
package io.orbweaver.api.openapi;

import org.jspecify.annotations.NullMarked;
