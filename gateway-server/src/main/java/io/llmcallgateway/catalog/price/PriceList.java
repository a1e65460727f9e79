package io.llmcallgateway.catalog.price;

import io.llmcallgateway.model.Cost.Bucket;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The prices of one provider in one file.
///
/// @param sameAs the list that also applies to this one's models
/// @param fallback lists for models that this one does not have
/// @param billedAs buckets that are billed as another one if they have no price of their own; null
///   if the list does not say
/// @param service factors of service tiers for all prices; without a value if unknown
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
