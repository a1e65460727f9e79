package io.llmcallgateway.api.admin.settings;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.price.PriceBook;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.config.SettingOrigin;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.journal.Redaction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The configuration in force, as the pages about it see it.
///
/// @param rejected the problems of a later change that could not be taken over
/// @param reloadedAt the time of the last change; null if there was none since the start
public record ConfigurationInForce(
    String digest,
    Settings settings,
    List<SettingOrigin> origins,
    List<Problem> rejected,
    @Nullable Instant reloadedAt,
    Catalog catalog,
    PriceBook prices,
    Redaction redaction) {
  /// Supplies the configuration in force.
  @FunctionalInterface
  public interface Source {
    ConfigurationInForce current();
  }

  /// Hides secrets in a text.
  @FunctionalInterface
  public interface TextMask {
    String mask(String text);
  }
}
