package io.llmcallgateway.model.record;

import io.llmcallgateway.model.Body;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A body of a call.
///
/// @param attempt the number of the request to a provider, from 0; -1 for the client's side
/// @param type the content type; null if unknown
/// @param size the full size in bytes; `body` may be truncated
public record Payload(Kind kind, int attempt, @Nullable String type, long size, Body body) {

  /// The side and direction of a body. A streamed answer has two bodies: the bytes as sent, and the
  /// single document to which they amount.
  public enum Kind {
    CLIENT_REQUEST(0),
    CLIENT_ANSWER(1),
    CLIENT_STREAM(2),
    PROVIDER_REQUEST(3),
    PROVIDER_ANSWER(4);

    private static final List<Kind> ALL = List.of(values());

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /// Returns the number of the kind in files, which never changes.
    public int code() {
      return code;
    }

    /// Returns the kind of a code.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Kind of(int code) {
      for (var kind : ALL) if (kind.code == code) return kind;
      throw new IllegalArgumentException("no kind of payload has the code " + code);
    }

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean cut() {
    return body.size() < size;
  }
}
