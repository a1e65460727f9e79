package io.llmcallgateway.api.console;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Serves the console at `/console/`. Its files need no key, since they hold no data; every path
/// that is not a file is a place within the console, so it gets the console's page.
public final class ConsolePages {
  private static final String ROOT = "/console";
  private static final String BELOW = ROOT + "/";
  private static final String ASSETS = "assets/";
  private static final String PAGE = "index.html";
  private static final String MISSING = "/docs/console-missing.html";

  /// Nothing comes from elsewhere, and no text becomes a script.
  private static final Headers POLICY =
      Headers.of(
              "content-security-policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                  + " connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self';"
                  + " base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
                  + " require-trusted-types-for 'script'; trusted-types console")
          .with("x-content-type-options", "nosniff")
          .with("referrer-policy", "no-referrer")
          .with("cross-origin-opener-policy", "same-origin")
          .with("cross-origin-resource-policy", "same-origin");

  /// The names of assets hold a hash of their content.
  private static final Headers UNCHANGING =
      POLICY
          .with("cache-control", "public,max-age=31536000,immutable")
          .with("vary", "accept-encoding");

  private static final Headers CHECKED =
      POLICY.with("cache-control", "no-cache").with("vary", "accept-encoding");

  /// The place where the built files are.
  @FunctionalInterface
  public interface FileSource {
    /// Reads a file; null if there is none.
    byte @Nullable [] read(String path) throws IOException;

    /// Returns the files that the build has put into the jar.
    static FileSource ofJar() {
      return path -> {
        try (var in = ConsolePages.class.getResourceAsStream(BELOW + path)) {
          return in == null ? null : in.readAllBytes();
        }
      };
    }
  }

  private final ConsoleFiles files;

  public ConsolePages(FileSource source) {
    this.files = new ConsoleFiles(source);
  }

  /// Returns the routes of the console's files.
  public List<Route> routes() {
    return List.of(
        new Route("GET", ROOT, Route.Access.OPEN, this::root),
        new Route("GET", BELOW + "{path}", Route.Access.OPEN, this::file));
  }

  private void root(HttpCall call) throws IOException {
    if (call.endsInSlash()) {
      page(call);
      return;
    }
    var query = call.rawQuery();
    var place = query == null ? BELOW : BELOW + "?" + query;
    call.send(308, "text/plain", new byte[0], Headers.of("location", place));
  }

  private void file(HttpCall call) throws IOException {
    var path = call.rest(BELOW);
    var file = files.find(path, call.accepted("accept-encoding"));
    if (file != null) {
      send(call, file, path.startsWith(ASSETS) ? UNCHANGING : CHECKED);
    } else if (path.startsWith(ASSETS)) {
      throw new GatewayException(
          Failure.of(
              Failure.Kind.UNKNOWN_PATH,
              "The console of this gateway has no file " + call.path() + "; reload its page."));
    } else {
      page(call);
    }
  }

  private void page(HttpCall call) throws IOException {
    var page = files.find(PAGE, call.accepted("accept-encoding"));
    if (page == null) missing(call);
    else send(call, page, CHECKED);
  }

  private static void send(HttpCall call, ConsoleFiles.Sent file, Headers headers)
      throws IOException {
    var all = headers.with("etag", file.tag());
    if (file.coding() != null) all = all.with("content-encoding", file.coding());
    if (call.knows(file.tag())) call.notModified(all);
    else call.send(200, file.type(), file.body().toByteArray(), all);
  }

  /// Explains a gateway that was built without its console.
  private static void missing(HttpCall call) throws IOException {
    try (var in = ConsolePages.class.getResourceAsStream(MISSING)) {
      if (in == null) throw new IOException(MISSING + " is not in the jar");
      var headers = POLICY.with("cache-control", "no-store");
      call.send(404, "text/html; charset=utf-8", in.readAllBytes(), headers);
    }
  }
}
