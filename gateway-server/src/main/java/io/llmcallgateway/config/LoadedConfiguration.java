package io.llmcallgateway.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A valid configuration, with the origin of each value.
///
/// @param lines of gateway.yaml, for problems that are found later
/// @param file the path of gateway.yaml, which need not exist
public record LoadedConfiguration(
    Settings settings, List<SettingOrigin> origins, SourceLines lines, @Nullable Path file) {
  public LoadedConfiguration {
    origins = List.copyOf(origins);
  }
}
