package io.llmcallgateway.api.admin.calls;

import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the parameters that select calls. Throws a `GatewayException` that names the first invalid
/// parameter.
public final class FilterParameters {
  private static final String TAG = "tag.";
  private static final String NOT = "not.";
  private static final Set<CallFacet> SINGLE =
      Set.of(CallFacet.STREAM, CallFacet.TRACE, CallFacet.CACHE, CallFacet.OPERATION);
  private static final List<String> PLAIN = List.of("from", "to", "q", "min_ms", "min_usd");
  private static final int MOST_VALUES = 50;
  private static final List<String> STATES =
      List.of("success", "error", "refused", "cancelled", "stopped");
  private static final Pattern STATUS = Pattern.compile("[1-5](xx|\\d\\d)");
  private static final Pattern AGO = Pattern.compile("(\\d{1,9})([smhdw])");

  private final Map<String, List<String>> given;
  private final InstantSource clock;
  private final ZoneId zone;

  /// @param zone the time zone of days
  public FilterParameters(Map<String, List<String>> given, InstantSource clock, ZoneId zone) {
    this.given = given;
    this.clock = clock;
    this.zone = zone;
  }

  /// The filter.
  ///
  /// @param others the names that are allowed besides those of filters
  public CallFilter filter(Collection<String> others) {
    for (var name : given.keySet()) {
      if (!others.contains(name) && !isFilter(name)) throw unknown(name, others);
    }
    var filter =
        CallFilter.ALL
            .between(time("from"), time("to"))
            .containing(text("q"))
            .leastMicros(micros())
            .leastNanos(nanos());
    for (var facet : CallFacet.values()) {
      filter = filter.with(facet, values(facet, ""));
      if (!SINGLE.contains(facet)) filter = filter.without(facet, values(facet, NOT));
    }
    for (var name : given.keySet()) {
      if (name.startsWith(TAG)) {
        filter = filter.withTag(name.substring(TAG.length()), all(name));
      } else if (name.startsWith(NOT + TAG)) {
        filter = filter.withoutTag(name.substring((NOT + TAG).length()), all(name));
      }
    }
    return filter;
  }

  private static boolean isFilter(String name) {
    var plain = name.startsWith(NOT) ? name.substring(NOT.length()) : name;
    if (plain.startsWith(TAG)) return true;
    if (name.equals(plain) && PLAIN.contains(name)) return true;
    return Stream.of(CallFacet.values())
        .filter(facet -> name.equals(plain) || !SINGLE.contains(facet))
        .anyMatch(facet -> plain.equals(facet.parameter()) || isKey(facet, plain));
  }

  private static boolean isKey(CallFacet facet, String name) {
    return facet == CallFacet.KEY && name.equals("key");
  }

  /// The values that are given for a facet, each of which makes sense.
  private List<String> values(CallFacet facet, String prefix) {
    var name = prefix + facet.parameter();
    var values = new ArrayList<>(values(name));
    if (facet == CallFacet.KEY) values.addAll(values(prefix + "key"));
    if (SINGLE.contains(facet) && values.size() > 1) throw problem(name, "may be given once");
    for (var value : values) {
      switch (facet) {
        case STATE -> requireOneOf(name, value, STATES);
        case COST -> requireOneOf(name, value, CallFacet.costs());
        case STREAM -> requireOneOf(name, value, List.of("true", "false"));
        case CACHE -> requireOneOf(name, value, List.of(CallFacet.HIT, CallFacet.MISS));
        case OPERATION ->
            requireOneOf(name, value, Stream.of(Operation.values()).map(Operation::text).toList());
        case ORIGIN ->
            requireOneOf(
                name, value, Stream.of(Failure.Fault.values()).map(Failure.Fault::text).toList());
        case STATUS -> {
          if (!STATUS.matcher(value).matches()) {
            throw problem(name, "must be a status such as 429, or a hundred such as 5xx");
          }
        }
        default -> {}
      }
    }
    return values;
  }

  private static void requireOneOf(String name, String value, List<String> allowed) {
    if (allowed.contains(value)) return;
    throw problem(name, "must be " + String.join(" or ", allowed));
  }

  /// The values of a parameter that are not blank.
  List<String> values(String name) {
    return all(name).stream().filter(value -> !value.isBlank()).map(String::strip).toList();
  }

  private List<String> all(String name) {
    var values = given.getOrDefault(name, List.of());
    if (values.size() <= MOST_VALUES) return values;
    throw problem(name, "may be given " + MOST_VALUES + " times at most");
  }

  /// The first value of a parameter, without blanks around it; null if there is none.
  public @Nullable String text(String name) {
    var values = values(name);
    return values.isEmpty() ? null : values.getFirst();
  }

  /// One of some words; null if none is given.
  public @Nullable String word(String name, List<String> allowed) {
    var value = text(name);
    if (value != null) requireOneOf(name, value, allowed);
    return value;
  }

  /// A whole number within limits.
  public long number(String name, long least, long most, long otherwise) {
    var value = text(name);
    if (value == null) return otherwise;
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) return number;
    } catch (NumberFormatException _) {
      // reported below
    }
    throw problem(name, "must be a whole number from " + least + " to " + most);
  }

  private long micros() {
    long millis = number("min_ms", 0, Integer.MAX_VALUE, -1);
    return millis < 0 ? -1 : millis * 1_000;
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

  private static GatewayException unknown(String name, Collection<String> others) {
    var facets = Stream.of(CallFacet.values()).map(CallFacet::parameter);
    var names = Stream.of(PLAIN.stream(), facets, others.stream().sorted()).flatMap(each -> each);
    return problem(
        name,
        "is not known; there are "
            + String.join(", ", names.toList())
            + " and tag.NAME, and not.NAME for most of them");
  }

  /// The error of a parameter.
  public static GatewayException problem(String name, String what) {
    return new GatewayException(
        Failure.of(Failure.Kind.INVALID_REQUEST, "'" + name + "' " + what + ".").withParam(name));
  }
}
