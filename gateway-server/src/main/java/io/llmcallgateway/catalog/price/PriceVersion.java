package io.llmcallgateway.catalog.price;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A version of all prices. Its book is made on first use, since the shipped prices take some time
/// to read. Effectively immutable; thread-safe.
public final class PriceVersion {
  /// Supplies the shipped prices.
  public interface Shipped {
    PriceFile prices();
  }

  private final Shipped shipped;
  private final List<PriceFile> layers;
  private volatile @Nullable PriceBook book;

  /// @param layers the layers above the shipped prices
  public PriceVersion(Shipped shipped, List<PriceFile> layers) {
    this.shipped = shipped;
    this.layers = List.copyOf(layers);
  }

  public PriceBook book() {
    var known = book;
    return known == null ? made() : known;
  }

  private synchronized PriceBook made() {
    var known = book;
    if (known != null) return known;
    var all = new ArrayList<PriceFile>(layers.size() + 1);
    all.add(shipped.prices());
    all.addAll(layers);
    known = new PriceBook(all);
    book = known;
    return known;
  }
}
