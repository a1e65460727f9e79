package io.llmcallgateway.store.sql;

import static java.util.stream.Collectors.joining;

import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.SearchWords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/// A step of a walk through the calls of a filter as SQL: one index leads, newest first; what the
/// index holds besides is decided in it, the rest by the row. So many entries of the leading index
/// are looked at and no more, so that no filter takes long; the caller goes on below them as long
/// as it has time. Of full text, a window of rows is looked at.
///
/// @param sql selects the rows
/// @param scanned selects the lowest number looked at, and how many were
/// @param most how many entries are looked at
record ListSql(
    String sql, List<Object> parameters, String scanned, List<Object> scannedParameters, int most) {
  private static final int INDEX_ENTRIES = 50_000;
  private static final int ROWS = 4_000;

  /// The part of the journal that a step looks at, by numbers: from `least` to before `end`.
  ///
  /// @param apart whether the words of a text are looked for each by itself
  record Part(long least, long end, boolean apart) {}

  /// @param columns of `call` by the name `c`, or of the leading index by the name `s`
  /// @param limit of rows
  static ListSql of(FilterSql filter, LeadSql lead, Part part, String columns, int limit) {
    var inIndex = new StringBuilder();
    var inRow = new StringBuilder();
    var indexParameters = new ArrayList<Object>();
    var rowParameters = new ArrayList<Object>();
    var indexed = new LinkedHashSet<String>();
    for (var condition : filter.conditions()) {
      if (condition.equals(lead.decided())) continue;
      var column = condition.column();
      if (column != null && lead.columns().contains(column)) {
        inIndex.append(" AND ").append(condition.in("s"));
        indexParameters.addAll(condition.parameters());
        indexed.add(column);
      } else {
        inRow.append(" AND ").append(condition.in("c"));
        rowParameters.addAll(condition.parameters());
      }
    }
    boolean text = lead.equals(LeadSql.TEXT);
    int most = text ? Integer.MAX_VALUE : inRow.isEmpty() ? INDEX_ENTRIES : ROWS;
    var inner = new ArrayList<Object>();
    // With a limit, however large, SQLite keeps the order.
    var scan =
        (text ? texts(filter.filter(), part, inner) : entries(part, lead, indexed, inner))
            + " LIMIT "
            + most;
    var parameters = new ArrayList<Object>(inner);
    parameters.addAll(indexParameters);
    parameters.addAll(rowParameters);
    parameters.add(limit);
    var sql =
        "SELECT "
            + columns
            + " FROM ("
            + scan
            + ") s CROSS JOIN call c ON c.seq = s.seq WHERE TRUE"
            + inIndex
            + inRow
            + " LIMIT ?";
    return new ListSql(
        sql, parameters, "SELECT min(seq), count(*) FROM (" + scan + ")", inner, most);
  }

  private static String entries(
      Part part, LeadSql lead, LinkedHashSet<String> columns, List<Object> parameters) {
    var more = columns.isEmpty() ? "" : ", " + String.join(", ", columns);
    var selects = new ArrayList<String>();
    for (var range : lead.ranges()) {
      parameters.addAll(range.parameters());
      selects.add(
          "SELECT seq"
              + more
              + " FROM "
              + range.from()
              + " WHERE "
              + range.where()
              + part(part, "seq", parameters));
    }
    return String.join(lead.repeated() ? " UNION " : " UNION ALL ", selects) + " ORDER BY seq DESC";
  }

  private static String texts(CallFilter filter, Part part, List<Object> parameters) {
    var typed = Objects.requireNonNull(filter.text());
    var matches =
        part.apart()
            ? SearchWords.terms(typed).stream().distinct().map(ListSql::quoted).toList()
            : List.of(words(typed));
    var selects = new ArrayList<String>();
    for (var match : matches) {
      parameters.add(match);
      selects.add(
          "SELECT rowid AS seq FROM call_text WHERE call_text MATCH ?"
              + part(part, "rowid", parameters));
    }
    var order = part.apart() ? "seq" : "rowid";
    return String.join(" INTERSECT ", selects) + " ORDER BY " + order + " DESC";
  }

  private static String part(Part part, String seq, List<Object> parameters) {
    parameters.add(part.end());
    parameters.add(part.least());
    return " AND " + seq + " < ? AND " + seq + " >= ?";
  }

  /// A query that can mean nothing but words, whatever was typed.
  static String words(String typed) {
    return SearchWords.terms(typed).stream().map(ListSql::quoted).collect(joining(" "));
  }

  static String quoted(String term) {
    return '"' + term + '"';
  }

  /// The number below which a filter's calls are.
  static long end(CallFilter filter) {
    return filter.to() < 0 ? Long.MAX_VALUE : RowNumber.at(filter.to());
  }

  /// The lowest number that a filter asks for.
  static long beginning(CallFilter filter) {
    return filter.from() < 0 ? 0 : RowNumber.at(filter.from());
  }
}
