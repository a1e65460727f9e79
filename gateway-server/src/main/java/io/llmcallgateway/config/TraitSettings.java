package io.llmcallgateway.config;

import io.llmcallgateway.model.Trait;
import java.util.Set;

/// Traits that a provider's requests may and may not have, over the built-in ones.
public record TraitSettings(Set<Trait> accepts, Set<Trait> refuses) {
  public TraitSettings {
    accepts = Set.copyOf(accepts);
    refuses = Set.copyOf(refuses);
  }
}
