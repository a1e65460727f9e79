package io.llmcallgateway.config;

import io.llmcallgateway.model.ProxyAddress;
import io.llmcallgateway.model.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The forward proxies of the network, as `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name them, and
/// those of single providers.
///
/// @param http for `http` addresses
/// @param https for `https` addresses
/// @param except hosts that are asked directly: names, with all below them, addresses, ranges, `*`
/// @param providers a provider's own, empty where it is asked directly
public record Proxies(
    @Nullable ProxyAddress http,
    @Nullable ProxyAddress https,
    List<String> except,
    Map<String, Optional<ProxyAddress>> providers) {
  public static final Proxies NONE = new Proxies(null, null, List.of(), Map.of());

  /// Where clouds tell a machine its own credentials: nobody else can be asked for them.
  private static final List<String> METADATA =
      List.of("169.254.169.254", "169.254.170.2", "metadata.google.internal", "metadata");

  public Proxies {
    except = except.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
    providers = Map.copyOf(providers);
  }

  /// The proxy for an address; null where it is asked directly.
  ///
  /// @param provider whose address that is, null where it is no provider's
  public @Nullable ProxyAddress of(@Nullable String provider, URI target) {
    if (target.getHost() == null) return null;
    var host = target.getHost().toLowerCase(Locale.ROOT);
    if (METADATA.contains(host)) return null;
    var own = provider == null ? null : providers.get(provider);
    if (own != null) return own.orElse(null);
    boolean secure = "https".equalsIgnoreCase(target.getScheme());
    var proxy = secure ? https : http;
    return proxy == null || isExcepted(host, port(target, secure)) ? null : proxy;
  }

  private static int port(URI target, boolean secure) {
    if (target.getPort() >= 0) return target.getPort();
    return secure ? 443 : 80;
  }

  private boolean isExcepted(String host, int port) {
    var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    var address = AddressRanges.literal(bare);
    for (var rule : except) if (matches(rule, bare, address, port)) return true;
    return false;
  }

  private static boolean matches(
      String rule, String host, @Nullable InetAddress address, int port) {
    if (rule.equals("*")) return true;
    var range = AddressRanges.range(rule);
    if (range != null) return address != null && range.contains(address);
    var name = rule;
    int colon = rule.lastIndexOf(':');
    if (colon > 0 && rule.substring(colon + 1).matches("\\d{1,5}")) {
      if (Integer.parseInt(rule.substring(colon + 1)) != port) return false;
      name = rule.substring(0, colon);
    }
    if (name.startsWith("*")) name = name.substring(1);
    if (name.startsWith(".")) name = name.substring(1);
    if (name.startsWith("[") && name.endsWith("]")) name = name.substring(1, name.length() - 1);
    return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
  }

  /// A proxy as it is written: `http://user:password@host:port`, the scheme optional; null where it
  /// is none.
  static @Nullable ProxyAddress read(String text) {
    try {
      var url = new URI(text.contains("://") ? text : "http://" + text);
      var scheme = url.getScheme().toLowerCase(Locale.ROOT);
      boolean secure = scheme.equals("https");
      if (!secure && !scheme.equals("http")) return null;
      if (url.getHost() == null) return null;
      int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
      var user = url.getRawUserInfo();
      var secret =
          user == null
              ? null
              : new Secret(URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8));
      return new ProxyAddress(secure, url.getHost(), port, secret);
    } catch (URISyntaxException | IllegalArgumentException _) {
      return null;
    }
  }
}
