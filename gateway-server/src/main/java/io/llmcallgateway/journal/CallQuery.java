package io.llmcallgateway.journal;

/// A query for a page of calls.
///
/// @param before the cursor of a page: calls older than this one; -1 for the newest
public record CallQuery(CallFilter filter, long before, int limit) {
  public static final int MOST = 1_000;
  private static final int USUAL = 50;

  public CallQuery {
    if (limit < 1 || limit > MOST) throw new IllegalArgumentException("limit: " + limit);
  }

  /// The newest calls.
  public static CallQuery newest(CallFilter filter) {
    return new CallQuery(filter, -1, USUAL);
  }

  /// The page that begins after a cursor.
  public CallQuery after(long cursor) {
    return new CallQuery(filter, cursor, limit);
  }

  /// The same calls, at most so many.
  public CallQuery limit(int most) {
    return new CallQuery(filter, before, most);
  }
}
