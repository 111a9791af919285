package headsup.access;

import headsup.kernel.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The staff accounts: who there is, and new ones. What becomes of them is {@link Personnel}'s. */
@ApplicationScoped
public class Staff implements PanacheRepository<StaffMember> {

    /**
     * A member as others see them.
     *
     * @param fromProvider whether the identity provider signs them in and says their role; they have no password here
     * @param signedInAt to the console, the last time
     */
    public record Member(
            String name,
            Role role,
            boolean fromProvider,
            boolean disabled,
            Instant createdAt,
            @Nullable Instant signedInAt,
            long version) {}

    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._@-]{1,64}");

    /** They stand in the trail for what no person did. */
    private static final Set<String> NOBODYS = Set.of(Actor.SYSTEM, "headsup");

    private final Passwords passwords;
    private final Clock clock;
    private final AuditTrail trail;

    Staff(Passwords passwords, Clock clock, AuditTrail trail) {
        this.passwords = passwords;
        this.clock = clock;
        this.trail = trail;
    }

    /**
     * Opens an account.
     *
     * @throws Refusal {@code invalid_field} for a name that is taken or not 1 to 64 of letters, digits, {@code ._@-}, or
     *     a password under 10 characters or over 72 bytes
     */
    @Transactional
    public Member hire(String name, Role role, String password) {
        if (!canBeNamed(name)) {
            throw Refusal.field("name", "must be 1 to 64 letters, digits or . _ @ -, and not system or headsup");
        }
        if (named(name).isPresent()) {
            throw Refusal.field("name", "is taken");
        }
        StaffMember member = new StaffMember(name, role, passwords.hash(password), clock.instant());
        persist(member);
        trail.note("staff.hired", name, role.word());
        return view(member);
    }

    @Transactional
    public List<Member> members() {
        return list("order by name").stream().map(Staff::view).toList();
    }

    /** @throws Refusal {@code not_found} */
    @Transactional
    public Member member(String name) {
        return named(name).map(Staff::view).orElseThrow(() -> nobody(name));
    }

    @Transactional
    public boolean isEmpty() {
        return count() == 0;
    }

    static boolean canBeNamed(String name) {
        return NAME.matcher(name).matches() && !NOBODYS.contains(name.toLowerCase(Locale.ROOT));
    }

    Optional<StaffMember> named(String name) {
        return find("name", name).firstResultOptional();
    }

    /** Whether somebody is called so, or as good as. */
    boolean isTaken(String name) {
        return count("lower(name) = lower(?1)", name) > 0;
    }

    /** @throws Refusal {@code not_found} */
    StaffMember toChange(String name) {
        return find("name", name)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(() -> nobody(name));
    }

    /** Who may let others in whatever happens; they change one after the other. */
    List<StaffMember> keepersToChange() {
        return find("role = ?1 and disabledAt is null and subject is null order by id", Role.ADMIN)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** The account, when name and password belong together and it is not disabled. */
    @Transactional
    Optional<StaffMember> verified(String name, String password) {
        Optional<StaffMember> member = named(name).filter(m -> !m.isDisabled());
        boolean right = passwords.fits(member.map(StaffMember::passwordHash).orElse(null), password);
        return right ? member : Optional.empty();
    }

    static Member view(StaffMember member) {
        return new Member(
                member.name(),
                member.role(),
                member.isFromProvider(),
                member.isDisabled(),
                member.createdAt(),
                member.signedInAt(),
                member.version());
    }

    private static Refusal nobody(String name) {
        return Refusal.notFound("staff account", name);
    }
}
