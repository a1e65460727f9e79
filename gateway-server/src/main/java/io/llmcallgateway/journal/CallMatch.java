package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.CallRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Matches records against a query where no database can do it.
public final class CallMatch {
  private CallMatch() {}

  /// True if a call is wanted. Words are found as by the index.
  public static boolean wanted(CallQuery query, CallRecord call) {
    return inTime(query, call)
        && names(query, call)
        && status(query, call)
        && cost(query.cost(), call)
        && labels(query, call)
        && call.timing().total() >= query.leastMicros()
        && call.cost().nanos() >= query.leastNanos()
        && words(query.text(), call);
  }

  private static boolean inTime(CallQuery query, CallRecord call) {
    return call.startedAt() >= query.from() && (query.to() < 0 || call.startedAt() < query.to());
  }

  private static boolean names(CallQuery query, CallRecord call) {
    var models = call.models();
    return (query.model() == null
            || query.model().equals(models.asked())
            || query.model().equals(models.sent()))
        && same(query.provider(), models.provider())
        && same(query.key(), call.client().key())
        && same(query.dialect(), call.dialect())
        && same(query.state(), call.state().text())
        && same(query.code(), call.failure() == null ? null : call.failure().label())
        && (query.stream() == null || query.stream() == call.stream());
  }

  private static boolean status(CallQuery query, CallRecord call) {
    if (query.status() < 0) return true;
    return query.status() == (query.status() >= 100 ? call.status() : call.status() / 100);
  }

  private static boolean cost(@Nullable String wanted, CallRecord call) {
    if (CallQuery.DIFFERS.equals(wanted)) return call.costDiffers();
    return same(wanted, call.cost().state().text());
  }

  private static boolean labels(CallQuery query, CallRecord call) {
    var client = call.client();
    return same(query.session(), client.session())
        && same(query.user(), client.user())
        && same(query.trace(), client.trace())
        && call.tags().entrySet().containsAll(query.tags().entrySet());
  }

  private static boolean same(@Nullable String wanted, @Nullable String is) {
    return wanted == null || Objects.equals(wanted, is);
  }

  private static boolean words(@Nullable String typed, CallRecord call) {
    if (typed == null || typed.isBlank()) return true;
    var message = call.failure() == null ? "" : call.failure().message();
    return SearchWords.found(
        SearchWords.terms(typed), call.question() + "\n" + call.answered() + "\n" + message);
  }
}
