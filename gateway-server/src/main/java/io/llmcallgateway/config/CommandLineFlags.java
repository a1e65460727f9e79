package io.llmcallgateway.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The command line's flags for named settings.
public record CommandLineFlags(
    @Nullable Path config, @Nullable String host, @Nullable Integer port) {}
