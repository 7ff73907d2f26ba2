package io.orbweaver.robots;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * A sitemap that is XML: {@code urlset}, {@code sitemapindex}, RSS, RDF or Atom, by a parser that takes the bytes as
 * they come. No entity is expanded but XML's own five, and nothing outside is ever asked for: a document type is passed
 * over.
 *
 * <p>Elements count by their local names and places, in whatever namespace the entry is, so that the protocol's older
 * namespaces and prefixes are understood, and {@code image:loc} is not taken for {@code loc}.
 */
final class SitemapXml implements SitemapReader.Format {

    private static final int DEPTH_MAX = 32;
    private static final int ELEMENTS_MAX = 2_000_000;

    /** Bytes that one tag or document type may have: the parser holds it until it ends, as it does no text. */
    private static final int TAG_BYTES_MAX = 256 << 10;

    /** What the parser is given at once, however it arrives: it misses a {@code ]]>} in text that is cut. */
    private static final int BLOCK_BYTES = 4 << 10;

    /** The entry's own page (RFC 4287 §4.2.7.2). */
    private static final Set<String> ALTERNATE =
            Set.of("alternate", "http://www.iana.org/assignments/relation/alternate");

    /** What the parser passes over, and does not hold, if it is not asked for. */
    private static final Set<Integer> TEXT = Set.of(
            XMLStreamConstants.CHARACTERS,
            XMLStreamConstants.CDATA,
            XMLStreamConstants.SPACE,
            XMLStreamConstants.COMMENT,
            XMLStreamConstants.PROCESSING_INSTRUCTION);

    private final SitemapReader.Entries entries;
    private final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml = new InputFactoryImpl().createAsyncForByteArray();
    private final byte[] block = new byte[BLOCK_BYTES];
    private int blockBytes;
    private @Nullable Root root;
    private int depth;
    private int elements;
    private int tagBytes;
    private boolean inText;
    private boolean over;
    private boolean damaged;
    private @Nullable String entryNamespace;
    private boolean entryDone;
    private @Nullable UrlText text;

    /** The permanent link that an item of a feed has besides its link. */
    private @Nullable String guid;

    private boolean inGuid;

    /** What {@code xml:base} says of what is in the open elements, each at its depth. */
    private final String[] bases = new String[DEPTH_MAX + 1];

    /** What the document is, and where its entries are. */
    private enum Root {
        URLSET("url", 2),
        SITEMAPINDEX("sitemap", 2),
        RSS("item", 3),
        RDF("item", 2),
        FEED("entry", 2);

        private final String entry;
        private final int entryDepth;

        Root(String entry, int entryDepth) {
            this.entry = entry;
            this.entryDepth = entryDepth;
        }

        static @Nullable Root named(String name) {
            for (Root root : values()) {
                if (root.name().equals(name.toUpperCase(Locale.ROOT))) {
                    return root;
                }
            }
            return null;
        }

        String location() {
            return this == URLSET || this == SITEMAPINDEX ? "loc" : "link";
        }
    }

