package io.llmcallgateway.api.admin.playground;

import io.llmcallgateway.model.Headers;
import io.llmcallgateway.relay.call.Reply;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The answer to a call that nobody reads: its record tells what came of it. `leave` may be called
/// by another thread.
final class DiscardingReply implements Reply {
  private boolean started;
  private Headers settled = Headers.NONE;
  private volatile boolean gone;
  private volatile @Nullable DepartureListener listener;

  /// Ends the call as one whose client has left.
  void leave() {
    gone = true;
    var known = listener;
    if (known != null) known.clientLeft();
  }

  @Override
  public void watch(DepartureListener listener) {
    if (this.listener == null) this.listener = listener;
    if (gone) listener.clientLeft();
  }

  @Override
  public boolean gone() {
    return gone;
  }

  @Override
  public boolean started() {
    return started;
  }

  @Override
  public void trailers(Trailers trailers) {
    // nobody reads them
  }

  @Override
  public void start(int status, Headers headers, long length) {
    started = true;
    settled = headers;
  }

  @Override
  public Headers headers() {
    return settled;
  }

  @Override
  public void write(ByteBuffer bytes) {
    bytes.position(bytes.limit());
  }

  @Override
  public void end(ByteBuffer last) {
    last.position(last.limit());
  }

  @Override
  public void abort() {
    // nobody sees it
  }
}
