package io.llmcallgateway.upstream;

import java.net.Inet6Address;
import java.net.InetAddress;

/// Distinguishes addresses of the public internet from those of this machine and private networks.
final class PublicAddress {
  private PublicAddress() {}

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    var bytes = address.getAddress();
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    if (address instanceof Inet6Address) {
      boolean uniqueLocal = (first & 0xFE) == 0xFC;
      boolean carriesIpv4 = first == 0 || (first == 0x20 && second == 0x02) || isNat64(bytes);
      boolean teredo = first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0;
      return !uniqueLocal && !carriesIpv4 && !teredo;
    }
    boolean shared = first == 100 && second >= 64 && second < 128; // carrier-grade NAT, RFC 6598
    boolean protocols = first == 192 && second == 0 && bytes[2] == 0;
    boolean benchmarks = first == 198 && (second == 18 || second == 19);
    return first != 0 && first < 240 && !shared && !protocols && !benchmarks;
  }

  /// True for 64:ff9b::/96 (NAT64), which leads to an IPv4 address.
  private static boolean isNat64(byte[] bytes) {
    return bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xFF) == 0xFF;
  }
}
