package headsup.goodwill;

import headsup.delivery.Told;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Keeps the books: of incidents, of what happens outside them, and of what time takes away. Running it every minute, on two
 * nodes, or once after a day gives the same ledger (goodwill policy, section 6).
 */
@ApplicationScoped
public class Bookkeeper {

    private static final Logger LOG = Logger.getLogger(Bookkeeper.class);

    /** Seconds. */
    private static final int LONGEST_RUN = 600;

    private final Agenda agenda;
    private final IncidentBooks incidents;
    private final RelationshipBooks relationships;
    private final Fades fades;
    private final Told letters;
    private final Timer runs;

    Bookkeeper(
            Agenda agenda,
            IncidentBooks incidents,
            RelationshipBooks relationships,
            Fades fades,
            Told letters,
            MeterRegistry registry) {
        this.runs = Timer.builder("headsup.goodwill.booking")
                .description("One run over the books of an incident, to its commit")
                .register(registry);
        this.agenda = agenda;
        this.incidents = incidents;
        this.relationships = relationships;
        this.fades = fades;
        this.letters = letters;
    }

    /** What became of one incident. */
    private enum Run {
        BOOKED,
        LATER,
        NOT_OURS
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, identity = "bookkeeper")
    void tick() {
        bookWhatIsDue();
    }

    /** Books every incident that is due, and all else; returns how many incidents were looked at. */
    public int bookWhatIsDue() {
        int booked = 0;
        QuarkusTransaction.requiringNew().run(this::takeNewsIn);
        boolean ours = true;
        for (Optional<Agenda.Due> next = next(); ours && next.isPresent(); next = next()) {
            ours = bookOrPutOff(next.get().incidentId());
            booked++;
        }
        whileThereIsMore("What happened outside incidents", this::bookOutside);
        whileThereIsMore("What time takes away", () -> fades.fadeAgain() || fades.fadeNext());
        return booked;
    }

    private Optional<Agenda.Due> next() {
        return QuarkusTransaction.requiringNew().call(agenda::next);
    }

    private void takeNewsIn() {
        if (agenda.takeTheBooks()) {
            agenda.takeNewsIn();
        }
    }

    /**
     * A fault in one incident must not keep the others from being booked.
     *
     * @return false when another has the books: it books what is due, and we would only wait for it
     */
    private boolean bookOrPutOff(String incidentId) {
        try {
            Timer.Sample timer = Timer.start();
            Run run = QuarkusTransaction.requiringNew().timeout(LONGEST_RUN).call(() -> bookNowOrLater(incidentId));
            if (run == Run.BOOKED) {
                timer.stop(runs);
            }
            return run != Run.NOT_OURS;
        } catch (RuntimeException failed) {
            LOG.errorf(failed, "Incident %s can't be booked now", incidentId);
            QuarkusTransaction.requiringNew().run(() -> agenda.putOff(incidentId));
            return true;
        }
    }

    private Run bookNowOrLater(String incidentId) {
        if (letters.areGoingOut() && agenda.waits(incidentId)) {
            LOG.debugf("The books of incident %s wait for letters", incidentId);
            return Run.LATER;
        }
        if (!agenda.takeTheBooks()) {
            return Run.NOT_OURS;
        }
        Optional<Agenda.Due> due = agenda.take(incidentId);
        due.ifPresent(incidents::book);
        return due.isPresent() ? Run.BOOKED : Run.LATER;
    }

    private boolean bookOutside() {
        if (!relationships.isDue()) {
            return false;
        }
        long booked = relationships.bookSome();
        if (booked > 0) {
            LOG.infof("Booked %d entries outside incidents", booked);
        }
        return true;
    }

    /** A step a transaction; what fails is tried again at the next tick. */
    private void whileThereIsMore(String what, BooleanSupplier step) {
        try {
            boolean more = true;
            while (more) {
                more = QuarkusTransaction.requiringNew()
                        .timeout(LONGEST_RUN)
                        .call(() -> agenda.takeTheBooks() && step.getAsBoolean());
            }
        } catch (RuntimeException failed) {
            LOG.errorf(failed, "%s can't be booked now", what);
        }
    }
}
