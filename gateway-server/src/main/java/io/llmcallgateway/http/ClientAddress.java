package io.llmcallgateway.http;

import io.llmcallgateway.config.AddressRanges;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// The address from which a request came. `X-Forwarded-For` and `X-Forwarded-Proto` are believed
/// only from a trusted proxy, since every client can set them.
///
/// @param address the address of the client, or of the last proxy that is not trusted
/// @param scheme the scheme that the client used, null if no trusted proxy reports it
record ClientAddress(String address, @Nullable String scheme) {
  static ClientAddress of(Request request, AddressRanges trusted) {
    var peer = Request.getRemoteAddr(request);
    if (trusted.isEmpty() || !trusted.contains(peerAddress(request))) {
      return new ClientAddress(peer, null);
    }
    var headers = request.getHeaders();
    var hops = headers.getCSV("x-forwarded-for", false);
    var address = peer;
    for (var each : hops.reversed()) {
      var said = AddressRanges.literal(withoutPort(each));
      if (said == null)
        break; // `unknown` or not an address: entries further left are no more reliable
      address = said.getHostAddress();
      if (!trusted.contains(said)) break;
    }
    var scheme = headers.get("x-forwarded-proto");
    return new ClientAddress(address, scheme == null ? null : scheme.strip());
  }

  private static @Nullable InetAddress peerAddress(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress at
        ? at.getAddress()
        : null;
  }

  /// Removes the port of `192.0.2.1:4711` and `[2001:db8::1]:4711`.
  private static String withoutPort(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? text : text.substring(1, end);
    }
    int colon = text.indexOf(':');
    return colon > 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }
}
