package io.llmcallgateway.config;

import io.llmcallgateway.catalog.ModelGroup;
import io.llmcallgateway.journal.PayloadPolicy;
import org.jspecify.annotations.Nullable;

/// An entry under `models:` in gateway.yaml.
///
/// @param payloads what is kept of its calls' bodies; null where that is as for all
public record GroupSettings(ModelGroup group, @Nullable PayloadPolicy payloads) {}
