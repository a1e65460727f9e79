package io.llmcallgateway.model;

import java.util.Locale;

/// The operation that a call requests. Its facts stand here, its way through the gateway in its
/// handler. The order is that of the codes in the database: a new one goes to the end.
public enum Operation {
  CHAT("chat", Billing.BY_TEXT, true, Request.JSON),
  COMPLETION("text_completion", Billing.BY_TEXT, true, Request.JSON),
  EMBEDDING("embeddings", Billing.BY_TEXT, false, Request.JSON),
  COUNT_TOKENS("count_tokens", Billing.NONE, false, Request.JSON),
  TRANSCRIPTION("transcription", Billing.BY_MEDIA, true, Request.FORM),
  AUDIO_TRANSLATION("audio_translation", Billing.BY_MEDIA, true, Request.FORM),
  SPEECH("speech", Billing.BY_MEDIA, true, Request.JSON);

  private enum Billing {
    NONE,
    /// By tokens of texts, which can be counted where a provider does not tell them.
    BY_TEXT,
    /// By sound or pictures, of which only the provider knows the amount.
    BY_MEDIA
  }

  /// How the request of an operation is taken.
  public enum Request {
    /// One JSON document, which is held whole.
    JSON,
    /// A form with files, which is stored and passed on in pieces.
    FORM
  }

  private final String telemetryName;
  private final Billing billing;
  private final boolean generates;
  private final Request request;
  private final String text = name().toLowerCase(Locale.ROOT);

  Operation(String telemetryName, Billing billing, boolean generates, Request request) {
    this.telemetryName = telemetryName;
    this.billing = billing;
    this.generates = generates;
    this.request = request;
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
    return billing != Billing.NONE;
  }

  /// Returns whether what was used can be counted from the texts of a call.
  public boolean isCountable() {
    return billing == Billing.BY_TEXT;
  }

  /// Returns how its requests are taken.
  public Request request() {
    return request;
  }

  /// Returns whether a model's output is charged for, too.
  public boolean generates() {
    return generates;
  }
}
