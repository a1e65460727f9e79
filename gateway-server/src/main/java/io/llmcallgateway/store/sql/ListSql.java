package io.llmcallgateway.store.sql;

import static java.util.stream.Collectors.joining;

import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.journal.SearchWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A list query as SQL: one index leads, newest first; what the index holds besides is decided in
/// it, the rest by the row. So many entries of the leading index are looked at and no more, so that
/// no filter takes long; the caller goes on below them as long as it has time. Of full text, a
/// window of rows is looked at.
///
/// @param sql selects the rows
/// @param scanned selects the lowest number looked at, and how many were
/// @param most how many entries are looked at
record ListSql(
    String sql, List<Object> parameters, String scanned, List<Object> scannedParameters, int most) {
  private static final int INDEX_ENTRIES = 50_000;
  private static final int ROWS = 4_000;

  /// The condition whose index leads a query, and the columns of that index.
  private record Lead(String from, String where, List<Object> parameters, List<String> columns) {}

  /// The index of words, which has a query of its own.
  private static final Lead TEXT = new Lead("call_text", "", List.of(), List.of());

  private record Condition(String column, String sql, List<Object> parameters) {}

  /// The queries whose results, merged, are the answer; none where nothing can match.
  ///
  /// @param least the lowest number that is looked at
  /// @param apart whether the words of a text are looked for each by itself
  static List<ListSql> of(
      CallQuery query, long least, boolean apart, Connection connection, NameReader names)
      throws SQLException {
    var found = new Found(connection, names);
    var conditions = conditions(query, found);
    var leads = leads(query, found);
    if (found.nothing) return List.of();
    var all = new ArrayList<ListSql>(leads.size());
    for (var lead : leads) all.add(sql(query, least, apart, lead, conditions));
    return all;
  }

  /// Looks names up, and remembers that one is unknown.
  private static final class Found {
    private final Connection connection;
    private final NameReader names;
    private boolean nothing;

    Found(Connection connection, NameReader names) {
      this.connection = connection;
      this.names = names;
    }

    NameReader.Known of(String kind, String value) throws SQLException {
      var known = names.find(connection, kind, value);
      if (known.id() < 0) nothing = true;
      return known;
    }
  }

  private static List<Condition> conditions(CallQuery query, Found found) throws SQLException {
    var all = new ArrayList<Condition>();
    addName(all, found, "provider", query.provider());
    addName(all, found, "key", query.key());
    addName(all, found, "code", query.code());
    addName(all, found, "dialect", query.dialect());
    if (query.model() != null) {
      long id = found.of("model", query.model()).id();
      all.add(new Condition("models", "(c.model = ? OR c.sent = ?)", List.of(id, id)));
    }
    if (query.state() != null) {
      int state = state(query.state());
      if (state < 0) found.nothing = true;
      all.add(new Condition("state", "state = ?", List.of(state)));
    }
    if (query.cost() != null) {
      var codes = costs(query.cost());
      if (codes.isEmpty()) found.nothing = true;
      var places = "?" + ", ?".repeat(Math.max(0, codes.size() - 1));
      all.add(new Condition("cost", "cost IN (" + places + ")", List.copyOf(codes)));
    }
    if (query.status() >= 100) {
      all.add(new Condition("status", "status = ?", List.of(query.status())));
    } else if (query.status() >= 0) {
      int least = query.status() * 100;
      all.add(new Condition("status", "status BETWEEN ? AND ?", List.of(least, least + 99)));
    }
    if (query.stream() != null) {
      all.add(new Condition("stream", "stream = ?", List.of(query.stream() ? 1 : 0)));
    }
    addText(all, "session", query.session());
    addText(all, "user", query.user());
    addText(all, "trace", query.trace());
    if (query.leastMicros() >= 0) {
      all.add(new Condition("micros", "micros >= ?", List.of(query.leastMicros())));
    }
    if (query.leastNanos() >= 0) {
      all.add(new Condition("nanos", "nanos >= ?", List.of(query.leastNanos())));
    }
    for (var tag : query.tags().entrySet()) {
      long id = found.of("tag:" + tag.getKey(), tag.getValue()).id();
      all.add(
          new Condition(
              "tag",
              "EXISTS (SELECT 1 FROM call_tag t WHERE t.tag = ? AND t.seq = s.seq)",
              List.of(id)));
    }
    return all;
  }

  private static void addName(
      List<Condition> all, Found found, String column, @Nullable String value) throws SQLException {
    if (value == null) return;
    long id = found.of(column, value).id();
    all.add(new Condition(column, column + " = ?", List.of(id)));
  }

  private static void addText(List<Condition> all, String column, @Nullable String value) {
    if (value != null) all.add(new Condition(column, column + " = ?", List.of(value)));
  }

  private static int state(String text) {
    for (var state : EnumCodes.STATES.values()) {
      if (state.text().equals(text.toLowerCase(Locale.ROOT))) return EnumCodes.STATES.of(state);
    }
    return -1;
  }

  /// The codes of calls with a cost of a kind.
  private static List<Integer> costs(String kind) {
    if (kind.equals(CallQuery.DIFFERS)) return List.of(EnumCodes.DIFFERS);
    var codes = new ArrayList<Integer>(2);
    for (int code = 0; code <= EnumCodes.DIFFERS; code++) {
      if (EnumCodes.cost(code).text().equals(kind)) codes.add(code);
    }
    return codes;
  }

  /// A query that can mean nothing but words, whatever was typed.
  static String words(String typed) {
    return SearchWords.terms(typed).stream().map(ListSql::quoted).collect(joining(" "));
  }

  static String quoted(String term) {
    return '"' + term + '"';
  }

  private static List<Lead> leads(CallQuery query, Found found) throws SQLException {
    if (query.text() != null && !query.text().isBlank()) {
      if (SearchWords.terms(query.text()).isEmpty()) found.nothing = true;
      return List.of(TEXT);
    }
    if (query.trace() != null) return lead("call_trace", "trace", query.trace());
    if (query.session() != null) return lead("call_session", "session", query.session());
    if (query.user() != null) return lead("call_user", "user", query.user());
    if (!query.tags().isEmpty()) {
      var tag = query.tags().entrySet().iterator().next();
      long id = found.of("tag:" + tag.getKey(), tag.getValue()).id();
      return List.of(new Lead("call_tag", "tag = ?", List.of(id), List.of("tag")));
    }
    if (query.code() != null) {
      return lead("call_code", "code", found.of("code", query.code()).id(), "provider", "key");
    }
    if (query.status() >= 100 && query.status() != 200) {
      return lead("call_status", "status <> 200 AND status", query.status(), "provider", "key");
    }
    if (query.cost() != null && costs(query.cost()).size() == 1) {
      return lead(
          "call_cost",
          "cost <> 0 AND cost",
          costs(query.cost()).getFirst(),
          "state",
          "provider",
          "key",
          "status",
          "code");
    }
    if (query.state() != null && state(query.state()) > 0) {
      return lead(
          "call_state",
          "state <> 0 AND state",
          state(query.state()),
          "provider",
          "key",
          "status",
          "code");
    }
    return byName(query, found);
  }

  /// The rarest of model, provider and key leads.
  private static List<Lead> byName(CallQuery query, Found found) throws SQLException {
    var model = query.model() == null ? null : found.of("model", query.model());
    var provider = query.provider() == null ? null : found.of("provider", query.provider());
    var key = query.key() == null ? null : found.of("key", query.key());
    if (model != null) {
      var rest = new String[] {"state", "provider", "key", "status", "code", "models"};
      return List.of(
          lead("call_model", "model", model.id(), rest).getFirst(),
          lead("call_sent", "sent <> model AND sent", model.id(), rest).getFirst());
    }
    if (provider != null && (key == null || provider.calls() <= key.calls())) {
      return lead("call_provider", "provider", provider.id(), "state", "key", "status", "code");
    }
    if (key != null) {
      return lead("call_key", "key", key.id(), "state", "provider", "status", "code");
    }
    return List.of(new Lead("call", "TRUE", List.of(), List.of()));
  }

  private static List<Lead> lead(String index, String column, Object value, String... columns) {
    var all = new ArrayList<>(List.of(columns));
    all.add(column.substring(column.lastIndexOf(' ') + 1));
    return List.of(new Lead("call INDEXED BY " + index, column + " = ?", List.of(value), all));
  }

  private static ListSql sql(
      CallQuery query, long least, boolean apart, Lead lead, List<Condition> conditions) {
    var inIndex = new StringBuilder();
    var inRow = new StringBuilder();
    var indexParameters = new ArrayList<Object>();
    var rowParameters = new ArrayList<Object>();
    var columns = new ArrayList<String>();
    for (var condition : conditions) {
      var column = condition.column();
      if (lead.columns().contains(column)) {
        boolean decided = column.equals("models") || column.equals("tag");
        if (decided
            && conditions.stream().filter(each -> each.column().equals(column)).count() == 1) {
          continue;
        }
        if (!decided) {
          inIndex.append(" AND s.").append(condition.sql());
          indexParameters.addAll(condition.parameters());
          columns.add(column);
          continue;
        }
      }
      boolean plain = !column.equals("models") && !column.equals("tag");
      inRow.append(" AND ").append(plain ? "c." : "").append(condition.sql());
      rowParameters.addAll(condition.parameters());
    }
    boolean text = lead.equals(TEXT);
    int most = text ? Integer.MAX_VALUE : inRow.isEmpty() ? INDEX_ENTRIES : ROWS;
    var inner = new ArrayList<Object>();
    // With a limit, however large, SQLite keeps the order.
    var scan =
        (text ? texts(query, least, apart, inner) : entries(query, least, lead, columns, inner))
            + " LIMIT "
            + most;
    var parameters = new ArrayList<Object>(inner);
    parameters.addAll(indexParameters);
    parameters.addAll(rowParameters);
    parameters.add(query.limit() + 1);
    var sql =
        "SELECT c.* FROM ("
            + scan
            + ") s CROSS JOIN call c ON c.seq = s.seq WHERE TRUE"
            + inIndex
            + inRow
            + " LIMIT ?";
    return new ListSql(
        sql, parameters, "SELECT min(seq), count(*) FROM (" + scan + ")", inner, most);
  }

  private static String entries(
      CallQuery query, long least, Lead lead, List<String> columns, List<Object> parameters) {
    parameters.addAll(lead.parameters());
    return "SELECT seq"
        + (columns.isEmpty() ? "" : ", " + String.join(", ", columns))
        + " FROM "
        + lead.from()
        + " WHERE "
        + lead.where()
        + range(query, least, "seq", parameters)
        + " ORDER BY seq DESC";
  }

  private static String texts(CallQuery query, long least, boolean apart, List<Object> parameters) {
    var typed = Objects.requireNonNull(query.text());
    var matches =
        apart
            ? SearchWords.terms(typed).stream().distinct().map(ListSql::quoted).toList()
            : List.of(words(typed));
    var selects = new ArrayList<String>();
    for (var match : matches) {
      parameters.add(match);
      selects.add(
          "SELECT rowid AS seq FROM call_text WHERE call_text MATCH ?"
              + range(query, least, "rowid", parameters));
    }
    var order = apart ? "seq" : "rowid";
    return String.join(" INTERSECT ", selects) + " ORDER BY " + order + " DESC";
  }

  private static String range(CallQuery query, long least, String seq, List<Object> parameters) {
    parameters.add(end(query));
    parameters.add(Math.max(least, beginning(query)));
    return " AND " + seq + " < ? AND " + seq + " >= ?";
  }

  /// The number below which a query's calls are.
  static long end(CallQuery query) {
    long to = query.to() < 0 ? Long.MAX_VALUE : RowNumber.at(query.to());
    return query.before() >= 0 ? Math.min(to, query.before()) : to;
  }

  /// The lowest number that a query asks for.
  static long beginning(CallQuery query) {
    return query.from() < 0 ? 0 : RowNumber.at(query.from());
  }
}
