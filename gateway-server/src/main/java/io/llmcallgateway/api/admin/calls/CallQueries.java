package io.llmcallgateway.api.admin.calls;

import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parses queries from named texts: the parameters of a request or the options of the command line.
public final class CallQueries {
  /// The names of all parameters except `tag.NAME`.
  public static final List<String> NAMES =
      List.of(
          "from",
          "to",
          "model",
          "provider",
          "key_id",
          "state",
          "status",
          "code",
          "cost",
          "dialect",
          "stream",
          "session",
          "user",
          "trace",
          "q",
          "min_ms",
          "min_usd",
          "before",
          "limit");

  private static final String TAG = "tag.";
  private static final List<String> STATES =
      List.of("success", "error", "refused", "cancelled", "stopped");
  private static final List<String> COSTS =
      List.of("priced", "unknown", "unused", CallQuery.DIFFERS);
  private static final Pattern AGO = Pattern.compile("(\\d{1,9})([smhdw])");

  private final Map<String, String> given;
  private final InstantSource clock;
  private final ZoneId zone;

  private CallQueries(Map<String, String> given, InstantSource clock, ZoneId zone) {
    this.given = given;
    this.clock = clock;
    this.zone = zone;
  }

  /// Parses a query. Throws a `GatewayException` that names the first invalid parameter.
  ///
  /// @param zone the time zone of days
  public static CallQuery of(Map<String, String> given, InstantSource clock, ZoneId zone) {
    return new CallQueries(given, clock, zone).query();
  }

  private CallQuery query() {
    var tags = new HashMap<String, String>();
    for (var entry : given.entrySet()) {
      var name = entry.getKey();
      if (name.startsWith(TAG)) tags.put(name.substring(TAG.length()), entry.getValue());
      else if (!NAMES.contains(name)) throw unknown(name);
    }
    return new CallQuery(
        time("from"),
        time("to"),
        text("model"),
        text("provider"),
        text("key_id"),
        state(),
        status(),
        text("code"),
        cost(),
        text("dialect"),
        stream(),
        text("session"),
        text("user"),
        text("trace"),
        tags,
        text("q"),
        number("min_ms", -1, Integer.MAX_VALUE, -1) * 1_000,
        nanos(),
        number("before", 0, Long.MAX_VALUE, -1),
        (int) number("limit", 1, CallQuery.MOST, 50));
  }

  private @Nullable String text(String name) {
    var value = given.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private long number(String name, long least, long most, long otherwise) {
    var value = text(name);
    if (value == null) return otherwise;
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) return number;
    } catch (NumberFormatException _) {
      // reported below
    }
    throw problem(name, "must be a whole number from " + Math.max(0, least) + " to " + most);
  }

  private @Nullable String state() {
    var value = text("state");
    if (value == null || STATES.contains(value)) return value;
    throw problem("state", "must be one of " + String.join(", ", STATES));
  }

  private @Nullable String cost() {
    var value = text("cost");
    if (value == null || COSTS.contains(value)) return value;
    throw problem("cost", "must be one of " + String.join(", ", COSTS));
  }

  private int status() {
    var value = text("status");
    if (value == null) return -1;
    if (value.matches("[1-5]xx")) return value.charAt(0) - '0';
    if (value.matches("[1-5]\\d\\d")) return Integer.parseInt(value);
    throw problem("status", "must be a status such as 429, or a hundred such as 5xx");
  }

  private @Nullable Boolean stream() {
    var value = text("stream");
    if (value == null) return null;
    if (value.equals("true") || value.equals("false")) return value.equals("true");
    throw problem("stream", "must be true or false");
  }

  private long nanos() {
    var value = text("min_usd");
    if (value == null) return -1;
    try {
      var dollars = new BigDecimal(value);
      if (dollars.signum() >= 0 && dollars.precision() < 30 && dollars.scale() > -7) {
        return dollars.movePointRight(9).setScale(0, RoundingMode.CEILING).longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException _) {
      // reported below
    }
    throw problem("min_usd", "must be an amount such as 0.05");
  }

  private long time(String name) {
    var value = text(name);
    if (value == null) return -1;
    try {
      var ago = AGO.matcher(value);
      if (ago.matches()) return clock.millis() - length(ago.group(1), ago.group(2)).toMillis();
      if (value.matches("\\d{11,15}")) return Long.parseLong(value);
      if (value.length() == 10) {
        return LocalDate.parse(value).atStartOfDay(zone).toInstant().toEpochMilli();
      }
      return value.endsWith("Z")
          ? Instant.parse(value).toEpochMilli()
          : OffsetDateTime.parse(value).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException _) {
      throw problem(
          name,
          "must be a time such as 2026-01-31T08:00:00Z, a day such as 2026-01-31, milliseconds"
              + " since 1970, or so long ago: 30s, 15m, 24h, 7d, 4w");
    }
  }

  private static Duration length(String count, String unit) {
    long number = Long.parseLong(count);
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(number * 7); // w, the last unit of the pattern
    };
  }

  private static GatewayException unknown(String name) {
    return problem(
        name, "is not known; there are " + String.join(", ", NAMES) + " and " + TAG + "NAME");
  }

  private static GatewayException problem(String name, String what) {
    return new GatewayException(
        Failure.of(Failure.Kind.INVALID_REQUEST, "'" + name + "' " + what + ".").withParam(name));
  }
}
