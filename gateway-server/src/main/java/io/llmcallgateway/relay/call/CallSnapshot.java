package io.llmcallgateway.relay.call;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.journal.PayloadPolicy;
import io.llmcallgateway.meter.Pricing;
import io.llmcallgateway.route.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The configuration that serves a call, taken when the call is accepted and used to its end.
/// Immutable.
public interface CallSnapshot {
  /// Returns the providers and models.
  Catalog catalog();

  Pricing pricing();

  /// Returns how much is kept of a call.
  ///
  /// @param model by the name that the client used
  /// @param key the id of the client key
  PayloadPolicy payloadPolicy(String model, String key);

  /// Returns the most that is kept of a body, in bytes.
  int payloadLimit();

  /// Returns the time limit of a plain call, and of the silence of a stream: `REQUEST_TIMEOUT`.
  Duration requestTimeout();

  /// Returns the time limit of a stream's first token; null where it has none of its own.
  ///
  /// @param routedAs the name that the model was found by
  @Nullable Duration firstTokenTimeout(String routedAs, Target target);

  /// Returns whether streams that tell their usage tell their cost, asked or not.
  boolean costInStreams();

  /// Returns what tells configurations apart in the records of calls.
  String digest();
}
