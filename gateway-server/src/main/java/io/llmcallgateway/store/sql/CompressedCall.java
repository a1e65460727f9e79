package io.llmcallgateway.store.sql;

import io.llmcallgateway.model.record.EndedCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A call with its record and its bodies compressed for the database. Compressing takes a third of
/// the time of storing and needs no database: another thread does it for the next calls while some
/// are written.
final class CompressedCall {
  private static final byte[] NONE = {};

  final EndedCall call;

  /// The record without its texts.
  final byte[] detail;

  final PayloadRow.@Nullable Packed payload;

  private CompressedCall(EndedCall call, PayloadRow packer) {
    this.call = call;
    this.detail = call.listed() ? detail(call, packer) : NONE;
    this.payload = call.listed() ? packer.pack(call) : null;
  }

  private static byte[] detail(EndedCall call, PayloadRow packer) {
    return packer.compressed(StoredRecordWriter.write(call.record()));
  }

  /// Packs calls on another thread.
  ///
  /// @param packer of nobody else before that is done
  static CompletableFuture<List<CompressedCall>> all(List<EndedCall> calls, PayloadRow packer) {
    if (calls.isEmpty()) return CompletableFuture.completedFuture(List.of());
    return CompletableFuture.supplyAsync(
        () -> calls.stream().map(call -> new CompressedCall(call, packer)).toList());
  }
}
