package headsup.access;

import headsup.kernel.Refusal;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.interfaces.BCryptPassword;

/** The staff accounts. Passwords are kept as bcrypt hashes of their first 72 bytes, hence the upper bound. */
@ApplicationScoped
public class Staff implements PanacheRepository<StaffMember> {

    /** A member as others see them. */
    public record Member(String name, Role role, java.time.Instant createdAt, boolean disabled) {}

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final int SHORTEST_PASSWORD = 10;
    private static final int LONGEST_PASSWORD_BYTES = 72;
    private static final int BCRYPT_COST = 10;

    private static final String NOBODY = BcryptUtil.bcryptHash("nobody has this password", BCRYPT_COST);

    private final Clock clock;
    private final AuditTrail trail;

    Staff(Clock clock, AuditTrail trail) {
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
        if (!NAME.matcher(name).matches()) {
            throw Refusal.field("name", "must be 1 to 64 letters, digits or . _ @ -");
        }
        if (named(name).isPresent()) {
            throw Refusal.field("name", "is taken");
        }
        StaffMember member = new StaffMember(name, role, hash(password), clock.instant());
        persist(member);
        trail.note("staff.hired", name, role.word());
        return view(member);
    }

    /** @throws Refusal {@code not_found}; {@code invalid_field} as in {@link #hire} */
    @Transactional
    public void changePassword(String name, String password) {
        StaffMember member = named(name).orElseThrow(() -> Refusal.notFound("staff account", name));
        member.changePassword(hash(password));
        trail.note("staff.password_changed", name, "");
    }

    @Transactional
    public List<Member> members() {
        return list("order by name").stream().map(Staff::view).toList();
    }

    @Transactional
    public boolean isEmpty() {
        return count() == 0;
    }

    Optional<StaffMember> named(String name) {
        return find("name", name).firstResultOptional();
    }

    /** The account, when name and password belong together and it is not disabled. */
    @Transactional
    Optional<StaffMember> verified(String name, String password) {
        Optional<StaffMember> member = named(name).filter(m -> !m.isDisabled());
        // The hash is computed for unknown names too: the time taken says nothing about who exists.
        boolean right = matches(member.map(StaffMember::passwordHash).orElse(NOBODY), password);
        return right ? member : Optional.empty();
    }

    private static boolean matches(String storedHash, String password) {
        try {
            var factory = PasswordFactory.getInstance(BCryptPassword.ALGORITHM_BCRYPT);
            var stored = org.wildfly.security.password.util.ModularCrypt.decode(storedHash);
            return factory.verify(factory.translate(stored), password.toCharArray());
        } catch (java.security.GeneralSecurityException unreadable) {
            throw new IllegalStateException("a stored password hash can't be read", unreadable);
        }
    }

    private static String hash(String password) {
        if (password.length() < SHORTEST_PASSWORD) {
            throw Refusal.field("password", "must have at least " + SHORTEST_PASSWORD + " characters");
        }
        if (password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES) {
            throw Refusal.field("password", "must have at most " + LONGEST_PASSWORD_BYTES + " bytes");
        }
        return BcryptUtil.bcryptHash(password, BCRYPT_COST);
    }

    private static Member view(StaffMember member) {
        return new Member(member.name(), member.role(), member.createdAt(), member.isDisabled());
    }
}
