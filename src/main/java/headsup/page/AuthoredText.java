package headsup.page;

import io.quarkus.qute.RawString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * What staff wrote: paragraphs, lists, quotes, code, emphasis and links out of Markdown; everything else, markup above all,
 * is shown as the text it is. The sanitizer stands behind the parser, should that ever let something through.
 */
final class AuthoredText {

    private static final int MOST_KNOWN = 2_000;
    private static final Parser PARSER = Parser.builder()
            .enabledBlockTypes(Set.of(ListBlock.class, BlockQuote.class, FencedCodeBlock.class))
            .build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .softbreak("<br>\n")
            .attributeProviderFactory(context -> (node, tag, attributes) -> {
                if (node instanceof Link) {
                    attributes.put("rel", "nofollow noopener noreferrer");
                }
            })
            .build();
    private static final TextContentRenderer PLAIN = TextContentRenderer.builder()
            .lineBreakRendering(LineBreakRendering.STRIP)
            .build();
    private static final PolicyFactory SAFE = new HtmlPolicyBuilder()
            .allowElements("p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a")
            .allowAttributes("href", "rel")
            .onElements("a")
            .allowUrlProtocols("https", "http", "mailto")
            .toFactory();

    /** The same words stand on several pages in four languages. */
    private static final Map<String, RawString> KNOWN = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RawString> eldest) {
            return size() > MOST_KNOWN;
        }
    });

    private AuthoredText() {}

    static RawString html(String authored) {
        return KNOWN.computeIfAbsent(authored, AuthoredText::rendered);
    }

    private static RawString rendered(String authored) {
        try {
            Node document = PARSER.parse(authored);
            document.accept(new ImagesAsText());
            document.accept(new LinksToNowhereAsText());
            return new RawString(SAFE.sanitize(RENDERER.render(document)));
        } catch (StackOverflowError | RuntimeException unreadable) {
            return new RawString(SAFE.sanitize(RENDERER.render(asTyped(authored))));
        }
    }

    /** For marks that no renderer can take, as when they are nested so deeply that its stack ends: the text as it was typed. */
    private static Node asTyped(String authored) {
        Paragraph paragraph = new Paragraph();
        authored.lines().forEach(line -> {
            if (paragraph.getFirstChild() != null) {
                paragraph.appendChild(new SoftLineBreak());
            }
            paragraph.appendChild(new Text(line));
        });
        Document document = new Document();
        document.appendChild(paragraph);
        return document;
    }

    private static String plain(String authored) {
        try {
            return PLAIN.render(PARSER.parse(authored));
        } catch (StackOverflowError | RuntimeException unreadable) {
            return authored;
        }
    }

    /** The first words, without any markup, for a list. */
    static String excerpt(String authored, int most) {
        String line = plain(authored).replaceAll("\\s+", " ").strip();
        if (line.length() <= most) {
            return line;
        }
        int space = line.lastIndexOf(' ', most);
        int end = space > most / 2 ? space : most;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** What is no address we pass on is only its words. */
    private static final class LinksToNowhereAsText extends AbstractVisitor {

        private static final Pattern SOMEWHERE = Pattern.compile("(?i)(?:https?|mailto):.+");

        @Override
        public void visit(Link link) {
            visitChildren(link);
            if (!SOMEWHERE.matcher(link.getDestination()).matches()) {
                while (link.getFirstChild() != null) {
                    link.insertBefore(link.getFirstChild());
                }
                link.unlink();
            }
        }
    }

    /** A picture would be fetched from somebody else: readers get its words and its address. */
    private static final class ImagesAsText extends AbstractVisitor {
        @Override
        public void visit(Image image) {
            StringBuilder words = new StringBuilder();
            for (Node child = image.getFirstChild(); child != null; child = child.getNext()) {
                words.append(child instanceof Text text ? text.getLiteral() : "");
            }
            List<String> parts = List.of(words.toString(), image.getDestination());
            image.insertBefore(new Text(String.join(" ", parts).strip()));
            image.unlink();
        }
    }
}
