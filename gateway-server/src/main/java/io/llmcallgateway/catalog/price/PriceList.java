package io.llmcallgateway.catalog.price;

import io.llmcallgateway.model.Cost.Bucket;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The prices of one provider in one file.
///
/// @param sameAs the list that holds for this one's models too
/// @param fallback lists that are asked for a model that this one lacks
/// @param billedAs buckets that are billed as another where they have no price of their own; null
///   where the list does not say
/// @param service what a service tier does to all prices: a factor, or none where it is not known
public record PriceList(
    @Nullable String sameAs,
    List<String> fallback,
    @Nullable Map<Bucket, Bucket> billedAs,
    Map<String, BigDecimal> service,
    List<PricedModel> models) {
  public PriceList {
    fallback = List.copyOf(fallback);
    billedAs = billedAs == null ? null : Map.copyOf(billedAs);
    service = Map.copyOf(service);
    models = List.copyOf(models);
  }
}
