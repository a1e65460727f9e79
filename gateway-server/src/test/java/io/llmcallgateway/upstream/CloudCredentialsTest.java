package io.llmcallgateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.testkit.Await;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens of clouds, from an endpoint on this machine.
final class CloudCredentialsTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T15:00:00Z"));
  private int status = 200;
  private final OutboundClient http = new OutboundClient(OutboundOptions.plain());
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    http.start();
    http.getProtocolHandlers().clear(); // as the gateway's own client
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          asked.add(exchange.getRequestURI() + " " + body);
          var answer =
              "{\"access_token\":\"t%d\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
                  .formatted(asked.size())
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().add("content-type", "application/json");
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    http.stop();
    server.stop(0);
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private CloudCredentials credentials(Map<String, String> variables) {
    return new CloudCredentials(variables::get, () -> http, now::get);
  }

  private Map<String, String> application() {
    return Map.of(
        "AZURE_AUTHORITY_HOST", base(),
        "AZURE_TENANT_ID", "house",
        "AZURE_CLIENT_ID", "app 1",
        "AZURE_CLIENT_SECRET", "秘密&");
  }

  private static Provider provider(ProviderAuth auth, @Nullable Secret key) {
    return new Provider(
        "cloud",
        DialectId.OPENAI,
        "http://127.0.0.1:1",
        auth,
        key,
        Map.of(),
        Set.of(),
        List.of(),
        Map.of());
  }

  private static Headers shown(CloudCredentials credentials, Provider provider) {
    var fetched = credentials.of(provider);
    return AuthorizedReply.of(fetched).headers(URI.create(provider.baseUrl()), Body.EMPTY);
  }

  private static @Nullable String authorization(CloudCredentials credentials, ProviderAuth auth) {
    return shown(credentials, provider(auth, null)).first("authorization");
  }

  @Test
  void an_entra_application_gets_a_token_that_is_renewed_before_its_end() throws Exception {
    var credentials = credentials(application());
    assertThat(authorization(credentials, ProviderAuth.AZURE)).isEqualTo("Bearer t1");
    now.set(now.get().plusSeconds(3_000));
    assertThat(authorization(credentials, ProviderAuth.AZURE)).isEqualTo("Bearer t1");
    now.set(now.get().plusSeconds(400));
    assertThat(authorization(credentials, ProviderAuth.AZURE))
        .as("good still")
        .isEqualTo("Bearer t1");
    Await.until(
        "the renewed token",
        () -> "Bearer t2".equals(authorization(credentials, ProviderAuth.AZURE)));
    assertThat(asked)
        .hasSize(2)
        .allMatch(
            call ->
                call.equals(
                    "/house/oauth2/v2.0/token client_id=app+1&client_secret=%E7%A7%98%E5%AF%86%26"
                        + "&grant_type=client_credentials"
                        + "&scope=https%3A%2F%2Fcognitiveservices.azure.com%2F.default"));
  }

  @Test
  void what_entra_refuses_is_the_providers_credential_fault() {
    status = 401;
    var credentials = credentials(application());
    assertThatThrownBy(() -> authorization(credentials, ProviderAuth.AZURE))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> {
              assertThat(e.failure().kind()).isEqualTo(Failure.Kind.UPSTREAM_AUTH);
              assertThat(e.getMessage()).contains("Entra", "401").doesNotContain("秘密");
            });
  }

  @Test
  void a_token_that_is_given_needs_no_asking() {
    var given = credentials(Map.of("AZURE_AD_TOKEN", "given"));
    assertThat(authorization(given, ProviderAuth.AZURE)).isEqualTo("Bearer given");
    assertThatThrownBy(() -> authorization(credentials(Map.of()), ProviderAuth.AZURE))
        .hasMessageContaining("AZURE_CLIENT_SECRET");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_provider_with_a_key_or_another_way_needs_none_of_it() {
    var credentials = credentials(Map.of());
    var keyed = provider(ProviderAuth.GOOGLE, new Secret("k"));
    assertThat(shown(credentials, keyed)).isEqualTo(Headers.NONE);
    assertThat(shown(credentials, provider(ProviderAuth.BEARER, null))).isEqualTo(Headers.NONE);
  }

  @Test
  void a_service_account_of_googles_gets_a_token_that_is_kept(@TempDir Path folder)
      throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    var key = generator.generateKeyPair().getPrivate().getEncoded();
    var lines = Base64.getEncoder().encodeToString(key);
    var file = folder.resolve("钥匙.json");
    Files.writeString(
        file,
        """
        {"type":"service_account","project_id":"p","private_key_id":"1","client_id":"1",
         "client_email":"gateway@p.example","token_uri":"%s/token",
         "private_key":"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n"}
        """
            .formatted(base(), lines));
    var credentials = credentials(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString()));
    assertThat(authorization(credentials, ProviderAuth.GOOGLE)).isEqualTo("Bearer t1");
    assertThat(authorization(credentials, ProviderAuth.GOOGLE)).isEqualTo("Bearer t1");
    assertThat(asked)
        .hasSize(1)
        .first()
        .asString()
        .startsWith("/token grant_type=")
        .contains("jwt");
  }

  @Test
  void a_key_file_that_is_not_there_is_the_providers_credential_fault() {
    var credentials = credentials(Map.of("GOOGLE_APPLICATION_CREDENTIALS", "/no/such/file.json"));
    assertThatThrownBy(() -> authorization(credentials, ProviderAuth.GOOGLE))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.failure().kind()).isEqualTo(Failure.Kind.UPSTREAM_AUTH));
  }
}
