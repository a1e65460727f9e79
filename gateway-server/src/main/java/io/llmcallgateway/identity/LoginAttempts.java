package io.llmcallgateway.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Limits the attempts to log in from one address, so that keys cannot be guessed.
public final class LoginAttempts {
  private static final int MOST = 5;
  private static final long WINDOW = Duration.ofMinutes(1).toMillis();

  /// The most addresses that are remembered; one more forgets the oldest.
  private static final int ADDRESSES = 10_000;

  private record Window(long began, int attempts) {}

  private final InstantSource clock;
  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > ADDRESSES;
        }
      };

  public LoginAttempts(InstantSource clock) {
    this.clock = clock;
  }

  /// Counts an attempt before it is made. Returns null if it may be made, else the time to wait.
  public synchronized @Nullable Duration begin(String address) {
    var network = network(address);
    long now = clock.millis();
    var window = windows.get(network);
    if (window == null || now - window.began() >= WINDOW || now < window.began()) {
      windows.remove(network);
      windows.put(network, new Window(now, 1));
      return null;
    }
    if (window.attempts() >= MOST) {
      long seconds = (window.began() + WINDOW - now + 999) / 1000;
      return Duration.ofSeconds(Math.max(seconds, 1));
    }
    windows.put(network, new Window(window.began(), window.attempts() + 1));
    return null;
  }

  /// Forgets the attempts of an address that has succeeded.
  public synchronized void succeeded(String address) {
    windows.remove(network(address));
  }

  /// Returns the address, or of IPv6 the first half, since a client has all of the second.
  private static String network(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address long6
          ? HexFormat.of().formatHex(Arrays.copyOf(long6.getAddress(), 8))
          : address;
    } catch (IllegalArgumentException _) {
      return address;
    }
  }
}
