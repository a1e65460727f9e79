package io.llmcallgateway.journal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A query for calls. Null and -1 do not restrict it. Times are in epoch milliseconds.
///
/// @param from inclusive
/// @param to exclusive
/// @param model as asked or as sent
/// @param state a `CallRecord.State`'s text
/// @param status exact, or 1 to 5 for a hundred
/// @param code the failure's code
/// @param cost a `Cost.State`'s text, or `DIFFERS` for those whose provider says another cost
/// @param text words to find in questions, answers and errors
/// @param before the cursor of a page: calls older than this one
public record CallQuery(
    long from,
    long to,
    @Nullable String model,
    @Nullable String provider,
    @Nullable String key,
    @Nullable String state,
    int status,
    @Nullable String code,
    @Nullable String cost,
    @Nullable String dialect,
    @Nullable Boolean stream,
    @Nullable String session,
    @Nullable String user,
    @Nullable String trace,
    Map<String, String> tags,
    @Nullable String text,
    long leastMicros,
    long leastNanos,
    long before,
    int limit) {
  public static final int MOST = 1_000;
  public static final String DIFFERS = "differs";
  public static final CallQuery ALL =
      new CallQuery(
          -1, -1, null, null, null, null, -1, null, null, null, null, null, null, null, Map.of(),
          null, -1, -1, -1, 50);

  public CallQuery {
    tags = Map.copyOf(tags);
    if (limit < 1 || limit > MOST) throw new IllegalArgumentException("limit: " + limit);
  }

  /// The page that begins after a cursor.
  public CallQuery after(long cursor) {
    return page(from, to, cursor, limit);
  }

  /// The same calls after a cursor, if it is one, at most so many.
  public CallQuery rest(long cursor, int most) {
    return page(from, to, cursor, most);
  }

  /// The same calls, not older than a time, at most so many.
  public CallQuery since(long millis, int most) {
    return page(millis, to, before, most);
  }

  /// The same calls, older than a time.
  public CallQuery until(long millis) {
    return page(from, millis, before, limit);
  }

  private CallQuery page(long from, long to, long before, int limit) {
    return new CallQuery(
        from,
        to,
        model,
        provider,
        key,
        state,
        status,
        code,
        cost,
        dialect,
        stream,
        session,
        user,
        trace,
        tags,
        text,
        leastMicros,
        leastNanos,
        before,
        limit);
  }
}
