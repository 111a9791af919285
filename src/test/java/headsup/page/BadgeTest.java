package headsup.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.page.Sheets.Face;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class BadgeTest {

    private static final Face WELL = new Face("operational", "Operational");

    @Test
    void theWordsStandInsideTheFrame() {
        Badge badge = Badge.of(WELL, "Acme");
        assertTrue(badge.x() > 28 + badge.wordWidth());
        assertEquals(badge.width(), badge.x() + badge.siteWidth() + 10);
    }

    @Test
    void itIsAsWideAsAUsualFontWouldMakeIt() {
        Font sans = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        FontRenderContext screen = new FontRenderContext(null, true, true);
        for (String words :
                List.of("Operational", "Critical impact", "Under maintenance", "Acme Wasserwerke München")) {
            double real = sans.getStringBounds(words, screen).getWidth();
            assertEquals(1, Badge.width(words) / real, 0.2, words + " takes " + real);
        }
    }

    @Test
    void aVeryLongNameIsCut() {
        Badge badge = Badge.of(WELL, "The very long name of a service that nobody can remember in full");
        assertTrue(badge.site().length() <= 41, badge.site());
        assertEquals("Operational · " + badge.site(), badge.title());
    }
}
