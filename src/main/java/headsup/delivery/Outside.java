package headsup.delivery;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Which addresses anybody can reach: none that mean this machine, its neighbours, or nobody. */
final class Outside {

    private Outside() {}

    /**
     * Whether the address is one of the public internet, after the IANA special-purpose registries (RFC 6890). One that carries
     * an IPv4 address (mapped, NAT64, 6to4) is what that one is.
     */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublicSix(bytes) : isPublicFour(bytes, 0);
    }

    private static boolean isPublicFour(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        int third = bytes[at + 2] & 0xff;
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> (second & 0xc0) != 64;
            case 169 -> second != 254;
            case 172 -> (second & 0xf0) != 16;
            case 192 -> second != 168 && (second != 0 || third != 0 && third != 2);
            case 198 -> second != 18 && second != 19 && (second != 51 || third != 100);
            case 203 -> second != 0 || third != 113;
            default -> first < 224;
        };
    }

    private static boolean isPublicSix(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        if (first == 0x2002) {
            return isPublicFour(bytes, 2);
        }
        if (first == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b) {
            return isZero(bytes, 4, 12) && isPublicFour(bytes, 12);
        }
        boolean isDocumentation = first == 0x2001 && (bytes[2] & 0xff) == 0x0d && (bytes[3] & 0xff) == 0xb8;
        boolean isTeredo = first == 0x2001 && bytes[2] == 0 && bytes[3] == 0;
        // Global unicast is 2000::/3; unique local (fc00::/7), mapped and all the rest are not.
        return (first & 0xe000) == 0x2000 && !isDocumentation && !isTeredo;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, new byte[to - from], 0, to - from);
    }
}
