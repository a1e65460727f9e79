package io.llmcallgateway.model;

import java.util.Locale;

/// The operation that a call requests. Its facts stand here, its way through the gateway in its
/// handler. The order is that of the codes in the database: a new one goes to the end.
public enum Operation {
  CHAT("chat", true, true),
  COMPLETION("text_completion", true, true),
  EMBEDDING("embeddings", true, false),
  COUNT_TOKENS("count_tokens", false, false);

  private final String telemetryName;
  private final boolean billed;
  private final boolean generates;
  private final String text = name().toLowerCase(Locale.ROOT);

  Operation(String telemetryName, boolean billed, boolean generates) {
    this.telemetryName = telemetryName;
    this.billed = billed;
    this.generates = generates;
  }

  /// Returns the name in records and in the administrative interface.
  public String text() {
    return text;
  }

  /// Returns the name of its path in the configuration of a provider.
  public String pathKey(boolean stream) {
    return this == CHAT && stream ? "stream" : text.replace('_', '-');
  }

  /// Returns the value of OpenTelemetry's `gen_ai.operation.name`.
  public String telemetryName() {
    return telemetryName;
  }

  /// Returns whether providers charge for it.
  public boolean isBilled() {
    return billed;
  }

  /// Returns whether its answers are tokens of a model.
  public boolean generates() {
    return generates;
  }
}
