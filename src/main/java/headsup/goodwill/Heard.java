package headsup.goodwill;

import headsup.goodwill.IncidentFacts.Kind;
import headsup.goodwill.IncidentFacts.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message that counts as contact, with what it says after section 3, rules 7 and 8. */
record Heard(
        int index,
        long minute,
        Kind kind,
        @Nullable Long next,
        @Nullable Long estimate,
        Tone tone) {

    /** How it was said. */
    record Tone(boolean apology, boolean blame) {}

    /** The same text this often in a row is no contact any more. */
    private static final int CANNED = 3;

    /** {@code messages} from the start of the impact on, in order. */
    static List<Heard> of(List<Known<Message>> messages, Stretches stretches) {
        List<Heard> heard = new ArrayList<>();
        String before = "";
        int run = 0;
        for (Known<Message> known : messages) {
            String text = PlainText.of(known.row().text());
            run = !text.isEmpty() && text.equals(before) ? run + 1 : 1;
            before = text;
            Heard message = of(known, stretches.isOpen(known.minute()));
            if (run < CANNED || message.kind == Kind.RESOLVED) {
                heard.add(message);
            }
        }
        return List.copyOf(heard);
    }

    private static Heard of(Known<Message> known, boolean open) {
        Message message = known.row();
        return new Heard(
                known.index(),
                known.minute(),
                message.kind() == Kind.RESOLVED && open ? Kind.NEWS : message.kind(),
                later(message.nextMinute(), known.minute()),
                later(message.estimateMinute(), known.minute()),
                new Tone(message.apology(), message.blame()));
    }

    private static @Nullable Long later(@Nullable Long minute, long than) {
        return minute != null && minute > than ? minute : null;
    }

    Fact fact() {
        return Fact.message(index);
    }
}
