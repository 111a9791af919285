package headsup.goodwill;

import java.util.OptionalLong;

/**
 * A JSON number that is whole and lies within -10^8 to 10^8, however it is written: {@code 5}, {@code 5.0}, {@code 50e-1}.
 * Judged by its digits alone, so that {@code 1e1000000000} costs nothing.
 */
final class WholeNumber {

    static final long MOST = 100_000_000;

    private static final int MOST_DIGITS = 9;
    private static final long FAR = Integer.MAX_VALUE * 4L;

    private WholeNumber() {}

    /** @param text a number after the grammar of JSON; empty when it is not whole or out of bounds */
    static OptionalLong parse(String text) {
        boolean negative = text.startsWith("-");
        int mantissaEnd = mantissaEnd(text);
        int point = text.indexOf('.');
        StringBuilder digits = new StringBuilder(text.substring(negative ? 1 : 0, mantissaEnd));
        long scale = 0;
        if (point >= 0) {
            digits.deleteCharAt(point - (negative ? 1 : 0));
            scale = mantissaEnd - point - 1L;
        }
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
            scale--;
        }
        int start = 0;
        while (start < end && digits.charAt(start) == '0') {
            start++;
        }
        if (start == end) {
            return OptionalLong.of(0);
        }
        long zeros = exponent(text, mantissaEnd) - scale;
        if (zeros < 0 || end - start + zeros > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        long value = Long.parseLong(digits.substring(start, end) + "0".repeat((int) zeros));
        return value > MOST ? OptionalLong.empty() : OptionalLong.of(negative ? -value : value);
    }

    private static int mantissaEnd(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 'e' || text.charAt(i) == 'E') {
                return i;
            }
        }
        return text.length();
    }

    /** An exponent beyond every length of text is as good as infinite. */
    private static long exponent(String text, int mantissaEnd) {
        boolean negative = false;
        long exponent = 0;
        for (int i = mantissaEnd + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '-') {
                negative = true;
            } else if (c != '+') {
                exponent = Math.min(FAR, exponent * 10 + (c - '0'));
            }
        }
        return negative ? -exponent : exponent;
    }
}
