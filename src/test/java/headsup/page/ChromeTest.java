package headsup.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChromeTest {

    private static final Pattern HOLE = Pattern.compile("\\{\\d}");

    @Test
    void everyLanguageSaysEverything() {
        Chrome english = Chrome.in(Language.EN);
        for (Language language : Language.values()) {
            Chrome chrome = Chrome.in(language);
            assertEquals(new TreeSet<>(english.keys()), new TreeSet<>(chrome.keys()), language.tag());
            for (String key : english.keys()) {
                assertEquals(holes(english.say(key)), holes(chrome.say(key)), language.tag() + " " + key);
            }
        }
    }

    @Test
    void whatAnEstimateSaysHasOnePlaceForItsTimeInEveryLanguage() {
        for (Language language : Language.values()) {
            Chrome chrome = Chrome.in(language);
            for (String key : List.of("estimate.standing", "estimate.moved", "estimate.passed", "estimate.withdrawn")) {
                assertEquals(chrome.say(key), chrome.before(key) + "{0}" + chrome.after(key));
            }
        }
    }

    @Test
    void aLatePromiseSaysByHowMuch() {
        assertEquals("Late by 7 min.", Promises.lateBy(Chrome.in(Language.EN), Duration.ofSeconds(7 * 60 + 40)));
        assertEquals("Late by 1 min.", Promises.lateBy(Chrome.in(Language.EN), Duration.ofSeconds(3)));
        assertEquals("2 h 5 min zu spät.", Promises.lateBy(Chrome.in(Language.DE), Duration.ofMinutes(125)));
        assertEquals("En retard de 1 d 1 h.", Promises.lateBy(Chrome.in(Language.FR), Duration.ofHours(25)));
    }

    @Test
    void timesOfTodayNeedNoDay() {
        Instant now = Instant.parse("2026-06-30T12:00:00Z");
        Times utc = new Times(Language.EN, ZoneOffset.UTC, now);
        assertEquals("14:30", utc.moment(Instant.parse("2026-06-30T14:30:00Z")).text());
        Times berlin = new Times(Language.DE, ZoneId.of("Europe/Berlin"), now);
        assertEquals(
                "29. Juni, 23:30 MESZ",
                berlin.inZone(Instant.parse("2026-06-29T21:30:00Z")).text());
        Times page = new Times(Language.EN, ZoneId.of("Etc/UTC"), now);
        assertEquals(
                "7 Dec 2021, 09:00 UTC",
                page.inZone(Instant.parse("2021-12-07T09:00:00Z")).text());
    }

    @Test
    void theScriptIsToldHowDaysAreWritten() {
        assertEquals(". Jan.", Times.afterDays(Locale.GERMAN).getFirst());
        assertEquals(" Dec", Times.afterDays(Locale.ENGLISH).getLast());
        assertEquals(12, Chrome.in(Language.FR).months().split("\\|").length);
    }

    @Test
    void aReaderGetsTheLanguageLikedBest() {
        assertEquals(Language.EN, Language.wanted(null));
        assertEquals(Language.DE, Language.wanted("de-AT,de;q=0.9,en;q=0.8"));
        assertEquals(Language.FR, Language.wanted("nl, es;q=0.4, fr;q=0.7"));
        assertEquals(Language.EN, Language.wanted("nl,it;q=0.5"));
        assertEquals(Language.EN, Language.wanted("de;q=0,;;,q=,fr;q=x"));
    }

    @Test
    void packedBytesGoOnlyToWhoTakesThem() {
        Leaf leaf = Leaf.of("text/plain", "words ".repeat(99).getBytes(StandardCharsets.UTF_8));
        assertEquals(leaf.brotli(), leaf.wanted("gzip, deflate, br"));
        assertEquals(leaf.gzip(), leaf.wanted("gzip, deflate"));
        assertEquals(leaf.gzip(), leaf.wanted("br;q=0, *;q=0.5"));
        assertEquals(leaf.brotli(), leaf.wanted("gzip;q=0, *"));
        assertEquals(leaf.plain(), leaf.wanted("gzip;q=0, zstd"));
        assertEquals(leaf.plain(), leaf.wanted(null));
    }

    private static Set<String> holes(String text) {
        return HOLE.matcher(text).results().map(r -> r.group()).collect(Collectors.toSet());
    }
}
