package io.llmcallgateway.config;

import io.llmcallgateway.config.Settings.Network;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Reads the settings of the network around the gateway.
final class NetworkSection {
  private NetworkSection() {}

  static Network read(NamedValues values, Problems problems) {
    return new Network(
        ranges(values.text(Named.TRUSTED_PROXIES), values.name(Named.TRUSTED_PROXIES), problems));
  }

  /// A list with commas; what is no range becomes a problem.
  private static AddressRanges ranges(@Nullable String text, String path, Problems problems) {
    if (text == null) return AddressRanges.NONE;
    var ranges = new ArrayList<AddressRanges.Range>();
    for (var each : text.split(",", -1)) {
      var word = each.strip();
      if (word.isEmpty()) continue;
      var range = AddressRanges.range(word);
      if (range != null) ranges.add(range);
      else
        problems.add(path, "'" + word + "' is neither an address nor a range such as 10.0.0.0/8");
    }
    return new AddressRanges(ranges);
  }
}
