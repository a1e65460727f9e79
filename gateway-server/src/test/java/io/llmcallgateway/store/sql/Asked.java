package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A query in the making.
final class Asked {
  private final Map<String, String> tags = new LinkedHashMap<>();
  private long from = -1;
  private long to = -1;
  private @Nullable String model;
  private @Nullable String provider;
  private @Nullable String key;
  private @Nullable String state;
  private int status = -1;
  private @Nullable String code;
  private @Nullable Boolean stream;
  private @Nullable String session;
  private @Nullable String user;
  private @Nullable String trace;
  private @Nullable String text;
  private long micros = -1;
  private @Nullable String cost;
  private long nanos = -1;
  private long before = -1;
  private int limit = 50;

  Asked between(long from, long to) {
    this.from = from;
    this.to = to;
    return this;
  }

  Asked model(String model) {
    this.model = model;
    return this;
  }

  Asked provider(String provider) {
    this.provider = provider;
    return this;
  }

  Asked key(String key) {
    this.key = key;
    return this;
  }

  Asked state(String state) {
    this.state = state;
    return this;
  }

  Asked status(int status) {
    this.status = status;
    return this;
  }

  Asked code(String code) {
    this.code = code;
    return this;
  }

  Asked stream(boolean stream) {
    this.stream = stream;
    return this;
  }

  Asked session(String session) {
    this.session = session;
    return this;
  }

  Asked user(String user) {
    this.user = user;
    return this;
  }

  Asked trace(String trace) {
    this.trace = trace;
    return this;
  }

  Asked tag(String name, String value) {
    tags.put(name, value);
    return this;
  }

  Asked text(String text) {
    this.text = text;
    return this;
  }

  Asked leastMicros(long micros) {
    this.micros = micros;
    return this;
  }

  Asked leastNanos(long nanos) {
    this.nanos = nanos;
    return this;
  }

  Asked cost(String cost) {
    this.cost = cost;
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

  CallQuery query() {
    return new CallQuery(
        from, to, model, provider, key, state, status, code, cost, null, stream, session, user,
        trace, tags, text, micros, nanos, before, limit);
  }
}
