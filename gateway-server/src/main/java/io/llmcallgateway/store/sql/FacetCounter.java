package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts the values of one facet in rows of `call`, as numbers first. One thread.
final class FacetCounter {
  private static final String TAGS =
      "(SELECT group_concat(t.tag) FROM call_tag t WHERE t.seq = c.seq)";
  private static final String TAG = "tag";

  private final String kind;
  private final @Nullable CallFacet facet;
  private final Map<Object, Long> counts = new HashMap<>();

  FacetCounter(String kind) {
    this.kind = kind;
    this.facet = kind.startsWith(TAG) ? null : facet(kind);
  }

  private static CallFacet facet(String kind) {
    for (var facet : CallFacet.values()) {
      if (facet.parameter().equals(kind.equals("key") ? "key_id" : kind)) return facet;
    }
    throw new IllegalArgumentException("no facet: " + kind);
  }

  String kind() {
    return kind;
  }

  /// The filter without a condition about the facet itself.
  CallFilter others(CallFilter filter) {
    if (facet != null) return filter.regardless(facet);
    return kind.equals(TAG) ? filter : filter.regardlessOfTag(kind.substring(TAG.length() + 1));
  }

  List<String> columns() {
    if (facet == null) return List.of(TAGS);
    return switch (facet) {
      case MODEL -> List.of("c.model", "c.sent");
      case KEY -> List.of("c.key");
      case CACHE -> List.of("c.cached", "c.input");
      default -> List.of("c." + facet.parameter());
    };
  }

  /// Counts a row.
  ///
  /// @param at the first of the columns
  void count(ResultSet row, int at) throws SQLException {
    switch (facet) {
      case null -> countTags(row.getString(at));
      case MODEL -> {
        long asked = row.getLong(at);
        long sent = row.getLong(at + 1);
        add(asked);
        if (sent != 0 && sent != asked) add(sent);
      }
      case PROVIDER, KEY, CODE, DIALECT -> {
        long id = row.getLong(at);
        if (id != 0) add(id);
      }
      case SESSION, USER, TRACE -> {
        var text = row.getString(at);
        if (text != null) add(text);
      }
      case CACHE -> {
        if (row.getLong(at) > 0) add(CallFacet.HIT);
        else if (row.getLong(at + 1) > 0) add(CallFacet.MISS);
      }
      default -> {
        int code = row.getInt(at);
        if (!row.wasNull()) add(code);
      }
    }
  }

  private void countTags(@Nullable String ids) {
    if (ids == null) return;
    for (var id : ids.split(",", -1)) add(Long.parseLong(id));
  }

  private void add(Object value) {
    counts.merge(value, 1L, Long::sum);
  }

  /// How many calls have each value.
  Map<String, Long> counted(Connection connection, NameReader names) throws SQLException {
    var counted = new TreeMap<String, Long>();
    for (var each : counts.entrySet()) {
      var text = text(each.getKey(), connection, names);
      if (text != null) counted.merge(text, each.getValue(), Long::sum);
    }
    long differ = facet == CallFacet.COST ? counts.getOrDefault(EnumCodes.DIFFERS, 0L) : 0;
    if (differ > 0) counted.put(CallFacet.DIFFERS, differ);
    return counted;
  }

  private @Nullable String text(Object value, Connection connection, NameReader names)
      throws SQLException {
    if (facet == null) {
      var named = names.named(connection, (long) value);
      if (named == null) return null;
      if (kind.equals(TAG)) return named.kind().substring(TAG.length() + 1);
      return named.kind().equals(kind) ? named.value() : null;
    }
    return switch (facet) {
      case MODEL, PROVIDER, KEY, CODE, DIALECT ->
          Objects.requireNonNullElse(names.value(connection, (long) value), "");
      case STATE -> EnumCodes.STATES.at((int) value).text();
      case OPERATION -> EnumCodes.OPERATIONS.at((int) value).text();
      case COST -> EnumCodes.cost((int) value).text();
      case ORIGIN -> EnumCodes.FAULTS.at((int) value).text();
      case STREAM -> (int) value == 1 ? "true" : "false";
      case STATUS, SESSION, USER, TRACE, CACHE -> value.toString();
    };
  }
}
