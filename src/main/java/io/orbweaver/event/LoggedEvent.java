package io.orbweaver.event;

/**
 * An event as it is stored and sent.
 *
 * @param seq its place in the job's log, from 1
 * @param type its kind
 * @param json its data, UTF-8, never changed after the commit; not to be written to
 */
public record LoggedEvent(long seq, EventType type, byte[] json) {}
