package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.store.sql.FilterSql.Condition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The index that leads a query: the ranges of it that are looked at, newest first, merged by
/// number where they are several.
///
/// @param ranges of the index, one for each value
/// @param columns that the index holds besides
/// @param decided the condition that the ranges fulfil
/// @param repeated whether a call may be in several ranges
record LeadSql(
    List<Range> ranges, List<String> columns, @Nullable Condition decided, boolean repeated) {
  private static final List<String> BY_STATUS = List.of("provider", "key", "status");
  private static final List<String> BY_CODE = List.of("provider", "key", "code");
  private static final List<String> BY_STATE =
      List.of("state", "provider", "key", "status", "code");

  /// A range of an index, or a whole table.
  record Range(String from, String where, List<Object> parameters) {}

  private static final LeadSql TABLE =
      new LeadSql(List.of(new Range("call", "TRUE", List.of())), List.of(), null, false);

  /// The index of words, whose ranges `ListSql` makes.
  static final LeadSql TEXT = new LeadSql(List.of(), List.of(), null, false);

  static LeadSql of(FilterSql filter) throws SQLException {
    if (filter.filter().text() != null) return TEXT;
    for (var facet : List.of(CallFacet.TRACE, CallFacet.SESSION, CallFacet.USER)) {
      var wanted = filter.wanted(facet);
      var column = facet.parameter();
      if (wanted != null) return by("call_" + column, column, List.of(column), wanted);
    }
    var tag = rarestTag(filter);
    if (tag != null) return byTag(tag);
    var code = filter.wanted(CallFacet.CODE);
    if (code != null) return by("call_code", "code", BY_CODE, code);
    var status = filter.wanted(CallFacet.STATUS);
    if (status != null && !status.values().contains(200)) {
      return by("call_status", "status", " AND status <> 200", BY_STATUS, status);
    }
    var cost = filter.wanted(CallFacet.COST);
    if (cost != null && !cost.values().contains(0)) {
      var columns = new ArrayList<>(BY_STATE);
      columns.add("cost");
      return by("call_cost", "cost", " AND cost <> 0", columns, cost);
    }
    var state = filter.wanted(CallFacet.STATE);
    if (state != null && !state.values().contains(0)) {
      return by("call_state", "state", " AND state <> 0", BY_STATE, state);
    }
    return byName(filter);
  }

  private static @Nullable Condition rarestTag(FilterSql filter) throws SQLException {
    Condition rarest = null;
    long least = Long.MAX_VALUE;
    for (var tag : filter.filter().tags().entrySet()) {
      var wanted = filter.wanted(tag.getKey());
      if (wanted == null) continue;
      long calls = filter.calls("tag:" + tag.getKey(), tag.getValue().any());
      if (calls >= least) continue;
      least = calls;
      rarest = wanted;
    }
    return rarest;
  }

  private static LeadSql byTag(Condition tag) {
    var ranges = tag.values().stream().map(id -> new Range("call_tag", "tag = ?", List.of(id)));
    return new LeadSql(ranges.toList(), List.of(), tag, false);
  }

  /// Models before providers and keys, and the rarer of these.
  private static LeadSql byName(FilterSql filter) throws SQLException {
    var model = filter.wanted(CallFacet.MODEL);
    if (model != null) return byModel(model);
    var provider = filter.wanted(CallFacet.PROVIDER);
    var key = filter.wanted(CallFacet.KEY);
    if (provider != null && key != null) {
      var all = filter.filter();
      long byProvider = filter.calls("provider", all.choice(CallFacet.PROVIDER).any());
      if (byProvider > filter.calls("key", all.choice(CallFacet.KEY).any())) provider = null;
    }
    if (provider != null) return by("call_provider", "provider", BY_STATE, provider);
    return key == null ? TABLE : by("call_key", "key", BY_STATE, key);
  }

  private static LeadSql byModel(Condition model) {
    var ranges = new ArrayList<Range>();
    for (var id : model.values()) {
      ranges.add(new Range("call INDEXED BY call_model", "model = ?", List.of(id)));
      ranges.add(new Range("call INDEXED BY call_sent", "sent <> model AND sent = ?", List.of(id)));
    }
    return new LeadSql(ranges, BY_STATE, model, model.values().size() > 1);
  }

  private static LeadSql by(
      String index, String column, List<String> columns, Condition condition) {
    return by(index, column, "", columns, condition);
  }

  private static LeadSql by(
      String index, String column, String more, List<String> columns, Condition condition) {
    var from = "call INDEXED BY " + index;
    var where = column + " = ?" + more;
    var ranges = condition.values().stream().map(value -> new Range(from, where, List.of(value)));
    return new LeadSql(ranges.toList(), columns, condition, false);
  }
}
