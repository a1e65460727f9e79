package io.llmcallgateway.api.admin.playground;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.ClientRoute;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.dialect.RequestUrl;
import io.llmcallgateway.dialect.RoutedCall;
import io.llmcallgateway.model.Operation;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The address at which a client of a dialect would send a chat.
final class TrialRoute implements RequestUrl {
  private final String path;
  private final String query;

  private TrialRoute(String address) {
    int mark = address.indexOf('?');
    this.path = mark < 0 ? address : address.substring(0, mark);
    this.query = mark < 0 ? "" : address.substring(mark + 1);
  }

  /// Returns what the dialect's own route makes of the address. Throws a `GatewayException` if no
  /// client chats in the dialect.
  ///
  /// @param model for dialects whose path names it
  static RoutedCall of(DialectModule module, @Nullable String model, boolean stream) {
    var pattern = module.clientPaths().of(Operation.CHAT, stream);
    if (pattern == null) {
      throw TrialRequest.invalid("No client chats in this dialect.", "dialect");
    }
    if (pattern.contains("{model}") && model == null) {
      throw TrialRequest.invalid("This dialect's path names the model: give 'model'.", "model");
    }
    var name = model == null ? "" : URLEncoder.encode(model, UTF_8).replace("+", "%20");
    var url = new TrialRoute(pattern.replace("{model}", name));
    for (var route : module.routes()) if (takes(route, url.path)) return route.reader().read(url);
    throw new IllegalStateException("no route for " + url.path);
  }

  private static boolean takes(ClientRoute route, String path) {
    int rest = route.path().indexOf('{');
    return rest < 0 ? path.equals(route.path()) : path.startsWith(route.path().substring(0, rest));
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String rest(String prefix) {
    return URLDecoder.decode(path.substring(prefix.length()), UTF_8);
  }

  @Override
  public Map<String, String> queries() {
    var queries = new HashMap<String, String>();
    for (var pair : query.split("&", -1)) {
      int is = pair.indexOf('=');
      if (is > 0) queries.put(pair.substring(0, is), pair.substring(is + 1));
    }
    return queries;
  }
}
