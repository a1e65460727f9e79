package io.llmcallgateway.catalog.price;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A file of prices, a layer of the book. Later layers win, model by model: the shipped one,
/// `prices.yaml`, the imported one.
///
/// @param layer how it is named where a price is told
/// @param source where its figures are from
/// @param version what tells it from an earlier one
/// @param lists by provider id, or by the name that a provider's `prices` gives
public record PriceFile(String layer, String source, String version, Map<String, PriceList> lists) {
  public PriceFile {
    lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
  }

  public static PriceFile empty(String layer) {
    return new PriceFile(layer, "", "", Map.of());
  }
}
