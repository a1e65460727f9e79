package io.llmcallgateway.relay.call;

import io.llmcallgateway.model.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The way back to the client, used by the call's thread alone. Latent until `start`. Writes block
/// while the client is slow and throw an `IOException` once it is gone.
public interface Reply {
  /// Headers that are known at an answer's end only.
  interface Trailers {
    Headers atEnd();
  }

  /// Receives the event that the client has left, on any thread.
  @FunctionalInterface
  interface DepartureListener {
    void clientLeft();
  }

  /// Calls the listener when the client leaves. For waits that are long enough to care; the first
  /// listener holds.
  void watch(DepartureListener listener);

  /// Returns whether the client is known to have left.
  boolean gone();

  /// Returns whether status and headers are settled.
  boolean started();

  /// Headers that are known at the end alone; to be called before `start`. They go out where the
  /// client's protocol has a place for them.
  void trailers(Trailers trailers);

  /// Settles status and headers; they go out with the first bytes.
  ///
  /// @param length of the body in bytes, or -1 where it is not known
  void start(int status, Headers headers, long length);

  /// Returns the headers that have been settled, the server's own included.
  Headers headers();

  void write(ByteBuffer bytes) throws IOException;

  /// Writes the last bytes and ends the answer.
  void end(ByteBuffer last) throws IOException;

  /// Breaks a started answer off so that the client sees that it is not whole.
  void abort();
}
