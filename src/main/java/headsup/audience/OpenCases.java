package headsup.audience;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a customer has complained of and waits for; answered by the room that keeps the cases, when there is one. */
public interface OpenCases {

    /**
     * @param state {@code open} or {@code answered}
     * @param owner who of the staff has it; null while nobody does
     */
    record Case(
            String id,
            String subject,
            String state,
            @Nullable String owner,
            @Nullable Instant dueAt,
            Instant receivedAt) {}

    /** Those not resolved, oldest first. */
    List<Case> of(long customerId);
}
