package headsup.access;

import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of staff accounts: another role, another password, out of the house and in again. */
@ApplicationScoped
public class Personnel {

    private static final String ROLE = "role";

    /**
     * What is to be otherwise; null leaves it.
     *
     * @param version the one that was looked at; null overwrites whatever stands
     */
    public record Change(
            @Nullable Role role,
            @Nullable Boolean disabled,
            @Nullable Long version) {}

    private final Staff staff;
    private final Passwords passwords;
    private final Sessions sessions;
    private final AuditTrail trail;
    private final Clock clock;

    Personnel(Staff staff, Passwords passwords, Sessions sessions, AuditTrail trail, Clock clock) {
        this.staff = staff;
        this.passwords = passwords;
        this.sessions = sessions;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Gives an account another role, shuts it, or opens it again.
     *
     * @throws Refusal {@code not_found}; {@code stale} when {@code version} is not the last one; {@code invalid_field} for the
     *     role of an account whose role the identity provider says, and for the last administrator who has a password
     */
    @Transactional
    public Staff.Member amend(String name, Change change) {
        List<StaffMember> keepers = staff.keepersToChange();
        StaffMember member = staff.toChange(name);
        refuseStale(member, change.version());
        if (keepers.equals(List.of(member))) {
            refuseLast(change);
        }
        if (change.role() != null && change.role() != member.role()) {
            assign(member, change.role());
        }
        if (change.disabled() != null && change.disabled() != member.isDisabled()) {
            shut(member, change.disabled());
        }
        staff.flush();
        return Staff.view(member);
    }

    /**
     * Gives an account another password and ends its sessions.
     *
     * @throws Refusal {@code not_found}; {@code stale}; {@code invalid_field} as in {@link Staff#hire}, and for an account that
     *     has none
     */
    @Transactional
    public Staff.Member resetPassword(String name, String password, @Nullable Long version) {
        StaffMember member = staff.toChange(name);
        refuseStale(member, version);
        refuseWithoutPassword(member);
        member.changePassword(passwords.hash(password));
        sessions.endOf(member, null);
        trail.note("staff.password_reset", name, "");
        staff.flush();
        return Staff.view(member);
    }

    /**
     * Changes one's own password; all sessions but the one it was changed in end.
     *
     * @throws Refusal {@code invalid_field} for an old password that is wrong, a new one as in {@link Staff#hire} or that is
     *     the old one
     */
    @Transactional
    public void changePassword(String name, String oldPassword, String password, String session) {
        StaffMember member = staff.toChange(name);
        refuseWithoutPassword(member);
        if (!passwords.fits(member.passwordHash(), oldPassword)) {
            throw Refusal.field("oldPassword", "is not your password");
        }
        if (password.equals(oldPassword)) {
            throw Refusal.field(Passwords.FIELD, "is the old one");
        }
        member.changePassword(passwords.hash(password));
        sessions.endOf(member, session);
        trail.note("staff.password_changed", name, "");
    }

    /** A password for whoever names none. */
    public String generatedPassword() {
        return Passwords.generated();
    }

    private void assign(StaffMember member, Role role) {
        if (member.isFromProvider()) {
            throw Refusal.field(ROLE, "comes from the identity provider");
        }
        trail.note("staff.role_changed", member.name(), member.role().word() + " to " + role.word());
        member.changeRole(role);
    }

    private void shut(StaffMember member, boolean disabled) {
        if (disabled) {
            member.disable(clock.instant());
            sessions.endOf(member, null);
        } else {
            member.enable();
        }
        trail.note(disabled ? "staff.disabled" : "staff.enabled", member.name(), "");
    }

    private static void refuseLast(Change change) {
        String last = "can't be taken from the last administrator who has a password";
        if (change.role() != null && change.role() != Role.ADMIN) {
            throw Refusal.field(ROLE, last);
        }
        if (Boolean.TRUE.equals(change.disabled())) {
            throw Refusal.field("disabled", "can't be said of the last administrator who has a password");
        }
    }

    private static void refuseStale(StaffMember member, @Nullable Long version) {
        if (version != null && version != member.version()) {
            throw Refusal.of(
                    Refusal.Code.STALE, "The account of " + member.name() + " has changed since; look at it again.");
        }
    }

    private static void refuseWithoutPassword(StaffMember member) {
        if (member.isFromProvider()) {
            throw Refusal.field(Passwords.FIELD, "is the identity provider's, not kept here");
        }
    }
}
