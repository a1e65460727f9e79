package io.llmcallgateway.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.config.CommandLineFlags;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.wire.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class OpenApiTest {
  @TempDir Path folder;
  private Gateway gateway;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    gateway =
        Gateway.start(
            Map.of("GATEWAY_API_KEY", "sk-钥匙-key", "HOST", "127.0.0.1"),
            folder,
            new CommandLineFlags(null, null, 0));
  }

  @AfterEach
  void stop() {
    http.close();
    gateway.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    var request = HttpRequest.newBuilder(gateway.uri().resolve(path)).build();
    return http.send(request, BodyHandlers.ofString());
  }

  private JsonNode description() throws Exception {
    var answer = get("/openapi.json");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  @Test
  void describes_the_routes_there_are_and_no_others() throws Exception {
    var described = new TreeSet<String>();
    var paths = description().path("paths");
    for (var path : paths.properties()) {
      var item = path.getValue();
      if (item.has("$ref")) {
        var target = item.path("$ref").asString().substring("#/paths/".length());
        item = paths.path(target.replace("~1", "/"));
      }
      for (var method : item.properties()) {
        described.add(method.getKey() + " " + path.getKey());
      }
    }
    var served = new TreeSet<String>();
    for (var route : gateway.routes()) {
      if (route.path().startsWith("/docs/assets/")) continue; // parts of pages
      if (route.path().startsWith("/console/")) continue;
      served.add(route.method().toLowerCase(Locale.ROOT) + " " + route.path());
    }
    assertThat(described).isEqualTo(served);
  }

  @Test
  void says_which_routes_are_open() throws Exception {
    var paths = description().path("paths");
    for (var route : gateway.routes()) {
      var operation = paths.path(route.path()).path(route.method().toLowerCase(Locale.ROOT));
      if (operation.isMissingNode()) continue;
      boolean open = operation.has("security");
      assertThat(open).as(route.path()).isEqualTo(route.access() == Route.Access.OPEN);
    }
  }

  @Test
  void has_every_schema_it_refers_to() throws Exception {
    var description = description();
    for (var reference : description.findValuesAsString("$ref")) {
      assertThat(description.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    assertThat(description.at("/info/version").asString()).isEqualTo(Version.read());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/redoc"})
  void serves_pages_whose_parts_are_all_its_own(String path) throws Exception {
    var page = get(path);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-security-policy")).isPresent();
    assertThat(page.body()).doesNotContain("http://", "https://");
    var parts =
        page.body()
            .lines()
            .filter(line -> line.contains("docs/assets/"))
            .map(line -> line.replaceAll(".*\"(docs/assets/[^\"]+)\".*", "/$1"))
            .toList();
    assertThat(parts).hasSizeGreaterThan(2);
    for (var part : parts) {
      var asset = get(part);
      assertThat(asset.statusCode()).as(part).isEqualTo(200);
      assertThat(asset.body()).as(part).isNotEmpty().doesNotContain("cdn.redoc.ly/redoc/logo");
    }
  }

  @Test
  void serves_no_other_file() throws Exception {
    for (var path :
        List.of(
            "/docs/assets/version.properties",
            "/docs/assets/..%2F..%2Fversion.properties",
            "/docs/assets/",
            "/docs/assets/docs.html")) {
      assertThat(get(path).statusCode()).as(path).isIn(400, 404);
    }
  }
}
