package io.llmcallgateway.api.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Serves `/openapi.json` and two pages that display it. All files come from the jar, so the pages
/// work without a network; their content security policy forbids requests to other hosts.
public final class DocsPages {
  private static final String ASSETS = "/docs/assets/";
  private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
  private static final String REDOC = "/META-INF/resources/webjars/redoc/2.1.4/bundles/";

  /// A file that a page loads.
  private record Asset(String resource, String type) {}

  private static final Map<String, Asset> FILES =
      Map.of(
          "swagger-ui.css", new Asset(SWAGGER + "swagger-ui.css", "text/css; charset=utf-8"),
          "swagger-ui-bundle.js",
              new Asset(SWAGGER + "swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
          "favicon.png", new Asset(SWAGGER + "favicon-32x32.png", "image/png"),
          "redoc.js", new Asset(REDOC + "redoc.standalone.js", "text/javascript; charset=utf-8"),
          "docs.js", new Asset("/docs/docs.js", "text/javascript; charset=utf-8"),
          "redoc-start.js", new Asset("/docs/redoc-start.js", "text/javascript; charset=utf-8"));

  /// The logo that Redoc loads from another host, which the gateway replaces.
  private static final String REDOC_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";

  private static final Headers POLICY =
      Headers.of(
              "content-security-policy",
              "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                  + " img-src 'self' data:; worker-src 'self' blob:; font-src 'self' data:;"
                  + " frame-ancestors 'none'; base-uri 'none'")
          .with("x-content-type-options", "nosniff")
          .with("referrer-policy", "no-referrer");

  private final Map<String, byte[]> loaded = new ConcurrentHashMap<>();
  private final Headers cached;

  /// @param version the version of the gateway, the `ETag` of files that browsers cache
  public DocsPages(String version) {
    this.cached =
        Headers.of("cache-control", "public, max-age=3600")
            .with("etag", "\"" + version + "\"")
            .with("x-content-type-options", "nosniff");
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        new Route("GET", "/openapi.json", Route.Access.OPEN, this::description),
        new Route("GET", "/docs", Route.Access.OPEN, call -> page(call, "docs")),
        new Route("GET", "/redoc", Route.Access.OPEN, call -> page(call, "redoc")),
        new Route("GET", ASSETS + "{file}", Route.Access.OPEN, this::asset));
  }

  private void description(HttpCall call) throws IOException {
    call.send(200, "application/json; charset=utf-8", load("/openapi.json"));
  }

  /// Serves a page. Its links are relative, so that it works below any path of a reverse proxy.
  private void page(HttpCall call, String name) throws IOException {
    if (call.endsInSlash()) {
      call.send(308, "text/plain", new byte[0], Headers.of("location", "../" + name));
      return;
    }
    call.send(200, "text/html; charset=utf-8", load("/docs/" + name + ".html"), POLICY);
  }

  private void asset(HttpCall call) throws IOException {
    var asset = FILES.get(call.rest(ASSETS));
    if (asset == null) {
      throw new GatewayException(
          Failure.of(Failure.Kind.UNKNOWN_PATH, "Unknown path: " + call.path() + "."));
    }
    call.send(200, asset.type(), load(asset.resource()), cached);
  }

  private byte[] load(String resource) throws IOException {
    var known = loaded.get(resource);
    if (known != null) return known;
    try (var in = DocsPages.class.getResourceAsStream(resource)) {
      if (in == null) throw new IOException(resource + " is not in the jar");
      var bytes = in.readAllBytes();
      if (resource.startsWith(REDOC)) {
        bytes = new String(bytes, UTF_8).replace(REDOC_LOGO, "data:,").getBytes(UTF_8);
      }
      loaded.put(resource, bytes);
      return bytes;
    }
  }
}
