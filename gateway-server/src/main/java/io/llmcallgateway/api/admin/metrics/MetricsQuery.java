package io.llmcallgateway.api.admin.metrics;

import io.llmcallgateway.journal.SumsQuery;
import io.llmcallgateway.journal.SumsQuery.Step;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The parameters of a request for metrics.
///
/// @param hours the length of time until now; 0 for all time since the last reset
/// @param step the length of a period in trends
record MetricsQuery(
    int hours,
    Step step,
    @Nullable String groupBy,
    @Nullable String model,
    @Nullable String provider,
    @Nullable String key) {
  /// Ten years, since sums of days are kept forever.
  static final int MOST_HOURS = 87_600;

  private static final int USUAL_HOURS = 24;
  private static final int MOST_MINUTE_HOURS = 24;
  private static final int MOST_HOUR_HOURS = 744;
  private static final Pattern GROUP = Pattern.compile("model|provider|key|code|tag:.{1,64}");

  /// Parses a request for totals. Throws a `GatewayException` that says which values are allowed.
  static MetricsQuery totals(Map<String, String> given) {
    return of(given, false);
  }

  /// Parses a request for the totals of all models.
  static MetricsQuery models(Map<String, String> given) {
    return new MetricsQuery(hours(given.get("hours"), 0), Step.DAY, null, null, null, null);
  }

  /// Parses a request for trends.
  static MetricsQuery trends(Map<String, String> given) {
    return of(given, true);
  }

  private static MetricsQuery of(Map<String, String> given, boolean trends) {
    var groupBy = given.get("group_by");
    if (groupBy != null && !GROUP.matcher(groupBy).matches()) {
      throw problem("group_by", "must be model, provider, key, code or tag:NAME");
    }
    var model = given.get("model");
    var provider = given.get("provider");
    var key = given.get("key_id");
    boolean narrowed = groupBy != null || model != null || provider != null || key != null;
    if (groupBy != null
        && groupBy.startsWith("tag:")
        && (model != null || provider != null || key != null)) {
      throw problem("group_by", "must not be a tag where there is a model, provider or key_id");
    }
    int hours = hours(given.get("hours"), trends || narrowed ? USUAL_HOURS : 0);
    var step = step(given.get("step"), hours, groupBy);
    return new MetricsQuery(hours, step, groupBy, model, provider, key);
  }

  private static int hours(@Nullable String text, int otherwise) {
    if (text == null) return otherwise;
    try {
      int hours = Integer.parseInt(text);
      if (hours >= 1 && hours <= MOST_HOURS) return hours;
    } catch (NumberFormatException _) {
      // reported below
    }
    throw problem("hours", "must be a whole number from 1 to " + MOST_HOURS);
  }

  private static Step step(@Nullable String text, int hours, @Nullable String groupBy) {
    if (text == null) return hours <= MOST_HOUR_HOURS ? Step.HOUR : Step.DAY;
    for (var step : new Step[] {Step.MINUTE, Step.HOUR, Step.DAY}) {
      if (!step.name().toLowerCase(Locale.ROOT).equals(text)) continue;
      if (step == Step.MINUTE && hours > MOST_MINUTE_HOURS) {
        throw problem("step", "must be hour or day beyond " + MOST_MINUTE_HOURS + " hours");
      }
      if (step == Step.MINUTE && groupBy != null && groupBy.startsWith("tag:")) {
        throw problem("step", "must be hour or day where tags are told apart");
      }
      if (step == Step.HOUR && hours > MOST_HOUR_HOURS) {
        throw problem("step", "must be day beyond " + MOST_HOUR_HOURS + " hours");
      }
      return step;
    }
    throw problem("step", "must be minute, hour or day");
  }

  SumsQuery query(long from, Step each, @Nullable String group, int most) {
    return new SumsQuery(from, -1, each, group, most, model, provider, key);
  }

  private static GatewayException problem(String name, String what) {
    return new GatewayException(
        Failure.of(Failure.Kind.INVALID_REQUEST, "'" + name + "' " + what + ".").withParam(name));
  }
}
