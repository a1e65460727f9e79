package io.llmcallgateway.outline;

import org.jspecify.annotations.Nullable;

/// What a part says, without where it stands.
record PartContent(
    @Nullable String name,
    @Nullable String ref,
    @Nullable String mediaType,
    long hash,
    @Nullable String text,
    boolean textCut,
    @Nullable String cached) {}
