package io.orbweaver.parse.encoding;

/** The syntax of a body, which decides where it declares its encoding. */
public enum Syntax {
    HTML,
    XML,
    /** Not as markup: only a byte order mark and the transport layer say what encoding it is in. */
    TEXT
}
