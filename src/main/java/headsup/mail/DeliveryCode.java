package headsup.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/** Sixty-four bits as thirteen digits of Crockford's base 32 in lower case: sorts like the number, survives any relay. */
final class DeliveryCode {

    static final int LENGTH = 13;

    private static final byte[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < DIGITS.length; i++) {
            VALUES[DIGITS[i]] = (byte) i;
        }
    }

    private DeliveryCode() {}

    static String of(long bits) {
        byte[] code = new byte[LENGTH];
        long rest = bits;
        for (int i = LENGTH - 1; i >= 0; i--) {
            code[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
        return new String(code, StandardCharsets.ISO_8859_1);
    }

    /** Empty when the text is no code of exactly thirteen lower-case digits within 64 bits. */
    static OptionalLong read(String code) {
        if (code.length() != LENGTH || code.charAt(0) > 'f') {
            return OptionalLong.empty();
        }
        long bits = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = code.charAt(i);
            int value = c < 128 ? VALUES[c] : -1;
            if (value < 0) {
                return OptionalLong.empty();
            }
            bits = (bits << 5) | value;
        }
        return DIGITS[(int) (bits >>> 60)] == code.charAt(0) ? OptionalLong.of(bits) : OptionalLong.empty();
    }
}
