package headsup.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class XmlSheetTest {

    @Property(tries = 500)
    void whateverIsWrittenIsReadAgain(@ForAll @StringLength(max = 40) String words) throws Exception {
        Element root = read(words);
        String read = XmlSheet.sayable(words).replace("\r\n", "\n").replace('\r', '\n');
        assertEquals(read, root.getFirstChild().getTextContent());
        assertEquals(
                XmlSheet.sayable(words).replaceAll("[\t\r\n]", " "),
                root.getAttribute("a").replaceAll("[\t\r\n]", " "));
    }

    @Test
    void markupIsText() throws Exception {
        String words = "<b a=\"1\">&amp;</b> ]]> <!-- --> <?x?> 'q' 🚇";
        Element root = read(words);
        assertEquals(words, root.getFirstChild().getTextContent());
        assertEquals(words, root.getAttribute("a"));
    }

    @Test
    void whatXmlCannotSayIsReplaced() {
        assertEquals("a\uFFFDb\uFFFDc\uFFFD\t\n🚇", XmlSheet.sayable("a\u0001b\uD800c\uFFFE\t\n🚇"));
    }

    private static Element read(String words) throws Exception {
        byte[] written =
                new XmlSheet().open("r", "a", words).text("t", words).close().bytes();
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(written))
                .getDocumentElement();
    }
}
