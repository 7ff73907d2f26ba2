package io.orbweaver.parse.encoding;

/** How a body is read, and so where it declares its encoding. */
public enum Syntax {
    HTML,
    XML,
    /** Not as markup: only a byte order mark and the transport layer say what encoding it is in. */
    TEXT
}
