package io.llmcallgateway.config;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ranges of IP addresses, written as `10.0.0.0/8`, `2001:db8::/32` or a single address.
///
/// @param ranges in the order in which they were given
public record AddressRanges(List<Range> ranges) {
  public static final AddressRanges NONE = new AddressRanges(List.of());

  /// All addresses that begin with the first `bits` of one.
  public record Range(InetAddress start, int bits) {
    boolean contains(InetAddress address) {
      var wanted = start.getAddress();
      var given = address.getAddress();
      if (wanted.length != given.length) return false;
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if ((wanted[bit >> 3] & mask) != (given[bit >> 3] & mask)) return false;
      }
      return true;
    }
  }

  public AddressRanges {
    ranges = List.copyOf(ranges);
  }

  /// A range as it is written; null where the text is none.
  public static @Nullable Range range(String word) {
    int slash = word.indexOf('/');
    var start = literal(slash < 0 ? word : word.substring(0, slash));
    if (start == null) return null;
    int all = start.getAddress().length * 8;
    if (slash < 0) return new Range(start, all);
    var bits = word.substring(slash + 1);
    if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > all) return null;
    return new Range(start, Integer.parseInt(bits));
  }

  /// An address as it is written, never looked up; null where the text is none.
  public static @Nullable InetAddress literal(String text) {
    try {
      return InetAddress.ofLiteral(text.strip());
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  public boolean contains(@Nullable InetAddress address) {
    if (address == null) return false;
    for (var range : ranges) if (range.contains(address)) return true;
    return false;
  }
}
