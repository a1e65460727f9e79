package io.llmcallgateway.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The wire formats that the gateway speaks, each with what settings and records need to know of
/// it. This is the one list of them; the compiler asks `bootstrap.AllDialects` for the module of
/// each.
public enum DialectId {
  OPENAI(ProviderAuth.BEARER, "chat"),
  RESPONSES(ProviderAuth.BEARER, null),
  ANTHROPIC(ProviderAuth.X_API_KEY, "messages"),
  GEMINI(ProviderAuth.X_GOOG_API_KEY, null),
  BEDROCK(ProviderAuth.AWS, null),
  COHERE(ProviderAuth.BEARER, null),
  OLLAMA(ProviderAuth.BEARER, null);

  /// The format of a provider of which nothing else is known: most vendors serve it, many besides
  /// their own.
  public static final DialectId USUAL = OPENAI;

  /// All names, for messages.
  public static final List<String> NAMES = Arrays.stream(values()).map(DialectId::text).toList();

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final ProviderAuth usualAuth;
  private final @Nullable String apiName;

  DialectId(ProviderAuth usualAuth, @Nullable String apiName) {
    this.usualAuth = usualAuth;
    this.apiName = apiName;
  }

  /// The name in gateway.yaml, in records and in documents.
  public String text() {
    return text;
  }

  /// The way to authenticate at a provider that names none.
  public ProviderAuth usualAuth() {
    return usualAuth;
  }

  /// The vendors' word for the API, where that is another; else null.
  public @Nullable String apiName() {
    return apiName;
  }

  /// The dialect of that name; null where there is none.
  public static @Nullable DialectId of(String text) {
    for (var dialect : values()) if (dialect.text.equals(text)) return dialect;
    return null;
  }

  /// The dialect of that name, or of that word for its API; null where there is none.
  public static @Nullable DialectId ofNameOrApi(String text) {
    for (var dialect : values()) if (text.equals(dialect.apiName)) return dialect;
    return of(text);
  }

  /// True if clients come back to an answer by the id that the answer has.
  public boolean answersHaveIds() {
    return this == RESPONSES;
  }
}
