package headsup.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AuthoredTextTest {

    @Test
    void emphasisListsAndLinksAreUnderstood() {
        assertEquals("<p><strong>Now</strong> <em>really</em></p>", html("**Now** *really*"));
        assertEquals("<ul><li>one</li><li>two</li></ul>", html("- one\n- two").replace("\n", ""));
        assertEquals(
                "<p><a rel=\"nofollow noopener noreferrer\" href=\"https://example.org/a\">more</a></p>",
                html("[more](https://example.org/a)"));
    }

    @Test
    void linesStayLines() {
        assertEquals("<p>one<br />two</p>", html("one\ntwo").replace("\n", ""));
    }

    @Test
    void markupIsShownAsText() {
        String shown = html("<script>alert(1)</script> <b onclick=x>bold</b>");
        assertTrue(shown.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), shown);
        assertFalse(shown.contains("<b"), shown);
        assertTrue(html("<div>\nblock\n</div>").contains("&lt;div&gt;"));
    }

    @Test
    void headingsAndPicturesAreShownAsText() {
        assertEquals("<p># Not a heading</p>", html("# Not a heading"));
        String picture = html("![our lines](https://example.org/x.png)");
        assertFalse(picture.contains("<img"), picture);
        assertTrue(picture.contains("our lines https://example.org/x.png"), picture);
    }

    @Test
    void aLinkThatRunsSomethingIsNone() {
        assertEquals("<p>more <em>here</em></p>", html("[more *here*](javascript:alert(1))"));
        assertFalse(html("<a href=\"data:text/html,x\">y</a>").contains("<a"));
    }

    @Test
    void marksNestedTooDeeplyAreShownAsTyped() {
        for (String deep : List.of("- ".repeat(2000), ">".repeat(3000), "*".repeat(12000) + "x" + "*".repeat(12000))) {
            String text = deep + "\nThe <b>words</b>.";
            String shown = html(text);
            assertTrue(shown.contains("The &lt;b&gt;words&lt;/b&gt;."), shown.substring(0, 200));
            assertTrue(AuthoredText.excerpt(text, 160).length() <= 161);
        }
    }

    @Test
    void anExcerptEndsBetweenCharacters() {
        assertEquals("ab…", AuthoredText.excerpt("ab\uD83D\uDE80cdefgh", 3));
        assertEquals("ab\uD83D\uDE80…", AuthoredText.excerpt("ab\uD83D\uDE80cdefgh", 4));
    }

    private static String html(String authored) {
        return AuthoredText.html(authored).getValue().strip();
    }
}
