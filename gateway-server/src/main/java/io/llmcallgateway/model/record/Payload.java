package io.llmcallgateway.model.record;

import io.llmcallgateway.model.Body;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A body of a call as it was seen.
///
/// @param attempt the number of the request to a provider, from 0; -1 for the client's side
/// @param type the content type, where it is known
/// @param size the true size in bytes; `body` may be cut
public record Payload(Kind kind, int attempt, @Nullable String type, long size, Body body) {

  /// Whose body. A streamed answer has two: the bytes as they went, and the one document that they
  /// amount to.
  public enum Kind {
    CLIENT_REQUEST,
    CLIENT_ANSWER,
    CLIENT_STREAM,
    PROVIDER_REQUEST,
    PROVIDER_ANSWER;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean cut() {
    return body.size() < size;
  }
}
