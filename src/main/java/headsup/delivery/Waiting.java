package headsup.delivery;

import headsup.mail.Courier.Standing;
import headsup.mail.Courier.Way;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a delivery has not gone: pure. A brake is named before the lanes, these before the wait its relay asked for, because
 * nothing further down matters while something above holds.
 *
 * @param brakes those that hold
 * @param ways as this process sees them
 * @param storm letters within an hour after which a contact gets no more
 * @param zone of the page, in which people read the times around the sentence
 */
record Waiting(List<Brakes.Brake> brakes, List<Way> ways, int storm, Instant now, ZoneId zone) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss z", Locale.ENGLISH);

    /**
     * What is known of the row.
     *
     * @param customer the operator's reference; null for a subscriber
     * @param reason a word for machines; null without one
     * @param reply the relay's words, or why it was not sent
     */
    record Row(
            State state,
            String incident,
            @Nullable String customer,
            @Nullable Instant lookAt,
            @Nullable String reason,
            @Nullable String reply) {}

    /** A sentence; null for what went, is going, or is about to. */
    @Nullable
    String of(Row row) {
        return switch (row.state()) {
            case PENDING, DEFERRED ->
                brake(row).or(this::lanes).or(() -> until(row)).orElse(null);
            case SUPPRESSED -> suppressed(row.reason());
            case SENDING, ACCEPTED, DELIVERED, REJECTED, BOUNCED, IN_DOUBT, SUPERSEDED, EXPIRED, UNKNOWN -> null;
        };
    }

    private Optional<String> brake(Row row) {
        return brakes.stream()
                .filter(brake -> switch (brake.scope()) {
                    case "all" -> true;
                    case "incident" -> brake.subject().equals(row.incident());
                    case "customer" -> brake.subject().equals(row.customer());
                    default -> false;
                })
                .findFirst()
                .map(brake -> "brake on " + (brake.scope().equals("all") ? "everything" : "this " + brake.scope())
                        + held(brake));
    }

    private static String held(Brakes.Brake brake) {
        return ", by " + brake.setBy() + ": " + brake.reason();
    }

    private Optional<String> lanes() {
        if (ways.stream().anyMatch(Way::open)) {
            return Optional.empty();
        }
        Stream<String> paused = brakes.stream()
                .filter(brake -> brake.scope().equals("lane"))
                .map(brake -> "lane " + brake.subject() + " is paused" + held(brake));
        Stream<String> others =
                ways.stream().filter(way -> way.standing() != Standing.PAUSED).map(Way::remark);
        boolean silent = ways.stream().noneMatch(way -> way.standing() == Standing.PAUSED);
        return Optional.of((silent ? "no relay answers: " : "no lane is open: ")
                + Stream.concat(silent ? Stream.empty() : paused, others).collect(Collectors.joining("; ")));
    }

    private Optional<String> until(Row row) {
        Instant lookAt = row.lookAt();
        if (lookAt == null || !lookAt.isAfter(now)) {
            return Optional.empty();
        }
        String why = row.reply() == null ? "" : row.state() == State.DEFERRED ? "; the relay said: " : "; ";
        return Optional.of(
                "until " + CLOCK.withZone(zone).format(lookAt) + why + (row.reply() == null ? "" : row.reply()));
    }

    private @Nullable String suppressed(@Nullable String reason) {
        if (reason == null) {
            return null;
        }
        return switch (reason) {
            case "storm brake" ->
                "storm brake: the contact had " + storm + " letters within an hour; the page tells the rest";
            case "unsubscribed" -> "the contact wants no letters";
            case "quarantined" -> "quarantined: letters to this address don't arrive";
            case "removed" -> "the contact is off the list";
            case "no longer public" -> "the incident was taken off the public page before it left";
            case "chose the page" -> "the customer chose the page";
            default -> reason;
        };
    }
}
