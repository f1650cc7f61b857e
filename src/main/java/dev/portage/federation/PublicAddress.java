package dev.portage.federation;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Tells addresses of the public internet from those of networks that are somebody's own. */
final class PublicAddress {
    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return !(address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet6Address
                        ? reserved6(address.getAddress())
                        : reserved4(address.getAddress())));
    }

    /** What Java has no name for: this network, carrier-grade NAT, protocols' own, benchmarks, and what is reserved. */
    private static boolean reserved4(byte[] address) {
        int first = Byte.toUnsignedInt(address[0]);
        int second = Byte.toUnsignedInt(address[1]);
        int third = Byte.toUnsignedInt(address[2]);
        return first == 0
                || (first == 100 && second >= 64 && second < 128)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 198 && (second == 18 || second == 19))
                || first >= 240;
    }

    /** Unique local addresses, and those that stand for IPv4 ones. */
    private static boolean reserved6(byte[] address) {
        int first = Byte.toUnsignedInt(address[0]);
        int second = Byte.toUnsignedInt(address[1]);
        return (first & 0xfe) == 0xfc
                || (first == 0 && (second == 0 || second == 0x64))
                || (first == 0x20 && second == 0x02);
    }
}
