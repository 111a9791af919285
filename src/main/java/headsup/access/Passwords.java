package headsup.access;

import headsup.kernel.Refusal;
import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.util.ModularCrypt;

/**
 * What a password must be, and how it is kept: as bcrypt hash of its first 72 bytes, hence the upper bound. Made with the
 * process and not when first asked, so that a wrong setting is refused at the start.
 */
@Singleton
class Passwords {

    /** The field it is written into. */
    static final String FIELD = "password";

    private static final int SHORTEST = 10;
    private static final int LONGEST_BYTES = 72;
    private static final int GENERATED_BYTES = 15;

    private final int cost;
    private final String nobodys;

    Passwords(AccessSettings settings) {
        settings.check();
        this.cost = settings.passwordCost();
        this.nobodys = BcryptUtil.bcryptHash("nobody has this password", cost);
    }

    static String generated() {
        return Secret.next(GENERATED_BYTES);
    }

    /** @throws Refusal {@code invalid_field} under 10 characters or over 72 bytes */
    String hash(String password) {
        if (password.length() < SHORTEST) {
            throw Refusal.field(FIELD, "must have at least " + SHORTEST + " characters");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw Refusal.field(FIELD, "must have at most " + LONGEST_BYTES + " bytes");
        }
        return BcryptUtil.bcryptHash(password, cost);
    }

    /** A hash is computed where there is none, too: the time taken says nothing about who exists. */
    boolean fits(@Nullable String hash, String password) {
        try {
            var factory = PasswordFactory.getInstance(BCryptPassword.ALGORITHM_BCRYPT);
            var stored = ModularCrypt.decode(hash == null ? nobodys : hash);
            boolean right = factory.verify(factory.translate(stored), password.toCharArray());
            return right && hash != null;
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("a stored password hash can't be read", unreadable);
        }
    }
}
