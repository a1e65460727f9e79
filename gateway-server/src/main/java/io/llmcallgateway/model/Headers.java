package io.llmcallgateway.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// HTTP headers in order. Names are compared without case.
public record Headers(List<Header> all) {
  public static final Headers NONE = new Headers(List.of());

  /// A header.
  public record Header(String name, String value) {}

  public Headers {
    all = List.copyOf(all);
  }

  public static Headers of(String name, String value) {
    return new Headers(List.of(new Header(name, value)));
  }

  /// Returns the first value of a header, or null if there is none.
  public @Nullable String first(String name) {
    for (var header : all) if (header.name().equalsIgnoreCase(name)) return header.value();
    return null;
  }

  /// Returns these headers followed by others.
  public Headers and(Headers more) {
    if (more.all.isEmpty()) return this;
    if (all.isEmpty()) return more;
    var both = new ArrayList<>(all);
    both.addAll(more.all);
    return new Headers(both);
  }

  public Headers with(String name, String value) {
    var more = new ArrayList<>(all);
    more.add(new Header(name, value));
    return new Headers(more);
  }
}
