package io.llmcallgateway.api.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.config.AddressRanges;
import io.llmcallgateway.dialect.openai.OpenAiDialect;
import io.llmcallgateway.http.AccessPolicy;
import io.llmcallgateway.http.GatewayServer;
import io.llmcallgateway.http.ServerOptions;
import io.llmcallgateway.identity.Authenticator;
import io.llmcallgateway.identity.ConsoleSessions;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.model.ErrorRedactor;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RawClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the serving of built files, made here, by a server whose clients need a key.
final class ConsolePagesTest {
  private static final String SHELL = "<!doctype html><title>控制台</title>";
  private static final String SCRIPT = "console.log('看见每次调用')";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types console";

  @TempDir Path folder;
  private GatewayServer server;

  @BeforeEach
  void start() throws Exception {
    var dist = Files.createDirectories(folder.resolve("dist"));
    var assets = Files.createDirectories(dist.resolve("assets"));
    Files.writeString(folder.resolve("secret.txt"), "outside");
    Files.writeString(dist.resolve("index.html"), SHELL);
    Files.writeString(dist.resolve(".built-from"), "1");
    Files.writeString(dist.resolve("favicon.svg"), "<svg/>");
    Files.writeString(assets.resolve("main-1a2b.js"), SCRIPT);
    Files.write(assets.resolve("main-1a2b.js.gz"), gzip(SCRIPT));
    Files.writeString(assets.resolve("main-1a2b.js.br"), "brotli's bytes");
    Files.writeString(assets.resolve("main-3c4d.css"), "body{margin:0}");
    server = server(ConsolePagesTest::read, dist);
    server.start();
  }

  private interface Reading {
    byte @Nullable [] read(Path folder, String path) throws IOException;
  }

  private static byte @Nullable [] read(Path folder, String path) throws IOException {
    var file = folder.resolve(path);
    return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
  }

  private static GatewayServer server(Reading reading, Path dist) {
    var options =
        new ServerOptions(
            "127.0.0.1",
            0,
            "1",
            List.of("*"),
            1000,
            1000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    var access =
        new AccessPolicy(
            new Authenticator(new Secret("key-of-the-client")), false, false, AddressRanges.NONE);
    return new GatewayServer(
        options,
        () -> access,
        new OpenAiDialect(),
        new ErrorRedactor(text -> text, () -> false),
        new CallMetrics(() -> 0, _ -> true),
        new ByteBudget(1 << 20),
        new ConsoleSessions(InstantSource.system()),
        InstantSource.system(),
        new ConsolePages(path -> reading.read(dist, path)).routes());
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop(Duration.ofSeconds(5));
  }

  private RawAnswer get(String path, String... headers) throws IOException {
    try (var client = RawClient.to(URI.create("http://127.0.0.1:" + server.port()))) {
      client.get(path, headers);
      return client.answer();
    }
  }

  @Test
  void the_console_has_a_slash_at_its_end() throws Exception {
    var answer = get("/console");
    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.header("location")).isEqualTo("/console/");
    assertThat(get("/console?range=24h&q=%E8%B4%B9").header("location"))
        .isEqualTo("/console/?range=24h&q=%E8%B4%B9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/",
        "/console/index.html",
        "/console/calls",
        "/console/calls/01JD2?tab=sent",
        "/console/providers/own.model",
        "/console/sessions/%E4%BC%9A%E8%AF%9D%2F1"
      })
  void each_place_of_the_console_is_its_page(String path) throws Exception {
    var answer = get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(SHELL);
    assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    assertThat(answer.header("content-security-policy")).isEqualTo(POLICY);
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
    assertThat(answer.header("cross-origin-opener-policy")).isEqualTo("same-origin");
    assertThat(answer.header("access-control-allow-origin")).isNull();
  }

