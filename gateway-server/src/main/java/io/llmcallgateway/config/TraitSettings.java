package io.llmcallgateway.config;

import io.llmcallgateway.model.Trait;
import java.util.Set;

/// What a provider's requests may have and may not have, over what is built in.
public record TraitSettings(Set<Trait> accepts, Set<Trait> refuses) {
  public TraitSettings {
    accepts = Set.copyOf(accepts);
    refuses = Set.copyOf(refuses);
  }
}
