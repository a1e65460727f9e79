package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.CallRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Matches records against a filter where no database can do it.
public final class CallMatch {
  private CallMatch() {}

  /// True if a call is wanted. Words are found as by the index.
  public static boolean wanted(CallFilter filter, CallRecord call) {
    return call.startedAt() >= filter.from()
        && (filter.to() < 0 || call.startedAt() < filter.to())
        && facets(filter, call)
        && tags(filter, call)
        && call.timing().total() >= filter.leastMicros()
        && call.cost().nanos() >= filter.leastNanos()
        && words(filter.text(), call);
  }

  private static boolean facets(CallFilter filter, CallRecord call) {
    return filter.facets().entrySet().stream()
        .allMatch(facet -> facet.getValue().admits(facet.getKey().values(call)));
  }

  private static boolean tags(CallFilter filter, CallRecord call) {
    return filter.tags().entrySet().stream()
        .allMatch(tag -> tag.getValue().admits(values(call, tag.getKey())));
  }

  private static List<String> values(CallRecord call, String tag) {
    var value = call.tags().get(tag);
    return value == null ? List.of() : List.of(value);
  }

  private static boolean words(@Nullable String typed, CallRecord call) {
    if (typed == null) return true;
    var message = call.failure() == null ? "" : call.failure().message();
    return SearchWords.found(
        SearchWords.terms(typed), call.question() + "\n" + call.answered() + "\n" + message);
  }
}
