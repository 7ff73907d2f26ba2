package io.orbweaver.body;

/**
 * A field of an HTTP message, as it was sent.
 *
 * @param name its name, as spelt
 * @param value its value; each character is one byte (RFC 9110 §5.5)
 */
public record HeaderField(String name, String value) {}
