package headsup.mail;

import headsup.kernel.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes letters. The body of a bulletin is set once per language and kept while it is in use; each letter then costs a
 * few microseconds. Safe for many threads.
 */
public class Letters {

    /** Bulletins times languages that are told at the same time; an older one is simply set again. */
    private static final int MOST_EDITIONS = 64;

    private final Letterhead letterhead;
    private final Wording wording;
    private final Verp verp;
    private final boolean rootInvented;
    private final ReentrantLock setting = new ReentrantLock();
    private final Map<Issue, Edition> editions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Issue, Edition> eldest) {
            return size() > MOST_EDITIONS;
        }
    };

    private record Issue(Bulletin bulletin, String language) {}

    Letters(Letterhead letterhead, Wording wording, Verp verp, boolean rootInvented) {
        this.letterhead = letterhead;
        this.wording = wording;
        this.verp = verp;
        this.rootInvented = rootInvented;
    }

    /**
     * The letter that tells this bulletin to this recipient: the same octets on every call.
     *
     * @throws Refusal {@code invalid_field} for an address no mail can go to
     */
    public Letter write(Bulletin bulletin, Recipient recipient) {
        Words words = Words.in(recipient.contact().locale());
        return edition(bulletin, words).letterTo(recipient, verp);
    }

    /** The Message-ID, in angle brackets, that the letter of this delivery had or will have. */
    public String messageId(String topicKey, int number, long delivery) {
        return "<" + topicKey + "." + number + "." + code(delivery) + "@" + letterhead.domain() + ">";
    }

    /** A delivery as letters name it: thirteen characters, as in {@code X-HeadsUp-Delivery}. */
    public static String code(long delivery) {
        return DeliveryCode.of(delivery);
    }

    private Edition edition(Bulletin bulletin, Words words) {
        setting.lock();
        try {
            return editions.computeIfAbsent(
                    new Issue(bulletin, words.language()),
                    issue -> new Edition(bulletin, words, wording, letterhead, rootInvented));
        } finally {
            setting.unlock();
        }
    }
}
