package io.llmcallgateway.upstream;

import io.llmcallgateway.upload.Upload;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.SerializedInvoker;
import org.jspecify.annotations.Nullable;

/// The body of a request that is read from an upload piece by piece, as the provider takes it.
final class UploadContent implements Request.Content {
  private static final int PIECE = 64 << 10;

  private final Upload upload;
  private final SerializedInvoker invoker = new SerializedInvoker(UploadContent.class);
  private long at;
  private @Nullable Throwable failure;

  UploadContent(Upload upload) {
    this.upload = upload;
  }

  @Override
  public String getContentType() {
    return upload.contentType();
  }

  @Override
  public long getLength() {
    return upload.size();
  }

  @Override
  public synchronized boolean rewind() {
    at = 0;
    return failure == null;
  }

  @Override
  public synchronized Content.Chunk read() {
    if (failure != null) return Content.Chunk.from(failure, true);
    long left = upload.size() - at;
    if (left == 0) return Content.Chunk.EOF;
    var piece = ByteBuffer.allocate((int) Math.min(PIECE, left));
    try {
      upload.read(at, piece);
    } catch (UncheckedIOException e) {
      failure = e.getCause(); // the call has ended, or the disk is broken
      return Content.Chunk.from(e.getCause(), true);
    }
    at += piece.position();
    return Content.Chunk.from(piece.flip(), at == upload.size());
  }

  @Override
  public void demand(Runnable available) {
    invoker.run(available);
  }

  @Override
  public synchronized void fail(Throwable cause) {
    if (failure == null) failure = cause;
  }
}
