package io.llmcallgateway.store.sql;

import static java.util.stream.Collectors.joining;

import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.FacetChoice;
import io.llmcallgateway.journal.SearchWords;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.record.CallRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A filter as conditions on the rows of `call`, its names as their numbers. One query.
final class FilterSql {
  /// The facets whose values are in the table of names, by the columns of theirs.
  private static final Map<CallFacet, String> NAMED =
      Map.of(
          CallFacet.PROVIDER, "provider",
          CallFacet.KEY, "key",
          CallFacet.CODE, "code",
          CallFacet.DIALECT, "dialect");

  private final CallFilter filter;
  private final Connection connection;
  private final NameReader names;
  private final List<Condition> conditions = new ArrayList<>();
  private boolean nothing;

  /// A condition on a row.
  ///
  /// @param facet a `CallFacet`, or the name of a tag; null for others
  /// @param values the numbers or texts of which the row must have one, if it is about those
  /// @param column the one that it is about, where it is about no more; by another table else
  /// @param sql with `%s` for the table in which the column is
  record Condition(
      @Nullable Object facet,
      List<Object> values,
      @Nullable String column,
      String sql,
      List<Object> parameters) {
    String in(String table) {
      return sql.replace("%s", table);
    }
  }

  FilterSql(CallFilter filter, Connection connection, NameReader names) throws SQLException {
    this.filter = filter;
    this.connection = connection;
    this.names = names;
    for (var facet : CallFacet.values()) add(facet, filter.choice(facet));
    for (var tag : filter.tags().entrySet()) add(tag.getKey(), tag.getValue());
    if (filter.leastMicros() >= 0) least("micros", filter.leastMicros());
    if (filter.leastNanos() >= 0) least("nanos", filter.leastNanos());
    var text = filter.text();
    if (text != null && SearchWords.terms(text).isEmpty()) nothing = true;
  }

  CallFilter filter() {
    return filter;
  }

  List<Condition> conditions() {
    return conditions;
  }

  /// True if no call can match.
  boolean nothing() {
    return nothing;
  }

  /// The condition that a row has one of a facet's or tag's values; null if there is none.
  @Nullable Condition wanted(Object facet) {
    for (var condition : conditions) {
      if (facet.equals(condition.facet()) && !condition.values().isEmpty()) return condition;
    }
    return null;
  }

  /// How many calls have one of some values.
  long calls(String kind, Collection<String> values) throws SQLException {
    long calls = 0;
    for (var value : values) calls += names.find(connection, kind, value).calls();
    return calls;
  }

  /// Adds the condition that calls are of a session.
  void requireSession() {
    conditions.add(new Condition(null, List.of(), null, "%s.session IS NOT NULL", List.of()));
  }

  /// True if a session has a call that matches, of this number or a higher one.
  boolean hasCallAbove(String session, long number) throws SQLException {
    var parameters = new ArrayList<Object>(List.of(session, number, ListSql.end(filter)));
    var sql =
        new StringBuilder(
            "SELECT 1 FROM call c INDEXED BY call_session"
                + " WHERE c.session = ? AND c.seq >= ? AND c.seq < ?");
    for (var condition : conditions) {
      sql.append(" AND ").append(condition.in("c"));
      parameters.addAll(condition.parameters());
    }
    if (filter.text() != null) {
      sql.append(
          " AND EXISTS (SELECT 1 FROM call_text t WHERE t.rowid = c.seq AND call_text MATCH ?)");
      parameters.add(ListSql.words(filter.text()));
    }
    sql.append(" LIMIT 1");
    try (var find = CallWalk.prepare(connection, sql.toString(), parameters);
        var rows = find.executeQuery()) {
      return rows.next();
    }
  }

  private void least(String column, long value) {
    conditions.add(
        new Condition(null, List.of(), column, "%s." + column + " >= ?", List.of(value)));
  }

  private void add(CallFacet facet, FacetChoice choice) throws SQLException {
    if (!choice.any().isEmpty()) {
      var values = values(facet, choice.any());
      if (values.isEmpty()) nothing = true;
      conditions.add(condition(facet, values, true));
    }
    var unwanted = values(facet, choice.none());
    if (!unwanted.isEmpty()) conditions.add(condition(facet, unwanted, false));
  }

