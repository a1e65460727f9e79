package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.ForwardProxy;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.TlsUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests networks that require a forward proxy, and certificate authorities of the user's own.
@ExtendWith(LeakCheck.class)
final class ProxiesTest {
  /// `user:p@ss`.
  private static final String BASIC = "Proxy-Authorization: Basic dXNlcjpwQHNz";

  private static RunningGateway.Setup to(String baseUrl) {
    return new RunningGateway.Setup()
        .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
        .provider("up", baseUrl);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_PROXY", "http_proxy"})
  void plain_requests_go_through_with_credentials(String variable) throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var proxy = ForwardProxy.to(upstream.port());
        var gateway =
            to("http://vendor.example/v1").env(variable, proxy.address("user:p%40ss@")).start()) {
      assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
      assertThat(gateway.post(CHAT, Calls.stream("up/m")).text()).contains("[DONE]");
      assertThat(proxy.heads())
          .anySatisfy(
              head ->
                  assertThat(head)
                      .startsWith("POST http://vendor.example/v1/chat/completions HTTP/1.1")
                      .contains(BASIC));
      assertThat(gateway.log("")).doesNotContain("p@ss", "dXNlcjpwQHNz");
    }
  }

  @Test
  void tunnels_lead_to_providers_with_tls_and_show_them_no_credentials() throws Exception {
    try (var upstream = TlsUpstream.answering(OpenAiLike.chat("m", "隧道"));
        var proxy = ForwardProxy.to(upstream.port());
        var gateway =
            to("https://vendor.example/v1")
                .env("HTTPS_PROXY", proxy.address("user:p%40ss@"))
                .env("SSL_CERT_FILE", TlsUpstream.AUTHORITY.toString())
                .start()) {
      var answer = gateway.post(CHAT, Calls.chat("up/m"));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(answer.text()).contains("隧道");
      assertThat(proxy.heads().getLast()).startsWith("CONNECT vendor.example:443 ").contains(BASIC);
      assertThat(upstream.heads().getLast().toLowerCase(Locale.ROOT))
          .contains("authorization: bearer")
          .doesNotContain("proxy-authorization");
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "'localhost, 127.0.0.0/8'", "*", "127.0.0.1:PORT"})
  void what_no_proxy_names_is_asked_directly(String except) throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var proxy = ForwardProxy.refusing();
        var gateway =
            to(upstream.baseUrl())
                .env("HTTP_PROXY", proxy.address(""))
                .env("NO_PROXY", except.replace("PORT", "" + upstream.port()))
                .start()) {
      assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
      assertThat(proxy.heads()).noneMatch(head -> head.contains("/chat/completions"));
    }
  }

  @Test
  void a_provider_has_a_proxy_of_its_own_or_none() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var proxy = ForwardProxy.to(upstream.port());
        var other = ForwardProxy.refusing();
        var gateway =
            new RunningGateway.Setup()
                .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
                .env("HTTP_PROXY", other.address(""))
                .yaml(
                    """
                    providers:
                      own: { dialect: openai, base-url: "http://vendor.example/v1", api-key: k, proxy: "%s" }
                      direct: { dialect: openai, base-url: "%s", api-key: k, proxy: none }
                      usual: { dialect: openai, base-url: "%s", api-key: k }
                    """
                        .formatted(proxy.address(""), upstream.baseUrl(), upstream.baseUrl()))
                .start()) {
      assertThat(gateway.post(CHAT, Calls.chat("own/m")).status()).isEqualTo(200);
      assertThat(proxy.heads()).anyMatch(head -> head.contains("http://vendor.example/v1/chat"));
      assertThat(gateway.post(CHAT, Calls.chat("direct/m")).status()).isEqualTo(200);
      assertThat(gateway.post(CHAT, Calls.chat("usual/m")).status()).isGreaterThanOrEqualTo(400);
    }
  }

  @Test
  void a_proxy_that_refuses_a_tunnel_is_named() throws Exception {
    try (var proxy = ForwardProxy.refusing();
        var gateway =
            to("https://vendor.example/v1").env("HTTPS_PROXY", proxy.address("")).start()) {
      var answer = gateway.post(CHAT, Calls.chat("up/m"));
      requireOpenAiError(answer, 502);
      assertThat(answer.error().path("message").asString()).contains("proxy", "407");
    }
  }

  @Test
  void an_unknown_authority_is_told_and_a_configured_one_trusted() throws Exception {
    try (var upstream = TlsUpstream.answering(OpenAiLike.chat("m", "好"))) {
      var url = "https://127.0.0.1:" + upstream.port() + "/v1";
      try (var gateway = to(url).start()) {
        var answer = gateway.post(CHAT, Calls.chat("up/m"));
        requireOpenAiError(answer, 502);
        assertThat(answer.error().path("message").asString())
            .contains("TLS", "certification path", "SSL_CERT_FILE");
        Await.until("logged", () -> gateway.log("error").contains("certification path"));
      }
      try (var gateway = to(url).env("SSL_CERT_FILE", TlsUpstream.AUTHORITY.toString()).start()) {
        assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
      }
    }
  }

  private static String keyFile(Path folder) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    var key =
        Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    var json =
        """
        {"type":"service_account","project_id":"p","private_key_id":"1","client_id":"1",
         "client_email":"gateway@p.example","token_uri":"https://vendor.example/google/token",
         "private_key":"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n"}
        """
            .formatted(key);
    return Files.writeString(folder.resolve("钥匙.json"), json).toString();
  }

  @ParameterizedTest
  @CsvSource({"google, false", "google, true", "azure, false", "azure, true"})
  void tokens_of_clouds_are_fetched_through_the_proxy_by_its_authority(
      String auth, boolean itsOwn, @TempDir Path folder) throws Exception {
    var both =
        OpenAiLike.chat("m", "令牌")
            .replaceFirst(
                "\\{", "{\"access_token\":\"t-云\",\"expires_in\":3600,\"token_type\":\"Bearer\",");
    try (var upstream = TlsUpstream.answering(both.replace("t-云", "token-of-the-cloud"));
        var proxy = ForwardProxy.to(upstream.port());
        var other = ForwardProxy.refusing()) {
      var used = proxy.address("user:p%40ss@");
      var own = itsOwn ? ", proxy: \"" + used + "\"" : "";
      var setup =
          new RunningGateway.Setup()
              .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
              .env("HTTPS_PROXY", itsOwn ? other.address("") : used)
              .env("SSL_CERT_FILE", TlsUpstream.AUTHORITY.toString())
              .env("GOOGLE_APPLICATION_CREDENTIALS", keyFile(folder))
              .env("AZURE_AUTHORITY_HOST", "https://vendor.example")
              .env("AZURE_TENANT_ID", "house")
              .env("AZURE_CLIENT_ID", "app")
              .env("AZURE_CLIENT_SECRET", "secret-of-the-app")
              .yaml(
                  "providers:\n  cloud: { dialect: openai, auth: "
                      + auth
                      + ", base-url: \"https://vendor.example/v1\""
                      + own
                      + " }\n");
      try (var gateway = setup.start()) {
        var answer = gateway.post(CHAT, Calls.chat("cloud/m"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).contains("令牌");
      }
      assertThat(upstream.heads()).hasSize(2);
      assertThat(upstream.heads().getFirst()).startsWith("POST /").contains("token HTTP");
      assertThat(upstream.heads().getLast()).contains("Bearer token-of-the-cloud");
      assertThat(proxy.heads())
          .isNotEmpty()
          .allSatisfy(
              head -> assertThat(head).startsWith("CONNECT vendor.example:443 ").contains(BASIC));
      assertThat(other.heads()).noneMatch(head -> head.contains("vendor.example"));
    }
  }

  @Test
  void traces_leave_through_the_proxy_too() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var proxy = ForwardProxy.to(upstream.port());
        var gateway =
            to(upstream.baseUrl())
                .env("HTTP_PROXY", proxy.address("user:p%40ss@"))
                .env("NO_PROXY", "127.0.0.1")
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.example:4318")
                .start()) {
      assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
      Await.until(
          "the collector is asked",
          () ->
              proxy.heads().stream()
                  .anyMatch(
                      head ->
                          head.startsWith("POST http://collector.example:4318/v1/traces")
                              && head.contains(BASIC)));
    }
  }
}
