package io.llmcallgateway.catalog.price;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A price file, a layer of the price book. Later layers override earlier ones by model: the
/// shipped one, `prices.yaml`, the imported one.
///
/// @param layer its name in explanations of a price
/// @param source the origin of its figures
/// @param version distinguishes it from earlier ones
/// @param lists by provider id, or by the name in a provider's `prices`
public record PriceFile(String layer, String source, String version, Map<String, PriceList> lists) {
  public PriceFile {
    lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
  }

  public static PriceFile empty(String layer) {
    return new PriceFile(layer, "", "", Map.of());
  }
}