  private List<Object> values(CallFacet facet, Set<String> texts) throws SQLException {
    var kind = facet == CallFacet.MODEL ? "model" : NAMED.get(facet);
    if (kind != null) return ids(kind, texts);
    return texts.stream().sorted().flatMap(text -> codes(facet, text)).distinct().toList();
  }

  private List<Object> ids(String kind, Set<String> texts) throws SQLException {
    var ids = new ArrayList<Object>();
    for (var text : texts) {
      long id = names.find(connection, kind, text).id();
      if (id >= 0) ids.add(id);
    }
    return ids;
  }

  /// What stands for a value in the column of its facet.
  private static Stream<Object> codes(CallFacet facet, String text) {
    return switch (facet) {
      case STATE ->
          Stream.of(CallRecord.State.values())
              .filter(state -> state.text().equals(text))
              .map(EnumCodes.STATES::of);
      case OPERATION ->
          Stream.of(Operation.values())
              .filter(operation -> operation.text().equals(text))
              .map(EnumCodes.OPERATIONS::of);
      case ORIGIN ->
          Stream.of(Failure.Fault.values())
              .filter(fault -> fault.text().equals(text))
              .map(EnumCodes.FAULTS::of);
      case COST -> costs(text);
      case STATUS -> statuses(text);
      case STREAM -> Stream.of(text.equals("true") ? 1 : 0);
      default -> Stream.of(text);
    };
  }

  private static Stream<Object> costs(String kind) {
    if (kind.equals(CallFacet.DIFFERS)) return Stream.of(EnumCodes.DIFFERS);
    return IntStream.rangeClosed(0, EnumCodes.DIFFERS)
        .filter(code -> EnumCodes.cost(code).text().equals(kind))
        .boxed()
        .map(Object.class::cast);
  }

  /// `429`, or `4xx` for the hundred.
  private static Stream<Object> statuses(String text) {
    if (!text.endsWith("xx")) return Stream.of(Integer.parseInt(text));
    int hundred = (text.charAt(0) - '0') * 100;
    return IntStream.range(hundred, hundred + 100).boxed().map(Object.class::cast);
  }

  private static Condition condition(CallFacet facet, List<Object> values, boolean wanted) {
    if (facet == CallFacet.CACHE) return cache(values, wanted);
    if (facet == CallFacet.MODEL) {
      var sql = "%s.model IN " + places(values) + " OR coalesce(%s.sent, 0) IN " + places(values);
      var twice = new ArrayList<>(values);
      twice.addAll(values);
      return condition(facet, values, null, sql, twice, wanted);
    }
    var column = NAMED.getOrDefault(facet, facet.parameter());
    var sql = "%s." + column + " IN " + places(values);
    boolean some = facet == CallFacet.STATUS && values.size() >= 100;
    if (!wanted) sql = "coalesce(" + sql + ", FALSE)";
    return condition(facet, some ? List.of() : values, column, sql, values, wanted);
  }

  private static Condition cache(List<Object> values, boolean wanted) {
    var sql =
        values.stream()
            .map(
                value ->
                    value.equals(CallFacet.HIT)
                        ? "%s.cached > 0"
                        : "%s.cached = 0 AND %s.input > 0")
            .collect(joining(" OR "));
    return condition(CallFacet.CACHE, List.of(), null, sql, List.of(), wanted);
  }

  private static Condition condition(
      Object facet,
      List<Object> values,
      @Nullable String column,
      String sql,
      List<Object> parameters,
      boolean wanted) {
    var whole = (wanted ? "(" : "NOT (") + sql + ")";
    return new Condition(facet, wanted ? values : List.of(), column, whole, parameters);
  }

  private void add(String tag, FacetChoice choice) throws SQLException {
    if (!choice.any().isEmpty()) {
      var ids = ids("tag:" + tag, choice.any());
      if (ids.isEmpty()) nothing = true;
      conditions.add(tagged(tag, ids, true));
    }
    var unwanted = ids("tag:" + tag, choice.none());
    if (!unwanted.isEmpty()) conditions.add(tagged(tag, unwanted, false));
  }

  private static Condition tagged(String tag, List<Object> ids, boolean wanted) {
    var sql =
        "EXISTS (SELECT 1 FROM call_tag t WHERE t.tag IN " + places(ids) + " AND t.seq = %s.seq)";
    return condition(tag, ids, null, sql, ids, wanted);
  }

  private static String places(List<Object> values) {
    return "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
  }
}
