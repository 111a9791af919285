package headsup.mail;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bounce addresses {@code b.<delivery>.<mac>}: a variable envelope return path whose 64-bit MAC nobody else can make. The
 * local part has 29 octets, all lower case: some relays fold the case, none may keep more than 64 octets.
 */
final class Verp {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern LOCAL_PART =
            Pattern.compile("b\\.([0-9a-z]{" + DeliveryCode.LENGTH + "})\\.([0-9a-z]{" + DeliveryCode.LENGTH + "})");

    private final String domain;
    private final ThreadLocal<Mac> macs;

    Verp(String domain, byte[] secret) {
        this.domain = domain;
        var key = new SecretKeySpec(secret, ALGORITHM);
        this.macs = ThreadLocal.withInitial(() -> mac(key));
    }

    String domain() {
        return domain;
    }

    String addressOf(long delivery) {
        return "b." + DeliveryCode.of(delivery) + "." + DeliveryCode.of(seal(delivery)) + "@" + domain;
    }

    /** The delivery an address was made for; empty when it isn't of our making. */
    OptionalLong deliveryOf(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0 || !address.substring(at + 1).equalsIgnoreCase(domain)) {
            return OptionalLong.empty();
        }
        Matcher parts = LOCAL_PART.matcher(address.substring(0, at).toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return OptionalLong.empty();
        }
        OptionalLong delivery = DeliveryCode.read(parts.group(1));
        OptionalLong seal = DeliveryCode.read(parts.group(2));
        boolean ours = delivery.isPresent()
                && seal.isPresent()
                && MessageDigest.isEqual(octets(seal.getAsLong()), octets(seal(delivery.getAsLong())));
        return ours ? delivery : OptionalLong.empty();
    }

    private long seal(long delivery) {
        byte[] full = macs.get().doFinal(octets(delivery));
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = (bits << 8) | (full[i] & 0xff);
        }
        return bits;
    }

    private static byte[] octets(long number) {
        byte[] octets = new byte[Long.BYTES];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (number >>> (8 * (Long.BYTES - 1 - i)));
        }
        return octets;
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
        }
    }
}
