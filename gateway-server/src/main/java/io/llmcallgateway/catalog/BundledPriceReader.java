package io.llmcallgateway.catalog;

import io.llmcallgateway.catalog.price.PriceFile;
import io.llmcallgateway.catalog.price.PriceFileReader;
import java.io.InputStream;
import tools.jackson.databind.json.JsonMapper;

/// Reads `prices.json`, the shipped price file. A mistake in it is an exception, which a test
/// finds. Reading JSON takes a tenth of the time of YAML.
final class BundledPriceReader {
  private BundledPriceReader() {}

  static PriceFile read(InputStream in) {
    var root = new JsonMapper().readValue(in, Object.class);
    return PriceFileReader.read(
        root,
        "bundled",
        "",
        (path, problem) -> {
          throw new IllegalArgumentException("prices.json: " + path + " " + problem);
        });
  }
}
