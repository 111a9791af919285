package headsup.console;

import headsup.incident.DraftHints;
import headsup.incident.Words;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Hands an update that blames others back once, when its writer was not told yet what that costs. */
@ApplicationScoped
class BlamePrice {

    /** The form's field for that the price stood beside the words; it comes with the hint. */
    static final String TOLD = "priced";

    private static final String NOT_SENT =
            "It blames others, and what that costs stands below the message. Change it, or send it again if you mean it.";

    private final DraftHints hints;

    BlamePrice(DraftHints hints) {
        this.hints = hints;
    }

    /**
     * The form with the price beside its words; empty when it can be sent.
     *
     * @throws Refusal {@code not_found}
     */
    Optional<Form> untold(String id, Form form, Words words) {
        return form.ticked(TOLD)
                ? Optional.empty()
                : hints.priceOfBlame(id, words).map(hint -> form.asking(NOT_SENT, hint));
    }
}
