package headsup.page;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An XML document while it is written: the JDK's writer escapes, this one keeps out what XML 1.0 has no way to say at all
 * (section 2.2, Char). Equal calls make equal bytes.
 */
final class XmlSheet {

    private static final Pattern UNSAYABLE =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    XmlSheet() {
        try {
            out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            out.writeCharacters("\n");
        } catch (XMLStreamException inMemory) {
            throw new IllegalStateException(inMemory);
        }
    }

    /** Without what XML can't say: control characters and halves of characters become U+FFFD. */
    static String sayable(String any) {
        return UNSAYABLE.matcher(any).replaceAll("\uFFFD");
    }

    /** @param attributes names and values in turn; a namespace is declared as one of them */
    XmlSheet open(String element, String... attributes) {
        try {
            out.writeStartElement(element);
            writeAttributes(attributes);
            return this;
        } catch (XMLStreamException inMemory) {
            throw new IllegalStateException(inMemory);
        }
    }

    XmlSheet close() {
        try {
            out.writeEndElement();
            out.writeCharacters("\n");
            return this;
        } catch (XMLStreamException inMemory) {
            throw new IllegalStateException(inMemory);
        }
    }

    /** An element that holds nothing but text. */
    XmlSheet text(String element, String words, String... attributes) {
        open(element, attributes);
        try {
            out.writeCharacters(sayable(words));
        } catch (XMLStreamException inMemory) {
            throw new IllegalStateException(inMemory);
        }
        return close();
    }

    XmlSheet empty(String element, String... attributes) {
        try {
            out.writeEmptyElement(element);
            writeAttributes(attributes);
            out.writeCharacters("\n");
            return this;
        } catch (XMLStreamException inMemory) {
            throw new IllegalStateException(inMemory);
        }
    }

    private void writeAttributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            out.writeAttribute(attributes[i], sayable(attributes[i + 1]));
        }
    }

    byte[] bytes() {
        try {
            out.writeEndDocument();
            out.flush();
        } catch (XMLStreamException inMemory) {
            throw new IllegalStateException(inMemory);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
