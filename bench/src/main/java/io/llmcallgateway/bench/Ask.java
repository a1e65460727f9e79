package io.llmcallgateway.bench;

import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallQuery;
import java.time.Duration;
import java.util.List;

/// A list's query in the making.
final class Ask {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private CallFilter filter = CallFilter.ALL;
  private long before = -1;
  private int limit = 50;

  Ask with(CallFacet facet, String... values) {
    filter = filter.with(facet, values);
    return this;
  }

  Ask without(CallFacet facet, String... values) {
    filter = filter.without(facet, values);
    return this;
  }

  Ask tag(String name, String... values) {
    filter = filter.withTag(name, List.of(values));
    return this;
  }

  Ask text(String typed) {
    filter = filter.containing(typed);
    return this;
  }

  Ask micros(long least) {
    filter = filter.leastMicros(least);
    return this;
  }

  Ask nanos(long least) {
    filter = filter.leastNanos(least);
    return this;
  }

  Ask until(long millis) {
    filter = filter.between(filter.from(), millis);
    return this;
  }

  Ask day(long end) {
    filter = filter.between(end - DAY, end);
    return this;
  }

  Ask week(long end) {
    filter = filter.between(end - 7 * DAY, end);
    return this;
  }

  Ask before(long cursor) {
    before = cursor;
    return this;
  }

  Ask limit(int rows) {
    limit = rows;
    return this;
  }

  CallFilter filter() {
    return filter;
  }

  CallQuery query() {
    return new CallQuery(filter, before, limit);
  }
}
