package headsup.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "staff")
class StaffMember {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(unique = true)
    private String name;

    @Enumerated(EnumType.STRING)
    private Role role;

    /** bcrypt, in Modular Crypt Format; null for whom the identity provider signs in. */
    private @Nullable String passwordHash;

    /** Looked for by {@link Guests}, together with the subject. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable String issuer;

    private @Nullable String subject;

    private Instant createdAt;
    private @Nullable Instant disabledAt;

    /** Written by {@link Sessions} past the version: who signs in disturbs nobody who edits. */
    @Column(insertable = false, updatable = false)
    private @Nullable Instant signedInAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected StaffMember() {}

    StaffMember(String name, Role role, String passwordHash, Instant createdAt) {
        this.name = name;
        this.role = role;
        this.passwordHash = passwordHash;
        this.createdAt = createdAt;
    }

    /** Whom the identity provider vouches for. */
    StaffMember(String name, Role role, Guest guest, Instant createdAt) {
        this.name = name;
        this.role = role;
        this.issuer = guest.issuer();
        this.subject = guest.subject();
        this.createdAt = createdAt;
    }

    long id() {
        return Objects.requireNonNull(id, "not stored yet");
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    @Nullable
    String passwordHash() {
        return passwordHash;
    }

    boolean isFromProvider() {
        return subject != null;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant signedInAt() {
        return signedInAt;
    }

    long version() {
        return version;
    }

    boolean isDisabled() {
        return disabledAt != null;
    }

    /** Whether this one gets in whatever happens, and may let the others in. */
    boolean keepsTheHouse() {
        return role == Role.ADMIN && !isDisabled() && !isFromProvider();
    }

    void changePassword(String newHash) {
        passwordHash = newHash;
    }

    void changeRole(Role newRole) {
        role = newRole;
    }

    void disable(Instant at) {
        disabledAt = at;
    }

    void enable() {
        disabledAt = null;
    }
}
