package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.dialect.support.ErrorTable;
import io.llmcallgateway.model.Failure;

/// A failure that ends a stream, in words by which agents know that a retry is worth it: in the
/// middle of a stream there is no status to tell it.
public final class StreamErrorText {
  private StreamErrorText() {}

  public static Failure told(Failure failure) {
    var begin =
        switch (failure.kind()) {
          case STREAM_CUT, UPSTREAM_UNREACHABLE, TIMEOUT, STOPPING -> "Connection lost: ";
          case UPSTREAM_ERROR, INTERNAL -> unless(failure, "Server error: ");
          case OVERLOADED -> unless(failure, "Overloaded: ");
          case RATE_LIMITED -> unless(failure, "Rate limit: ");
          case INVALID_REQUEST,
              CONTEXT_LENGTH,
              UNAUTHENTICATED,
              FORBIDDEN,
              UNKNOWN_PATH,
              MODEL_NOT_FOUND,
              METHOD_NOT_ALLOWED,
              CLIENT_TIMEOUT,
              TOO_LARGE,
              UNSUPPORTED_ENCODING,
              HEADERS_TOO_LARGE,
              QUOTA_EXHAUSTED,
              UNSUPPORTED,
              UPSTREAM_AUTH ->
              "";
        };
    if (begin.isEmpty()) return failure;
    return failure.told(begin + failure.message(), failure.details(), failure.causes());
  }

  private static String unless(Failure failure, String begin) {
    return ErrorTable.tellsRetry(failure.message()) ? "" : begin;
  }
}
