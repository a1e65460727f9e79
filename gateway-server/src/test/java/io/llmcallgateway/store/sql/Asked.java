package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallQuery;
import java.util.List;

/// A query in the making.
final class Asked {
  private CallFilter filter = CallFilter.ALL;
  private long before = -1;
  private int limit = 50;

  Asked between(long from, long to) {
    filter = filter.between(from, to);
    return this;
  }

  Asked model(String... models) {
    filter = filter.with(CallFacet.MODEL, models);
    return this;
  }

  Asked provider(String... providers) {
    filter = filter.with(CallFacet.PROVIDER, providers);
    return this;
  }

  Asked key(String... keys) {
    filter = filter.with(CallFacet.KEY, keys);
    return this;
  }

  Asked state(String... states) {
    filter = filter.with(CallFacet.STATE, states);
    return this;
  }

  Asked status(String... statuses) {
    filter = filter.with(CallFacet.STATUS, statuses);
    return this;
  }

  Asked code(String... codes) {
    filter = filter.with(CallFacet.CODE, codes);
    return this;
  }

  Asked stream(boolean stream) {
    filter = filter.with(CallFacet.STREAM, String.valueOf(stream));
    return this;
  }

  Asked session(String... sessions) {
    filter = filter.with(CallFacet.SESSION, sessions);
    return this;
  }

  Asked user(String... users) {
    filter = filter.with(CallFacet.USER, users);
    return this;
  }

  Asked trace(String trace) {
    filter = filter.with(CallFacet.TRACE, trace);
    return this;
  }

  Asked not(CallFacet facet, String... values) {
    filter = filter.without(facet, values);
    return this;
  }

  Asked tag(String name, String... values) {
    filter = filter.withTag(name, List.of(values));
    return this;
  }

  Asked text(String text) {
    filter = filter.containing(text);
    return this;
  }

  Asked leastMicros(long micros) {
    filter = filter.leastMicros(micros);
    return this;
  }

  Asked leastNanos(long nanos) {
    filter = filter.leastNanos(nanos);
    return this;
  }

  Asked cost(String... costs) {
    filter = filter.with(CallFacet.COST, costs);
    return this;
  }

  Asked before(long cursor) {
    before = cursor;
    return this;
  }

  Asked limit(int limit) {
    this.limit = limit;
    return this;
  }

  CallFilter filter() {
    return filter;
  }

  CallQuery query() {
    return new CallQuery(filter, before, limit);
  }
}