    SitemapXml(SitemapReader.Entries entries) {
        this.entries = entries;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && !over) {
            int taken = Math.min(end - at, block.length - blockBytes);
            System.arraycopy(bytes, at, block, blockBytes, taken);
            at += taken;
            blockBytes += taken;
            if (blockBytes == block.length) {
                feed();
            }
        }
    }

    private void feed() {
        try {
            xml.getInputFeeder().feedInput(block, 0, blockBytes);
            read();
            tagBytes = inText ? 0 : tagBytes + blockBytes;
            blockBytes = 0;
            if (tagBytes > TAG_BYTES_MAX) {
                giveUp();
            }
        } catch (XMLStreamException | RuntimeException e) {
            giveUp(); // the parser throws both for what is no XML
        }
    }

    @Override
    public void complete() {
        if (!over && blockBytes > 0) {
            feed();
        }
        if (!over) {
            try {
                xml.getInputFeeder().endOfInput();
                read();
                damaged |= !over;
            } catch (XMLStreamException | RuntimeException e) {
                giveUp();
            }
        }
    }

    @Override
    public void breakOff() {
        complete(); // an element without its end is ignored
    }

    @Override
    public boolean isDamaged() {
        return damaged;
    }

    private void giveUp() {
        over = true;
        damaged = true;
    }

    private void read() throws XMLStreamException {
        while (!over) {
            int event = xml.next();
            if (event == AsyncXMLStreamReader.EVENT_INCOMPLETE) {
                return;
            }
            tagBytes = 0;
            inText = TEXT.contains(event);
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> characters();
                case XMLStreamConstants.ENTITY_REFERENCE -> text = null; // the URL cannot be known
                case XMLStreamConstants.END_DOCUMENT -> over = true;
                default -> {}
            }
        }
    }

    private void start() {
        depth++;
        if (depth > DEPTH_MAX || ++elements > ELEMENTS_MAX) {
            giveUp();
            return;
        }
        bases[depth] = base(depth == 1 ? "" : bases[depth - 1]);
        String name = xml.getLocalName();
        if (depth == 1) {
            root = Root.named(name);
            if (root == null) {
                giveUp();
            }
        } else if (root != null && depth == root.entryDepth && name.equals(root.entry)) {
            entryNamespace = namespace();
            entryDone = false;
            guid = null;
        } else if (root == Root.RSS && depth == root.entryDepth + 1 && isGuid(name)) {
            text = new UrlText();
            inGuid = true;
        } else if (root != null && depth == root.entryDepth + 1 && isLocation(root, name)) {
            location(root);
        }
    }

    private boolean isLocation(Root in, String name) {
        return !entryDone && entryNamespace != null && name.equals(in.location()) && entryNamespace.equals(namespace());
    }

    /** A permanent link, as it is unless it says that it is not (RSS 2.0). */
    private boolean isGuid(String name) {
        return !entryDone
                && name.equals("guid")
                && namespace().equals(entryNamespace)
                && !"false".equalsIgnoreCase(attribute("isPermaLink"));
    }

    private String base(String outer) {
        String own = null;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals("base") && "xml".equals(xml.getAttributePrefix(i))) {
                own = UrlText.trimmed(xml.getAttributeValue(i));
            }
        }
        String base = own == null ? outer : XmlBase.join(outer, own);
        return base.length() > SitemapReader.URL_CHARS_MAX ? outer : base;
    }

    private void location(Root in) {
        if (in != Root.FEED) {
            text = new UrlText();
            inGuid = false;
            return;
        }
        String rel = attribute("rel");
        String href = attribute("href");
        if (href != null && (rel == null || ALTERNATE.contains(rel.strip()))) {
            emit(href);
        }
    }

    private @Nullable String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    private String namespace() {
        String uri = xml.getNamespaceURI();
        return uri == null ? "" : uri;
    }

    private void characters() {
        UrlText into = text;
        if (into != null) {
            into.append(xml.getText());
        }
    }

    private void end() {
        if (root != null && depth == root.entryDepth) {
            if (guid != null && !entryDone) {
                emit(guid);
            }
            guid = null;
            entryNamespace = null;
        }
        UrlText found = text;
        if (root != null && found != null && depth == root.entryDepth + 1) {
            text = null;
            if (found.isTooLong()) {
                entries.omitted();
            }
            ended(found.written());
        }
        depth--;
    }

    private void ended(String written) {
        if (!inGuid) {
            emit(written);
        } else if (written.regionMatches(true, 0, "http://", 0, 7)
                || written.regionMatches(true, 0, "https://", 0, 8)) {
            guid = written; // what is no URL is only a name
        }
    }

    private void emit(String written) {
        String own = UrlText.trimmed(written);
        String url = own.isEmpty() ? "" : XmlBase.join(bases[depth], own);
        if (url.length() > SitemapReader.URL_CHARS_MAX) {
            entries.omitted();
        }
        if (url.isEmpty() || url.length() > SitemapReader.URL_CHARS_MAX) {
            return;
        }
        entryDone = true;
        if (root == Root.SITEMAPINDEX) {
            entries.sitemap(url);
        } else {
            entries.page(url);
        }
    }
}
