package headsup.goodwill;

import headsup.goodwill.IncidentFacts.Gesture;
import headsup.goodwill.IncidentFacts.Kind;
import headsup.goodwill.IncidentFacts.Maintenance;
import headsup.goodwill.IncidentFacts.Message;
import headsup.goodwill.IncidentFacts.OtherIncident;
import headsup.goodwill.IncidentFacts.Reopening;
import headsup.goodwill.IncidentFacts.Step;
import headsup.incident.Impact;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Incidents as odd as the door accepts them: crowded minutes, facts out of order, windows that end at a restoration. */
final class AnyIncident {

    private final Random random;
    private final int span;
    private final int grid;

    private AnyIncident(Random random) {
        this.random = random;
        this.span = one(60, 200, 600, 1600, 4000);
        this.grid = one(1, 1, 5, 10, 30);
    }

    static IncidentFacts draw(Random random) {
        return new AnyIncident(random).facts();
    }

    /** The same incident, known differently: something is gone, something came later. */
    static IncidentFacts corrected(IncidentFacts facts, Random random) {
        AnyIncident odd = new AnyIncident(random);
        List<Message> messages = new ArrayList<>(facts.messages());
        messages.removeIf(message -> random.nextInt(4) == 0);
        messages.addAll(odd.many(odd::message, 0, 0, 1, 3));
        List<Gesture> gestures = new ArrayList<>(facts.gestures());
        gestures.removeIf(gesture -> random.nextInt(4) == 0);
        return new IncidentFacts(
                facts.opening(),
                facts.impact(),
                random.nextInt(4) == 0 ? odd.maybe(.8, odd::minute) : facts.restoredMinute(),
                facts.reopened(),
                messages,
                random.nextInt(4) == 0 ? odd.maybe(.5, odd::minute) : facts.rootCauseMinute(),
                gestures,
                facts.calls(),
                random.nextInt(8) == 0 ? null : facts.maintenance(),
                random.nextInt(4) == 0 ? odd.many(odd::other, 0, 1, 2) : facts.otherIncidents(),
                facts.priorIncidentWithin90Days(),
                facts.apologiesWithin90Days(),
                random.nextInt(8) == 0 ? odd.one(0, 1, 4, 7) : facts.earnedWithin90Days(),
                facts.untilMinute() + random.nextInt(300));
    }

    private IncidentFacts facts() {
        List<Step> impact = new ArrayList<>(List.of(new Step(0, severity())));
        impact.addAll(many(() -> new Step(minute(), severity()), 0, 1, 2, 4));
        Long restored = maybe(.75, this::minute);
        return new IncidentFacts(
                random.nextInt(80) - 20L,
                impact,
                restored,
                many(this::reopening, 0, 0, 1, 2, 5),
                many(this::message, 0, 1, 3, 6, 12, 25),
                maybe(.5, () -> random.nextBoolean() ? minute() : random.nextInt(20000)),
                many(this::gesture, 0, 0, 1, 3),
                many(this::minute, 0, 0, 1, 3),
                maybe(.35, () -> maintenance(restored)),
                many(this::other, 0, 0, 0, 1, 2, 5),
                random.nextInt(7) == 0,
                one(0, 0, 0, 1, 2, 5),
                one(0, 0, 0, 1, 3, 4, 5, 9),
                random.nextInt(3) == 0 ? 1L + random.nextInt(3 * span) : one(3 * span, 20000 + span));
    }

    private Reopening reopening() {
        return new Reopening(minute() * 2, maybe(.8, () -> minute() * 3));
    }

    private Message message() {
        long at = minute() * 2;
        return new Message(
                at,
                pick(Kind.NEWS, Kind.NEWS, Kind.NO_NEWS, Kind.RESOLVED),
                maybe(.5, () -> at - 5 + random.nextInt(200)),
                maybe(.4, () -> at - 5 + random.nextInt(300)),
                random.nextInt(5) == 0,
                random.nextInt(10) == 0,
                maybe(.4, () -> pick("a", " A\t", "b  c", "B\u00a0C", "")));
    }

    private Gesture gesture() {
        return new Gesture(minute() * 3, random.nextInt(13), random.nextInt(3) == 0);
    }

    private Maintenance maintenance(@Nullable Long restored) {
        long from = random.nextBoolean() ? 0 : -random.nextInt(60);
        long to = random.nextBoolean() || restored == null ? minute() : restored;
        return new Maintenance(from, to, maybe(.9, () -> from - 4319L - random.nextInt(3)));
    }

    private OtherIncident other() {
        return new OtherIncident(minute(), maybe(.5, () -> minute() * 2), severity(), random.nextBoolean());
    }

    private long minute() {
        return (random.nextInt(span + 30) - 30L) / grid * grid;
    }

    private Impact severity() {
        return random.nextInt(10) == 0 ? Impact.NONE : pick(Impact.CRITICAL, Impact.MAJOR, Impact.MINOR);
    }

    private <T> List<T> many(Supplier<T> draw, int... counts) {
        List<T> drawn = new ArrayList<>();
        for (int left = one(counts); left > 0; left--) {
            drawn.add(draw.get());
        }
        return drawn;
    }

    private <T> @Nullable T maybe(double chance, Supplier<T> draw) {
        return random.nextDouble() < chance ? draw.get() : null;
    }

    private int one(int... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
