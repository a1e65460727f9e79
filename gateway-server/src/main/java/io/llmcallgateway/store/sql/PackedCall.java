package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.RecordJson;
import io.llmcallgateway.model.record.EndedCall;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A call with what the database holds of it compressed, which takes a third of the time of storing
/// it and needs no database: another thread does it for the next calls while some are written.
final class PackedCall {
  private static final byte[] NONE = {};

  final EndedCall call;

  /// The record without its texts.
  final byte[] detail;

  final PayloadRow.@Nullable Packed payload;

  private PackedCall(EndedCall call) {
    this.call = call;
    this.detail = call.listed() ? detail(call) : NONE;
    this.payload = call.listed() ? PayloadRow.pack(call) : null;
  }

  private static byte[] detail(EndedCall call) {
    var json = new ByteArrayOutputStream(1_500);
    RecordJson.write(call.record().texted("", ""), json);
    return PayloadRow.compressed(json.toByteArray());
  }

  static CompletableFuture<List<PackedCall>> all(List<EndedCall> calls) {
    if (calls.isEmpty()) return CompletableFuture.completedFuture(List.of());
    return CompletableFuture.supplyAsync(() -> calls.stream().map(PackedCall::new).toList());
  }
}
