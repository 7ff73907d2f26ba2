package io.orbweaver.export;

import com.fasterxml.aalto.stax.OutputFactoryImpl;
import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** A writer of a GraphML 1.0 document in parts; each call returns the bytes that it made. For one thread at a time. */
final class GraphMlWriter {

    private static final String NAMESPACE = "http://graphml.graphdrawing.org/xmlns";
    private static final XMLOutputFactory FACTORY = new OutputFactoryImpl();
    private static final char REPLACEMENT = '\uFFFD';

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
    private final XMLStreamWriter xml;

    GraphMlWriter() {
        try {
            xml = FACTORY.createXMLStreamWriter(out, "UTF-8");
        } catch (XMLStreamException e) {
            throw new IllegalStateException("an XML writer can always be made", e);
        }
    }

    private interface Step {
        void write() throws XMLStreamException;
    }

    /** A buffer cannot fail, so an exception is an internal error. */
    private byte[] made(Step step) {
        try {
            step.write();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the document cannot be written", e);
        }
        byte[] made = out.toByteArray();
        out.reset();
        return made;
    }

    /** The beginning, with the attributes that nodes and edges have. */
    byte[] begin(String graph) {
        return made(() -> {
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("graphml");
            xml.writeDefaultNamespace(NAMESPACE);
            for (String name : new String[] {"url", "outcome", "title"}) {
                key("node", name, "string");
            }
            for (String name : new String[] {"status", "depth"}) {
                key("node", name, "int");
            }
            key("node", "seq", "long");
            for (String name : new String[] {"kind", "text", "rel"}) {
                key("edge", name, "string");
            }
            xml.writeStartElement("graph");
            xml.writeAttribute("id", graph);
            xml.writeAttribute("edgedefault", "directed");
            xml.writeCharacters("\n");
        });
    }

    private void key(String of, String name, String type) throws XMLStreamException {
        xml.writeEmptyElement("key");
        xml.writeAttribute("id", name);
        xml.writeAttribute("for", of);
        xml.writeAttribute("attr.name", name);
        xml.writeAttribute("attr.type", type);
    }

    /**
     * A node.
     *
     * @param ordinal number of its URL among the job's known URLs; its id is {@code n<ordinal>}
     * @param outcome what is known of it besides its URL: names and values by turns, null if absent
     */
    byte[] node(long ordinal, String url, @Nullable String... outcome) {
        return made(() -> {
            xml.writeStartElement("node");
            xml.writeAttribute("id", "n" + ordinal);
            data("url", url);
            all(outcome);
        });
    }

    /** An edge, with its attributes. */
    byte[] edge(long from, long to, @Nullable String... attributes) {
        return made(() -> {
            xml.writeStartElement("edge");
            xml.writeAttribute("source", "n" + from);
            xml.writeAttribute("target", "n" + to);
            all(attributes);
        });
    }

    private void all(@Nullable String... namesAndValues) throws XMLStreamException {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = namesAndValues[i];
            String value = namesAndValues[i + 1];
            if (name != null && value != null) {
                data(name, value);
            }
        }
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private void data(String key, String value) throws XMLStreamException {
        xml.writeStartElement("data");
        xml.writeAttribute("key", key);
        xml.writeCharacters(allowed(value));
        xml.writeEndElement();
    }

    /** The end. */
    byte[] end() {
        return made(xml::writeEndDocument);
    }

    /** A text with U+FFFD for each character that XML 1.0 §2.2 has no way to write. */
    static String allowed(String text) {
        StringBuilder cleaned = null;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!isAllowed(text.codePointAt(i))) {
                cleaned = cleaned == null ? new StringBuilder(text) : cleaned;
                cleaned.setCharAt(i, REPLACEMENT);
            }
        }
        return cleaned == null ? text : cleaned.toString();
    }

    private static boolean isAllowed(int c) {
        return c >= 0x20 && c < Character.MIN_SURROGATE
                || c > Character.MAX_SURROGATE && c <= 0xFFFD
                || c >= 0x10000
                || c == '\t'
                || c == '\n'
                || c == '\r';
    }
}
