package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.AnswerId;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes the rows of one call. One thread.
final class CallWriter implements AutoCloseable {
  private static final int COLUMNS = 34;

  private final NameWriter names;
  private final TextIndex texts;
  private final PreparedStatement insert;
  private final PreparedStatement find;
  private final PreparedStatement detail;
  private final PreparedStatement payload;
  private final PreparedStatement tag;
  private final PreparedStatement response;

  CallWriter(Connection connection, NameWriter names, TextIndex texts) throws SQLException {
    this.names = names;
    this.texts = texts;
    insert =
        connection.prepareStatement(
            "INSERT INTO call VALUES (?" + ", ?".repeat(COLUMNS - 1) + ") ON CONFLICT DO NOTHING");
    find = connection.prepareStatement("SELECT id FROM call WHERE seq = ?");
    detail = connection.prepareStatement("INSERT INTO call_detail VALUES (?, ?)");
    payload = connection.prepareStatement("INSERT INTO call_payload VALUES (?, ?, ?)");
    tag = connection.prepareStatement("INSERT OR IGNORE INTO call_tag VALUES (?, ?)");
    response = connection.prepareStatement("INSERT OR REPLACE INTO response VALUES (?, ?)");
  }

  /// Says false where the call is there already.
  boolean add(CompressedCall packed) throws SQLException {
    var ended = packed.call;
    var call = ended.record();
    var id = RowNumber.bytes(call.id());
    long seq = RowNumber.of(call.id());
    bind(call, id);
    for (int i = 0; ; i++, seq++) {
      insert.setLong(1, seq);
      if (insert.executeUpdate() == 1) break;
      if (i == RowNumber.NEIGHBOURS || Arrays.equals(idAt(seq), id)) return false;
    }
    count(call);
    detail.setLong(1, seq);
    detail.setBytes(2, packed.detail);
    detail.executeUpdate();
    if (packed.payload != null) {
      payload.setLong(1, seq);
      payload.setBytes(2, packed.payload.parts);
      payload.setBytes(3, packed.payload.zstd);
      payload.executeUpdate();
    }
    var answer = AnswerId.of(ended);
    if (answer != null) {
      response.setString(1, answer);
      response.setLong(2, seq);
      response.executeUpdate();
    }
    for (var each : call.tags().entrySet()) {
      names.count("tag", each.getKey());
      tag.setLong(1, names.count("tag:" + each.getKey(), each.getValue()));
      tag.setLong(2, seq);
      tag.executeUpdate();
    }
    texts.add(seq, call);
    return true;
  }

  private byte @Nullable [] idAt(long seq) throws SQLException {
    find.setLong(1, seq);
    try (var rows = find.executeQuery()) {
      return rows.next() ? rows.getBytes(1) : null;
    }
  }

  private void count(CallRecord call) throws SQLException {
    names.count("model", call.models().asked());
    names.count("key", call.client().key());
    names.count("dialect", call.dialect());
    if (call.models().provider() != null) names.count("provider", call.models().provider());
    if (call.failure() != null) names.count("code", call.failure().label());
  }

  private void bind(CallRecord call, byte[] id) throws SQLException {
    var usage = call.usage() == null ? Usage.NONE : call.usage();
    var models = call.models();
    var client = call.client();
    insert.setBytes(2, id);
    insert.setLong(3, call.startedAt());
    insert.setInt(4, EnumCodes.OPERATIONS.of(call.operation()));
    insert.setLong(5, names.id("dialect", call.dialect()));
    insert.setInt(6, call.stream() ? 1 : 0);
    insert.setInt(7, EnumCodes.STATES.of(call.state()));
    insert.setInt(8, call.status());
    set(9, "code", call.failure() == null ? null : call.failure().label());
    insert.setLong(10, names.id("model", models.asked()));
    set(11, "model", models.sent());
    set(12, "provider", models.provider());
    insert.setLong(13, names.id("key", client.key()));
    insert.setInt(14, EnumCodes.LANES.of(call.lane()));
    insert.setInt(15, call.attempts().size());
    insert.setString(16, client.session());
    insert.setString(17, client.user());
    insert.setString(18, client.trace());
    insert.setLong(19, usage.promptTokens());
    insert.setLong(20, usage.cacheRead());
    insert.setLong(21, usage.completionTokens());
    insert.setInt(22, call.estimated() ? 1 : 0);
    insert.setInt(23, EnumCodes.cost(call));
    insert.setLong(24, call.cost().nanos());
    insert.setLong(25, call.timing().total());
    insert.setLong(26, call.timing().firstToken());
    insert.setLong(27, call.timing().own());
    insert.setBytes(28, RowSums.used(call));
    insert.setString(29, call.question().isEmpty() ? null : CallLine.beginning(call.question()));
    if (call.failure() == null) insert.setNull(30, Types.BIGINT);
    else insert.setInt(30, EnumCodes.FAULTS.of(call.failure().fault()));
    insert.setLong(31, LossReport.count(call.losses()));
    insert.setString(32, call.tools().isEmpty() ? null : String.join("\n", call.tools()));
    set(33, "session_source", client.sessionSource());
    insert.setBytes(34, call.replayOf() == null ? null : RowNumber.bytes(call.replayOf()));
  }

  private void set(int parameter, String kind, @Nullable String value) throws SQLException {
    if (value == null) insert.setNull(parameter, Types.BIGINT);
    else insert.setLong(parameter, names.id(kind, value));
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    find.close();
    detail.close();
    payload.close();
    tag.close();
    response.close();
  }
}
