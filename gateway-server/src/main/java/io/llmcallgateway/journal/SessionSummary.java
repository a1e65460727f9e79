package io.llmcallgateway.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the calls of a session add up to. Instants in epoch milliseconds, cost in nano-USD.
///
/// @param source the header or member of the body that names the session
/// @param client the user agent of the newest call
/// @param firstQuestion the beginning of what the user said first
/// @param endedAt the end of the call that ended last
/// @param tools how often tools were called
/// @param unpriced calls that used something whose price is not known
/// @param models some of those that were asked for
/// @param whole false if only the newest of very many calls were added up
public record SessionSummary(
    String id,
    @Nullable String source,
    @Nullable String client,
    String firstQuestion,
    long startedAt,
    long endedAt,
    long calls,
    long errors,
    long tools,
    long input,
    long cached,
    long output,
    long nanos,
    long unpriced,
    List<String> models,
    boolean whole) {
  public SessionSummary {
    models = List.copyOf(models);
  }
}
