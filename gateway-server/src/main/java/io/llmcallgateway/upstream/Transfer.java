package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Headers;

/// What an upstream knows of the way of a request to the provider. Durations in microseconds, -1 if
/// something did not happen or is unknown.
///
/// @param queued the wait for a connection, without the time to open it
/// @param connect the time to open the connection; -1 if one was reused
/// @param firstByteAt when the first byte of the reply came, in `System.nanoTime`; 0 if none did
/// @param sent the headers as they were sent, as far as a record may keep them
public record Transfer(long queued, long connect, long firstByteAt, Headers sent) {
  public static final Transfer UNKNOWN = new Transfer(-1, -1, 0, Headers.NONE);
}
