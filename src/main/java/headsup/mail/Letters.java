package headsup.mail;

import headsup.kernel.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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
    private final Manner manner;
    private volatile boolean leavingByMail;
    private final ReentrantLock setting = new ReentrantLock();
    private final Map<Issue, Edition> editions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Issue, Edition> eldest) {
            return size() > MOST_EDITIONS;
        }
    };

    private record Issue(Bulletin bulletin, String language) {}

    /**
     * What operators choose of how letters are made.
     *
     * @param rootInvented whether {@code References} begins with a root that nobody got
     * @param dkim signs them; null when that is left to the relay
     */
    record Manner(boolean rootInvented, @Nullable Dkim dkim) {}

    Letters(Letterhead letterhead, Wording wording, Verp verp, Manner manner) {
        this.letterhead = letterhead;
        this.wording = wording;
        this.verp = verp;
        this.manner = manner;
    }

    /**
     * Whether {@code List-Unsubscribe} offers to leave by mail from now on: only while somebody reads what is sent to the bounce
     * domain. Not offered before this was called.
     */
    public void offerLeavingByMail(boolean offered) {
        leavingByMail = offered;
    }

    /**
     * The letter that tells this bulletin to this recipient: the same octets on every call.
     *
     * @throws Refusal {@code invalid_field} for an address no mail can go to
     */
    public Letter write(Bulletin bulletin, Recipient recipient) {
        Words words = Words.in(recipient.contact().locale());
        return edition(bulletin, words).letterTo(recipient, verp, leavingByMail);
    }

    /** The Message-ID, in angle brackets, that the letter of this delivery had or will have. */
    public String messageId(String topicKey, int number, long delivery) {
        return "<" + topicKey + "." + number + "." + code(delivery) + "@" + letterhead.domain() + ">";
    }

    /** A delivery as letters name it: thirteen characters, as in {@code X-HeadsUp-Delivery}. */
    public static String code(long delivery) {
        return DeliveryCode.of(delivery);
    }

    /** The delivery a code stands for; empty when it is none. */
    public static OptionalLong delivery(String code) {
        return DeliveryCode.read(code);
    }

    private Edition edition(Bulletin bulletin, Words words) {
        setting.lock();
        try {
            return editions.computeIfAbsent(
                    new Issue(bulletin, words.language()),
                    issue -> new Edition(bulletin, words, wording, letterhead, manner));
        } finally {
            setting.unlock();
        }
    }
}
