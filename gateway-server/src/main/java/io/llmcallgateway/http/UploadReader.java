package io.llmcallgateway.http;

import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.upload.FormScanner;
import io.llmcallgateway.upload.FormType;
import io.llmcallgateway.upload.Upload;
import io.llmcallgateway.upload.UploadFolder;
import io.llmcallgateway.upload.UploadStore;
import java.io.IOException;
import java.time.Duration;

/// Reads requests with files into stores, piece by piece, within limits of size and time.
final class UploadReader {
  private static final int PIECES = 128 << 10;

  private final UploadFolder folder;
  private final long limit;
  private final Duration patience;

  UploadReader(UploadFolder folder, ServerOptions options) {
    this.folder = folder;
    this.limit = options.uploadLimit();
    this.patience = options.bodyTimeout();
  }

  /// Returns a store for one request, to be closed at the call's end.
  UploadStore store() {
    return new UploadStore(folder);
  }

  /// Reads a request's form into a store. Throws a `GatewayException` where it is none, or too
  /// large.
  ///
  /// @throws IOException if the client has left
  Upload read(HttpCall call, UploadStore store) throws IOException, InterruptedException {
    call.requireUnsigned();
    requirePlain(call);
    var type = FormType.of(call.header("content-type"));
    if (call.request().getLength() > limit) throw tooLarge();
    var scanner = new FormScanner(type.boundary());
    var chunks = new RequestChunks(call.request(), patience);
    while (true) {
      var chunk = chunks.next(store.size());
      boolean last = chunk.isLast();
      try {
        if (store.size() + chunk.remaining() > limit) throw tooLarge();
        reserve(call.held(), store.size() + chunk.remaining());
        scanner.scan(chunk.getByteBuffer());
        store.add(chunk.getByteBuffer());
      } finally {
        chunk.release();
      }
      if (last) return new Upload(type, scanner.parts(), store);
    }
  }

  /// Reserves the memory of a store of that size, with the array that replaces its own, or that of
  /// the pieces in which a file is written and read.
  private static void reserve(ByteBudget.Reservation held, long size) throws InterruptedException {
    if (size <= UploadStore.MOST_IN_MEMORY) held.need(Math.max(PIECES, 3 * size));
    else held.shrink(PIECES);
  }

  private static void requirePlain(HttpCall call) {
    var coding = call.header("content-encoding");
    if (coding == null || coding.strip().equalsIgnoreCase("identity")) return;
    throw new GatewayException(
        Failure.of(
            Failure.Kind.UNSUPPORTED_ENCODING,
            "A form with files is not read compressed; send it without content-encoding."));
  }

  private GatewayException tooLarge() {
    return new GatewayException(
        Failure.of(
            Failure.Kind.TOO_LARGE,
            "The upload is larger than "
                + limit
                + " bytes; UPLOAD_LIMIT sets the limit of this gateway."));
  }
}
