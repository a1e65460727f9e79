package io.llmcallgateway.relay.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Headers.Header;
import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.relay.translation.PreparedCall;
import io.llmcallgateway.route.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The headers that a client gets: the gateway's own, and those of the provider that clients act
/// on. An allow-list, so that no cookie, no connection header and no internal name gets through.
public final class ReplyHeaders {
  /// The content type of bytes whose type is not known.
  static final String BYTES = "application/octet-stream";

  private static final List<String> PASSED_PREFIXES =
      List.of("x-ratelimit-", "openai-", "anthropic-ratelimit-");
  private static final List<String> PASSED = List.of("retry-after", "retry-after-ms");

  /// The size of headers that all clients and proxies take, less the gateway's own, in bytes.
  private static final int MOST_PASSED = 8 * 1024;

  private ReplyHeaders() {}

  /// Returns the headers of a plain answer.
  ///
  /// @param provider the provider's own
  public static Headers plain(PreparedCall prepared, LossReport losses, Headers provider) {
    var contentType = prepared.answerUntouched() ? provider.first("content-type") : null;
    var headers = of(prepared.target(), losses, provider);
    if (contentType == null || contentType.contains("event-stream")) {
      contentType = "application/json";
    }
    headers.add(new Header("content-type", contentType));
    return new Headers(headers);
  }

  /// Returns the headers of an answer that passes as it comes.
  static Headers bytes(PreparedCall prepared, Headers provider) {
    var headers = of(prepared.target(), prepared.losses(), provider);
    var type = provider.first("content-type");
    headers.add(new Header("content-type", type == null ? BYTES : type));
    return new Headers(headers);
  }

  /// Returns the header of a cost: decimal US dollars in plain digits, or `unknown`; nothing where
  /// nothing was used.
  public static Headers cost(Cost cost) {
    return switch (cost.state()) {
      case PRICED -> Headers.of("x-gateway-cost", cost.dollars());
      case UNKNOWN -> Headers.of("x-gateway-cost", "unknown");
      case UNUSED -> Headers.NONE;
    };
  }

  /// Returns the headers of a plain answer that the gateway itself made for a target.
  public static Headers own(Target target, LossReport losses, Headers provider) {
    var headers = of(target, losses, provider);
    headers.add(new Header("content-type", "application/json"));
    return new Headers(headers);
  }

  /// Returns the headers of a stream.
  static Headers stream(Target target, LossReport losses, Headers provider, String contentType) {
    return stream(of(target, losses, provider), contentType);
  }

  /// Returns the headers of a stream that begins before it is known who answers.
  static Headers waitingStream(String contentType) {
    return stream(new ArrayList<>(3), contentType);
  }

  /// Returns a comment of a stream that says what headers said, had they not gone out before.
  static byte[] asComment(Target target) {
    var text =
        ": x-gateway-provider: %s, x-gateway-model: %s\n\n"
            .formatted(target.provider().id(), target.model());
    return text.getBytes(UTF_8);
  }

  private static Headers stream(List<Header> headers, String contentType) {
    headers.add(new Header("content-type", contentType));
    headers.add(new Header("cache-control", "no-cache"));
    headers.add(new Header("x-accel-buffering", "no"));
    return new Headers(headers);
  }

  /// Returns the headers of a stream that is an error from its beginning.
  public static Headers failedStream(Failure failure, String contentType) {
    return error(failure, contentType).and(Headers.of("cache-control", "no-cache"));
  }

  /// Returns the headers of an error reply.
  public static Headers error(Failure failure) {
    return error(failure, "application/json");
  }

  private static Headers error(Failure failure, String contentType) {
    var headers = new ArrayList<Header>(4);
    headers.add(new Header("content-type", contentType));
    if (failure.provider() != null) {
      headers.add(new Header("x-gateway-provider", failure.provider()));
    }
    var after = failure.retryAfter();
    if (after != null) {
      headers.add(new Header("retry-after", Long.toString(ceilSeconds(after))));
      headers.add(new Header("retry-after-ms", Long.toString(after.toMillis())));
    }
    switch (failure.kind()) {
      case UPSTREAM_AUTH, QUOTA_EXHAUSTED -> headers.add(new Header("x-should-retry", "false"));
      default -> {}
    }
    return new Headers(headers);
  }

  private static long ceilSeconds(Duration duration) {
    return (duration.toMillis() + 999) / 1000;
  }

  private static List<Header> of(Target target, LossReport losses, Headers provider) {
    var headers = new ArrayList<Header>(8);
    headers.add(new Header("x-gateway-provider", target.provider().id()));
    headers.add(new Header("x-gateway-model", target.model()));
    if (!losses.told().isEmpty()) {
      headers.add(new Header("x-gateway-losses", losses.header()));
    }
    int room = MOST_PASSED;
    for (var header : provider.all()) {
      if (!isPassed(header.name().toLowerCase(Locale.ROOT))) continue;
      int length = header.name().length() + header.value().length() + 4;
      if (length > room) continue; // the answer matters more
      room -= length;
      headers.add(header);
    }
    return headers;
  }

  private static boolean isPassed(String name) {
    for (var prefix : PASSED_PREFIXES) if (name.startsWith(prefix)) return true;
    return PASSED.contains(name);
  }
}