  @Test
  void an_asset_is_sent_as_the_client_can_read_it() throws Exception {
    var plain = get("/console/assets/main-1a2b.js");
    assertThat(plain.text()).isEqualTo(SCRIPT);
    assertThat(plain.header("content-encoding")).isNull();
    assertThat(plain.header("content-type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(plain.header("cache-control")).isEqualTo("public,max-age=31536000,immutable");
    assertThat(plain.header("vary")).isEqualTo("accept-encoding");
    var brotli = get("/console/assets/main-1a2b.js", "Accept-Encoding: gzip, deflate, br, zstd");
    assertThat(brotli.header("content-encoding")).isEqualTo("br");
    assertThat(brotli.text()).isEqualTo("brotli's bytes");
    var gzip = get("/console/assets/main-1a2b.js", "Accept-Encoding: gzip, br;q=0");
    assertThat(gzip.header("content-encoding")).isEqualTo("gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
        .isEqualTo(SCRIPT.getBytes(UTF_8));
    assertThat(gzip.header("etag")).isNotEqualTo(brotli.header("etag"));
    var uncompressed = get("/console/assets/main-3c4d.css", "Accept-Encoding: gzip, br");
    assertThat(uncompressed.header("content-encoding")).isNull();
    assertThat(uncompressed.text()).isEqualTo("body{margin:0}");
  }

  @Test
  void what_the_browser_has_is_not_sent_again() throws Exception {
    var tag = get("/console/").require("etag");
    try (var client = RawClient.to(URI.create("http://127.0.0.1:" + server.port()))) {
      for (var known : List.of(tag, "\"other\", W/" + tag)) {
        client.get("/console/calls", "If-None-Match: " + known);
        var answer = client.answer();
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.header("etag")).isEqualTo(tag);
        assertThat(answer.header("content-length")).isNull();
      }
      client.get("/console/", "If-None-Match: \"other\"");
      assertThat(client.answer().text()).isEqualTo(SHELL);
    }
  }

  @Test
  void headers_that_cannot_be_read_are_ignored() throws Exception {
    var page = get("/console/", "If-None-Match: \"a\", \"b, W/", "Accept-Encoding: \"br, x\"y\"");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).isEqualTo(SHELL);
  }

  @Test
  void head_tells_the_length_without_the_body() throws Exception {
    try (var client = RawClient.to(URI.create("http://127.0.0.1:" + server.port()))) {
      client.request("HEAD", "/console/assets/main-1a2b.js", null);
      var head = client.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("content-length")).isEqualTo("" + SCRIPT.getBytes(UTF_8).length);
      client.get("/console/favicon.svg"); // the connection is where it should be
      assertThat(client.answer().text()).isEqualTo("<svg/>");
    }
  }

  @Test
  void an_asset_of_an_older_console_is_not_found() throws Exception {
    var answer = get("/console/assets/main-0000.js");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error().path("message").asString()).contains("/console/assets/main-0000.js");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/../secret.txt",
        "/console/..%2Fsecret.txt",
        "/console/%2e%2e/secret.txt",
        "/console/assets/..%2F..%2Fsecret.txt",
        "/console/assets%2F..%2F..%2Fsecret.txt",
        "/console/..%5Csecret.txt",
        "/console/%2Fetc%2Fhostname.txt",
        "/console/.built-from",
        "/console/assets",
        "/console/assets/main-1a2b.js.br",
        "/console/index.html%00.txt"
      })
  void nothing_but_the_files_is_read(String path) throws Exception {
    var answer = get(path);
    assertThat(answer.status()).isIn(200, 400, 404);
    assertThat(answer.text()).doesNotContain("outside", "brotli", "main-1a2b.js.gz");
    if (answer.status() == 200) assertThat(answer.text()).isEqualTo(SHELL);
  }

  @Test
  void only_reading_is_offered() throws Exception {
    try (var client = RawClient.to(URI.create("http://127.0.0.1:" + server.port()))) {
      client.post("/console/", "{}");
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
    }
  }

  @Test
  void a_gateway_without_the_built_files_says_how_to_get_them_in_both_languages() throws Exception {
    var without = server((_, _) -> null, folder);
    without.start();
    try (var client = RawClient.to(URI.create("http://127.0.0.1:" + without.port()))) {
      client.get("/console/calls?range=24h");
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
      assertThat(answer.header("content-security-policy")).isEqualTo(POLICY);
      assertThat(answer.header("cache-control")).isEqualTo("no-store");
      assertThat(answer.text())
          .contains("The console is not in this build", "此版本未包含控制台", "Node.js 20.19")
          .doesNotContain("<style", "style=", "<script", "http:", "https:");
    } finally {
      without.stop(Duration.ofSeconds(5));
    }
  }
}
