package headsup.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.hibernate.Session;

/**
 * Lets in whom the identity provider vouches for: opens their account when they first come, and gives it the role that the
 * provider says each time. It is known by issuer and subject; a name that belongs to another account here is never taken over.
 */
@ApplicationScoped
class Guests {

    private final Session database;
    private final Staff staff;
    private final Sessions sessions;
    private final AuditTrail trail;
    private final OpenIdSettings settings;
    private final Clock clock;

    Guests(Session database, Staff staff, Sessions sessions, AuditTrail trail, OpenIdSettings settings, Clock clock) {
        this.database = database;
        this.staff = staff;
        this.sessions = sessions;
        this.trail = trail;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    OpenId.Entry admit(Guest guest) {
        Optional<Role> role = settings.role().of(guest.words());
        if (role.isEmpty()) {
            return new OpenId.Refused(OpenId.Why.NO_ROLE);
        }
        oneAtATime(guest);
        Optional<StaffMember> known = staff.find("issuer = ?1 and subject = ?2", guest.issuer(), guest.subject())
                .firstResultOptional();
        Optional<StaffMember> member = known.or(() -> welcome(guest, role.get()));
        if (member.isEmpty()) {
            return new OpenId.Refused(OpenId.Why.NO_NAME);
        }
        return enter(member.get(), role.get());
    }

    private OpenId.Entry enter(StaffMember member, Role role) {
        if (member.isDisabled()) {
            return new OpenId.Refused(OpenId.Why.DISABLED);
        }
        if (member.role() != role) {
            trail.note(
                    member.name(),
                    "staff.role_changed",
                    member.name(),
                    member.role().word() + " to " + role.word() + ", said by the identity provider");
            member.changeRole(role);
        }
        return new OpenId.Admitted(sessions.open(member, "by the identity provider"));
    }

    /** Empty when there is no name for them. */
    private Optional<StaffMember> welcome(Guest guest, Role role) {
        return guest.names().stream()
                .filter(Staff::canBeNamed)
                .filter(name -> !staff.isTaken(name))
                .findFirst()
                .map(name -> {
                    StaffMember member = new StaffMember(name, role, guest, clock.instant());
                    staff.persistAndFlush(member);
                    trail.note(name, "staff.hired", name, role.word() + ", by the identity provider");
                    return member;
                });
    }

    /** A first sign-in that is sent twice must not open two accounts. */
    private void oneAtATime(Guest guest) {
        database.createNativeQuery(
                        "SELECT 1 FROM pg_advisory_xact_lock(hashtext('headsup.guests'), hashtext(:subject))",
                        Integer.class)
                .setParameter("subject", guest.subject())
                .getSingleResult();
    }
}
