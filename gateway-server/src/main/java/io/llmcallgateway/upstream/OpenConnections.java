package io.llmcallgateway.upstream;

import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What is known of the open connections, by their local addresses. Thread-safe.
final class OpenConnections {
  private static final Opening SERVED = new Opening(0, 0);

  private final ConcurrentHashMap<SocketAddress, Opening> all = new ConcurrentHashMap<>();

  /// When a connection was opened, in `System.nanoTime`.
  ///
  /// @param from when the name of its host began to be looked up
  /// @param at when the provider, or the proxy, had accepted it
  record Opening(long from, long at) {}

  /// Notes a connection that has served no request yet.
  void opened(SocketAddress address, Opening opening) {
    all.put(address, opening);
  }

  /// Notes that a connection has served a request to its end.
  void served(SocketAddress address) {
    all.put(address, SERVED);
  }

  /// Returns whether a connection has served a request before.
  boolean hasServed(SocketAddress address) {
    return SERVED.equals(all.get(address));
  }

  /// Returns how a connection was opened that has not served yet; null if that is not known.
  @Nullable Opening opening(SocketAddress address) {
    var known = all.get(address);
    return SERVED.equals(known) ? null : known;
  }

  void closed(SocketAddress address) {
    all.remove(address);
  }
}
