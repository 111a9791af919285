package headsup.mail;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The header of every letter of one bulletin in one language. {@code Message-ID} and {@code Date} are functions of
 * delivery and bulletin: a letter sent again is the same letter.
 */
final class Head {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final int TYPICAL_LENGTH = 2048;

    private final Letterhead letterhead;
    private final boolean rootInvented;
    private final String key;
    private final int number;
    private final String opening;
    private final String firstSubject;
    private final String laterSubject;
    private final String list;
    private final @Nullable String archive;
    private final String manners;
    private final String closing;

    Head(Bulletin bulletin, Words words, Letterhead letterhead, boolean rootInvented) {
        this.letterhead = letterhead;
        this.rootInvented = rootInvented;
        this.key = bulletin.topic().key();
        this.number = bulletin.number();
        this.opening = opening(bulletin, letterhead);
        String subject = "[" + letterhead.product() + "] " + bulletin.topic().subject();
        this.firstSubject = HeaderText.field("Subject", HeaderText.words(subject));
        this.laterSubject = HeaderText.field("Subject", again(subject));
        this.list = list(bulletin, letterhead);
        this.archive = archive(bulletin.topic());
        this.manners = manners(bulletin, letterhead);
        this.closing = closing(bulletin, words);
    }

    /**
     * Up to and with the empty line before the body.
     *
     * @param byMail whether it can be left by mail, too
     */
    String of(Recipient recipient, Mailbox to, boolean byMail) {
        String code = DeliveryCode.of(recipient.delivery());
        var head = new StringBuilder(TYPICAL_LENGTH).append(opening);
        head.append(HeaderText.field("To", Sender.words(recipient.contact().name(), to.address())));
        head.append(recipient.previous().isEmpty() ? firstSubject : laterSubject);
        head.append("Message-ID: <").append(key).append('.').append(number).append('.');
        head.append(code).append('@').append(letterhead.domain()).append(">\r\n");
        thread(recipient.previous(), head);
        head.append(list);
        leave(recipient.unsubscribeToken(), byMail, head);
        head.append(archive == null ? ownPage(recipient.unsubscribeToken()) : archive);
        head.append(manners).append("X-HeadsUp-Delivery: ").append(code).append("\r\n");
        return head.append(closing).toString();
    }

    /**
     * RFC 5322 section 3.6.4: the thread's first letter, then the latest, the last one answered. An invented root before
     * them keeps threads together where letters are missing, but some readers then miss a parent they never got.
     */
    private void thread(List<String> previous, StringBuilder head) {
        if (previous.isEmpty()) {
            return;
        }
        head.append("In-Reply-To: ").append(previous.get(previous.size() - 1)).append("\r\n");
        List<String> references = new ArrayList<>(previous);
        if (rootInvented) {
            references.add(0, "<" + key + ".root@" + letterhead.domain() + ">");
        }
        head.append(HeaderText.field("References", references));
    }

    private void leave(String token, boolean byMail, StringBuilder head) {
        head.append("List-Unsubscribe: <").append(letterhead.pageUrl()).append("/u/");
        head.append(token).append('>');
        if (byMail) {
            head.append(",\r\n <mailto:").append(UnsubscribeMails.LOCAL_PART).append('@');
            head.append(letterhead.bounceDomain())
                    .append("?subject=")
                    .append(token)
                    .append('>');
        }
        head.append("\r\n");
    }

    /** RFC 2369 section 3.6; null when it is not for the world, and each reader's own page is named instead. */
    private static @Nullable String archive(Bulletin.Topic topic) {
        URI permalink = topic.permalink();
        return permalink == null
                ? null
                : HeaderText.field("List-Archive", List.of("<" + permalink.toASCIIString() + ">"));
    }

    private String ownPage(String token) {
        return HeaderText.field("List-Archive", List.of("<" + letterhead.pageUrl() + "/my/" + token + ">"));
    }

    static String date(Instant at) {
        return DATE.format(at.atOffset(ZoneOffset.UTC));
    }

    private static String opening(Bulletin bulletin, Letterhead letterhead) {
        String date = "Date: " + date(bulletin.published()) + "\r\n";
        String from = HeaderText.field("From", letterhead.from().words());
        Sender replyTo = letterhead.replyTo();
        return replyTo == null ? date + from : date + from + HeaderText.field("Reply-To", replyTo.words());
    }

    private static List<String> again(String subject) {
        List<String> words = new ArrayList<>(List.of("Re:"));
        words.addAll(HeaderText.words(subject));
        return words;
    }

    private static String list(Bulletin bulletin, Letterhead letterhead) {
        String list = bulletin.topic().stream().list();
        List<String> words = new ArrayList<>(HeaderText.phrase(letterhead.product() + " " + list));
        words.add("<" + list + "." + letterhead.domain() + ">");
        return HeaderText.field("List-Id", words);
    }

    private static String manners(Bulletin bulletin, Letterhead letterhead) {
        var topic = bulletin.topic();
        // "All" in the suppression would keep the bounces from us that we live by.
        return "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nList-Post: NO\r\n"
                + "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply, RN, NRN\r\n"
                + "Feedback-ID: " + topic.key() + ":" + topic.stream().kind() + ":status:" + letterhead.senderId()
                + "\r\n";
    }

    private static String closing(Bulletin bulletin, Words words) {
        String authored = bulletin.body().tag();
        boolean isOurs = Locale.forLanguageTag(authored).getLanguage().equals(words.language());
        String languages =
                authored.isEmpty() ? words.language() : isOurs ? authored : words.language() + ", " + authored;
        return "X-HeadsUp-Incident: " + bulletin.topic().key() + "\r\nContent-Language: " + languages
                + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\""
                + boundary(bulletin) + "\"\r\n\r\n";
    }

    static String boundary(Bulletin bulletin) {
        return "=_" + bulletin.topic().key() + "." + bulletin.number();
    }
}
