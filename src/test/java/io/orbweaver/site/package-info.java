/**
 * Web sites for tests, on 127.0.0.1 and a free port.
 *
 * <p>{@link io.orbweaver.site.FakeSite} is a site that works: it serves pages and counts who asks.
 * {@link io.orbweaver.site.DamagedServer} is one that does not: behind each path is a
 * {@link io.orbweaver.site.Misbehaviour}, a small class that says on a {@link io.orbweaver.site.Wire} what goes wrong.
 * A new kind of damage is a new such class.
 */
package io.orbweaver.site;
