package headsup.mail;

import headsup.mail.Form.Twin;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bulletin set once in one language. A letter is this form with the recipient's own header and lines spliced in; what
 * many recipients share, the times of a zone and a list of affected things, is encoded once.
 */
final class Edition {

    /** More than the zones of the world; a bound on the lists, whose number the audience decides. */
    private static final int MOST_KEPT = 4096;

    private final Bulletin bulletin;
    private final Words words;
    private final Wording wording;
    private final Head head;
    private final Form form;
    private final @Nullable Dkim dkim;
    private final Encoded whyServed;
    private final Encoded whyAsked;
    private final Map<ZoneId, Times> timesByZone = new ConcurrentHashMap<>();
    private final Map<List<String>, Encoded> affectedByList = new ConcurrentHashMap<>();
    private final Map<List<String>, Encoded> whyByOrganisations = new ConcurrentHashMap<>();
    private final String product;

    private record Times(Encoded published, Encoded promise, Encoded estimate, Encoded begins, Encoded ends) {}

    Edition(Bulletin bulletin, Words words, Wording wording, Letterhead letterhead, Letters.Manner manner) {
        this.bulletin = bulletin;
        this.words = words;
        this.wording = wording;
        this.head = new Head(bulletin, words, letterhead, manner.rootInvented());
        this.dkim = manner.dkim();
        this.product = letterhead.product();
        this.whyServed = why("why." + bulletin.topic().stream().list(), letterhead);
        this.whyAsked = why("why.asked", letterhead);
        var marks = Map.of(Twin.TEXT, new Marks(), Twin.HTML, new Marks());
        this.form = Form.cut(set(letterhead, marks), marks);
    }

    private Encoded why(String key, Letterhead letterhead) {
        return Encoded.of(Wrapping.wrap(words.of(key, letterhead.product())));
    }

    private byte[] set(Letterhead letterhead, Map<Twin, Marks> marks) {
        Function<Twin, Sheet> sheets =
                twin -> new Sheet(bulletin, words, letterhead, Objects.requireNonNull(marks.get(twin)));
        return MimeBody.encode(
                Head.boundary(bulletin),
                wording.text(sheets.apply(Twin.TEXT)),
                wording.html(sheets.apply(Twin.HTML)),
                Appointment.of(bulletin, letterhead));
    }

    /** @param byMail whether it can be left by mail, too */
    Letter letterTo(Recipient recipient, Verp verp, boolean byMail) {
        Recipient.Contact contact = recipient.contact();
        Mailbox to = Mailbox.of(contact.address());
        Times times = keep(timesByZone, contact.zone(), this::times);
        List<String> own = recipient.affected().isEmpty() ? bulletin.body().affected() : recipient.affected();
        byte[] token = recipient.unsubscribeToken().getBytes(StandardCharsets.US_ASCII);
        var filling = new Form.Filling()
                .put(Blank.PUBLISHED, times.published())
                .put(Blank.PROMISE, times.promise())
                .put(Blank.ESTIMATE, times.estimate())
                .put(Blank.BEGINS, times.begins())
                .put(Blank.ENDS, times.ends())
                .put(Blank.AFFECTED, keep(affectedByList, own, this::affected))
                .put(Blank.SENT, sent(contact))
                .put(Blank.WHY, why(recipient))
                .put(Blank.TOKEN, new Encoded(token, token));
        // RFC 6532: a header that holds such an address is UTF-8, and then only for relays with SMTPUTF8.
        byte[] header = head.of(recipient, to, byMail)
                .getBytes(to.needsUtf8() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        return new Letter(
                recipient.delivery(), verp.addressOf(recipient.delivery()), to, form.fill(header, filling), dkim);
    }

    private Encoded why(Recipient recipient) {
        if (recipient.organisations().size() > 1) {
            return keep(whyByOrganisations, recipient.organisations(), this::whyOnce);
        }
        return recipient.asked() ? whyAsked : whyServed;
    }

    private Encoded whyOnce(List<String> organisations) {
        return Encoded.of(Wrapping.wrap(words.with("why.shared", product, words.enumeration(organisations))));
    }

    private Times times(ZoneId zone) {
        TimeLines lines = TimeLines.of(bulletin, zone, words);
        return new Times(
                encoded(lines.published()),
                encoded(lines.promise()),
                encoded(lines.estimate()),
                encoded(lines.begins()),
                encoded(lines.ends()));
    }

    private static Encoded encoded(@Nullable String line) {
        return line == null ? Encoded.NOTHING : Encoded.of(Wrapping.wrap(line));
    }

    private Encoded affected(List<String> names) {
        List<String> shown = names.stream().map(Hygiene::shown).toList();
        return wording.affected(new Things(words, bulletin.body().over(), shown));
    }

    private static Encoded sent(Recipient.Contact contact) {
        String name = contact.name();
        String address = Hygiene.shown(contact.address());
        return Encoded.of(name == null ? address : Wrapping.wrap(name + ", " + address));
    }

    private static <K, V> V keep(Map<K, V> kept, K key, Function<K, V> make) {
        V known = kept.get(key);
        if (known != null) {
            return known;
        }
        V made = make.apply(key);
        if (kept.size() < MOST_KEPT) {
            kept.put(key, made);
        }
        return made;
    }
}
