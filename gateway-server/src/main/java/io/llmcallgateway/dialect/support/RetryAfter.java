package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Headers;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// When a provider says that a retry makes sense: `retry-after-ms`, `retry-after` in seconds or as
/// a date, or OpenAI's sentence in the message.
public final class RetryAfter {
  private static final Pattern SENTENCE =
      Pattern.compile("try again in (\\d{1,9}(?:\\.\\d{1,9})?)(ms|s)\\b");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  private RetryAfter() {}

  public static @Nullable Duration read(Headers headers, String message) {
    var millis = number(headers.first("retry-after-ms"));
    boolean zero = millis != null && millis.signum() == 0;
    // Azure sends 0 beside a true `retry-after`.
    if (millis != null && (!zero || headers.first("retry-after") == null)) {
      return Duration.ofMillis(millis.longValue());
    }
    var header = headers.first("retry-after");
    var seconds = number(header);
    if (seconds != null) return Duration.ofMillis(seconds.movePointRight(3).longValue());
    if (header != null) return until(header);
    var matcher = SENTENCE.matcher(message);
    if (!matcher.find()) return null;
    var value = new BigDecimal(matcher.group(1));
    boolean inMillis = matcher.group(2).equals("ms");
    return Duration.ofMillis((inMillis ? value : value.movePointRight(3)).longValue());
  }

  /// Plain digits only: an exponent would make a short text a very long number.
  private static @Nullable BigDecimal number(@Nullable String text) {
    if (text == null || !NUMBER.matcher(text.strip()).matches()) return null;
    return new BigDecimal(text.strip());
  }

  private static @Nullable Duration until(String date) {
    try {
      var at = ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var left = Duration.between(Instant.now(), at);
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException _) {
      return null;
    }
  }
}
