package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.model.record.CallRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Collects what is to be added to the roll-ups in memory, so that each row it touches is read and
/// written once. One thread, inside a transaction.
final class RollupChanges implements AutoCloseable {
  private static final byte[] NONE = {};

  private final Map<RollupKey, Map<RollupGroup, CallSums>> rows = new LinkedHashMap<>();
  private final PreparedStatement find;
  private final PreparedStatement put;

  /// The numbers of a call's names.
  ///
  /// @param tags a tag's name and its value by turns
  record Names(long model, long provider, long key, long outcome, List<Long> tags) {
    static Names of(CallRecord call, Numbering numbering) throws SQLException {
      var provider = call.models().provider();
      var tags = new ArrayList<Long>(2 * call.tags().size());
      for (var tag : call.tags().entrySet()) {
        long name = numbering.of("tag", tag.getKey());
        if (name == SummedNames.OTHERS) continue;
        tags.add(name);
        tags.add(numbering.of("tag:" + tag.getKey(), tag.getValue()));
      }
      return new Names(
          numbering.of("model", call.models().asked()),
          provider == null ? 0 : numbering.of("provider", provider),
          numbering.of("key", call.client().key()),
          numbering.of("outcome", Rollups.outcome(call)),
          tags);
    }
  }

  /// Finds the number by which a name's calls are added up.
  interface Numbering {
    long of(String kind, String value) throws SQLException;
  }

  RollupChanges(Connection connection) throws SQLException {
    find = connection.prepareStatement("SELECT sums FROM rollup WHERE " + RollupKey.CONDITION);
    put =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO rollup ("
                + RollupKey.COLUMNS
                + ", sums) VALUES (?"
                + ", ?".repeat(RollupKey.WIDTH)
                + ")");
  }

  /// Changes all sums of a step that a call belongs to.
  void add(int step, long start, Names names, Consumer<CallSums> change) {
    change.accept(sums(step, RollupKey.ALL, start, RollupGroup.ALL));
    var all = new RollupGroup(names.model(), names.provider(), names.key(), names.outcome(), 0);
    change.accept(sums(step, RollupKey.BY_NAMES, start, all));
    if (step == RollupKey.MINUTE) return;
    var model = RollupGroup.model(names.model());
    change.accept(sums(step, RollupKey.BY_MODEL, start, model));
    var provider = RollupGroup.provider(names.provider());
    change.accept(sums(step, RollupKey.BY_PROVIDER, start, provider));
    change.accept(sums(step, RollupKey.BY_KEY, start, RollupGroup.key(names.key())));
    var outcome = RollupGroup.outcome(names.outcome());
    change.accept(sums(step, RollupKey.BY_OUTCOME, start, outcome));
    for (int i = 0; i < names.tags().size(); i += 2) {
      long scope = RollupKey.BY_TAG + names.tags().get(i);
      change.accept(sums(step, scope, start, RollupGroup.tag(names.tags().get(i + 1))));
    }
  }

  private CallSums sums(int step, long scope, long start, RollupGroup group) {
    var key = new RollupKey(step, scope, start, group.part());
    return rows.computeIfAbsent(key, _ -> new LinkedHashMap<>())
        .computeIfAbsent(group, _ -> new CallSums());
  }

  /// Writes all.
  ///
  /// @param grown whether rows and groups that are not there are made; else what would go into them
  ///   is forgotten
  void flush(boolean grown) throws SQLException {
    for (var row : rows.entrySet()) {
      var old = find(row.getKey());
      if (old == null && !grown) continue;
      put(row.getKey(), RollupRow.plus(old == null ? NONE : old, row.getValue(), grown));
    }
    rows.clear();
  }

  private byte @Nullable [] find(RollupKey key) throws SQLException {
    key.set(find);
    try (var rows = find.executeQuery()) {
      return rows.next() ? rows.getBytes(1) : null;
    }
  }

  private void put(RollupKey key, byte[] bytes) throws SQLException {
    key.set(put);
    put.setBytes(1 + RollupKey.WIDTH, bytes);
    put.executeUpdate();
  }

  void forget() {
    rows.clear();
  }

  @Override
  public void close() throws SQLException {
    find.close();
    put.close();
  }
}
