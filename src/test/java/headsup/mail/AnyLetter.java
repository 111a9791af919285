package headsup.mail;

import headsup.mail.Bulletin.Body;
import headsup.mail.Bulletin.Stream;
import headsup.mail.Bulletin.Topic;
import headsup.mail.Recipient.Contact;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A letter of which every word was written by somebody who wishes us ill: line ends, controls, direction overrides, endless
 * lines, other scripts, pieces of MIME, of headers, of HTML and of templates, wherever words can stand at all.
 */
record AnyLetter(Letterhead letterhead, Bulletin bulletin, Recipient recipient, Written written) {

    /** What was asked to be said, before anything was taken out of it. */
    record Written(
            String page, String from, String replyTo, String subject, Body body, String person, List<String> own) {}

    private static final Wording WORDING = new Wording(Cast.engine());

    /** Fit for a header, and hostile nevertheless. */
    private static final String[] LINE = {
        "payments",
        "=3D",
        "ü",
        "漢字",
        "🚨",
        ".",
        "..",
        "--",
        "=_" + Cast.KEY + ".1",
        "<b>",
        "&amp;",
        "\"",
        "'",
        "{sheet.state}",
        "{#if x}",
        "https://status.example/a?b=c&d=e",
        "From:",
        "x".repeat(90),
        "=",
        "\\",
        "q",
        "=?UTF-8?Q?=0D=0ABcc:_x@y.example?=",
        "=?utf-8?b?QmNj?=",
        "a,b;c:d",
        "(comment)",
        "<x@y.example>",
        "שלום",
        "ö".repeat(80)
    };

    /** What may only be shown, and never as it stands. */
    private static final String[] RAW = {
        "\r\nBcc: everybody@rivermill.example\r\n",
        "\nX-Evil: 1\n",
        "\r\n.\r\nMAIL FROM:<x@y.example>\r\n",
        "\r",
        "\u0000",
        "\u202Eesrever\u202C",
        "\u2066isolated\u2069",
        "\u2028",
        "\uFEFF",
        "\uD800",
        "\t",
        "\u0007",
        "\u007F",
        "\u0085"
    };

    private static final String[] PAGES = {
        "Harbourlight", "Härbour \"light\" =?x", "状態 🚨", "a,b <c@d.example>; \\", "{page} &amp; <b>"
    };

    private static final String[] LOCAL_PARTS = {
        "o'hara+x=y/z!#$%&*?^_`{|}~-1", "\"a b\"", "\".\"", "\"a@b\"", "x".repeat(64), "Dana.Ortiz", "josé", "名前"
    };

    private static final String[] DOMAINS = {"rivermill.example", "Bücher.example", "例え.example", "a-b.c-d.e.example"};

    private static final String[] ZONES = {"UTC", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns"};

    static AnyLetter by(Random random, int round) {
        Written written = written(random);
        var letterhead = new Letterhead(
                Hygiene.line("name", written.page(), 60),
                "https://status.harbourlight.example/press%C3%A9",
                new Sender(Mailbox.displayName(written.from()), mailbox("updates@status.harbourlight.example")),
                new Sender(Mailbox.displayName(written.replyTo()), mailbox("help@harbourlight.example")),
                Cast.VERP.domain());
        var topic = new Topic(
                Cast.KEY,
                random.nextBoolean() ? Stream.OUTAGE : Stream.NEWS,
                written.subject(),
                URI.create("https://status.harbourlight.example/incidents/" + Cast.KEY));
        Instant published = Instant.ofEpochSecond(1_780_000_000L + random.nextInt(100_000_000));
        var bulletin = new Bulletin(
                topic,
                1 + round % 7,
                written.body(),
                published,
                random.nextInt(4) == 0 ? null : published.plusSeconds(random.nextInt(200_000)),
                occasion(random, published));
        var contact = new Contact(
                pick(random, LOCAL_PARTS) + "@" + pick(random, DOMAINS),
                written.person(),
                Words.LANGUAGES.get(round % Words.LANGUAGES.size()),
                ZoneId.of(pick(random, ZONES)));
        List<String> previous = IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> "<" + Cast.KEY + "." + i + ".0000000000001@status.harbourlight.example>")
                .toList();
        var recipient = new Recipient(random.nextLong(Long.MAX_VALUE), contact, written.own(), token(random), previous);
        return new AnyLetter(letterhead, bulletin, recipient, written);
    }

    Letter write(@Nullable Dkim dkim) {
        var letters = new Letters(letterhead, WORDING, Cast.VERP, new Letters.Manner(false, dkim));
        letters.offerLeavingByMail(true);
        return letters.write(bulletin, recipient);
    }

    private static Written written(Random random) {
        return new Written(
                pick(random, PAGES),
                "F" + raw(random, 3),
                "R" + raw(random, 3),
                "S " + line(random, 1 + random.nextInt(2)),
                new Body(
                        Locale.forLanguageTag(pick(random, new String[] {"en", "de-CH", "zh-Hant"})),
                        "State " + raw(random, 2),
                        lines(random, random.nextInt(3)),
                        List.of(
                                raw(random, 1 + random.nextInt(200)),
                                random.nextInt(5) == 0 ? endless(random) : line(random, 20)),
                        List.of(raw(random, 9))),
                "P" + raw(random, 3),
                lines(random, random.nextInt(4)));
    }

    private static List<String> lines(Random random, int count) {
        return IntStream.range(0, count).mapToObj(i -> "C" + raw(random, 4)).toList();
    }

    /** Longer than a line of SMTP may be (RFC 5321 section 4.5.3.1.6), with a space and without. */
    private static String endless(Random random) {
        String word = pick(random, new String[] {"y", "é", "漢", "🔥", ".", "="});
        return word.repeat(998) + " " + word.repeat(10) + "\n" + word.repeat(1100);
    }

    private static @Nullable Occasion occasion(Random random, Instant published) {
        var events = Occasion.Event.values();
        return random.nextInt(3) > 0
                ? null
                : new Occasion(
                        events[random.nextInt(events.length)],
                        published.plusSeconds(random.nextInt(1_000_000)),
                        published.plusSeconds(1_000_000 + random.nextInt(1_000_000)),
                        random.nextInt(9));
    }

    private static String token(Random random) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
        return IntStream.range(0, 22)
                .mapToObj(i -> String.valueOf(alphabet.charAt(random.nextInt(64))))
                .collect(Collectors.joining());
    }

    static String line(Random random, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(pick(random, LINE));
        }
        return String.join(" ", words);
    }

    private static String raw(Random random, int count) {
        var words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            boolean bad = random.nextInt(5) == 0;
            words.append(pick(random, bad ? RAW : LINE)).append(bad ? "" : random.nextInt(9) == 0 ? "\n" : " ");
        }
        return words.toString();
    }

    private static Mailbox mailbox(String address) {
        return Mailbox.of(address);
    }

    private static String pick(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }
}
