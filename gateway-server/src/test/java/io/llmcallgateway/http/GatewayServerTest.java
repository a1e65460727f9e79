package io.llmcallgateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.config.AddressRanges;
import io.llmcallgateway.dialect.openai.OpenAiDialect;
import io.llmcallgateway.identity.Authenticator;
import io.llmcallgateway.identity.ConsoleSessions;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.model.ErrorRedactor;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RawClient;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The server with endpoints of its own and no relay behind it.
final class GatewayServerTest {
  private static final String KEY = "Authorization: Bearer key-of-the-client";
  private static final int BODY_LIMIT = 10_000;

  private final ByteBudget budget = new ByteBudget(1 << 20);
  private final CountDownLatch watching = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private GatewayServer server;

  @BeforeEach
  void start() throws Exception {
    var options =
        new ServerOptions(
            "127.0.0.1",
            0,
            "1",
            List.of("*"),
            BODY_LIMIT,
            BODY_LIMIT,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    var access =
        new AccessPolicy(
            new Authenticator(new Secret("key-of-the-client")), false, true, AddressRanges.NONE);
    server =
        new GatewayServer(
            options,
            () -> access,
            new OpenAiDialect(),
            new ErrorRedactor(text -> text, () -> false),
            new CallMetrics(() -> 0, _ -> true),
            budget,
            new ConsoleSessions(InstantSource.system()),
            InstantSource.system(),
            routes(BodyReader.of(options)));
    server.start();
  }

  private List<Route> routes(BodyReader bodies) {
    return List.of(
        new Route("GET", "/open", Route.Access.OPEN, call -> text(call, "open")),
        new Route("GET", "/key", Route.Access.KEY, call -> text(call, call.keyId())),
        new Route("GET", "/items/{id}", Route.Access.KEY, call -> text(call, call.rest("/items/"))),
        new Route(
            "POST",
            "/echo",
            Route.Access.KEY,
            call -> call.send(200, "text/plain", bodies.read(call).toByteArray())),
        new Route(
            "GET",
            "/broken",
            Route.Access.OPEN,
            _ -> {
              throw new IllegalStateException("a secret of the inside");
            }),
        new Route("POST", "/wait", Route.Access.OPEN, this::await));
  }

  private static void text(HttpCall call, String text) throws java.io.IOException {
    call.send(200, "text/plain", text.getBytes(UTF_8));
  }

  private void await(HttpCall call) throws Exception {
    var watch = ClientWatch.begin(call.request(), gone::countDown);
    watching.countDown();
    boolean left = gone.await(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (watch != null) watch.end();
    text(call, left ? "gone" : "there");
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(server.stop(Duration.ofSeconds(5))).isTrue();
    assertThat(budget.used()).as("all that was held is given back").isZero();
  }

  private RawClient client() throws Exception {
    return RawClient.to(URI.create("http://127.0.0.1:" + server.port()));
  }

  private RawAnswer get(String path, String... headers) throws Exception {
    try (var client = client()) {
      client.get(path, headers);
      return client.answer();
    }
  }

  private RawAnswer post(String path, String body) throws Exception {
    try (var client = client()) {
      client.post(path, body, KEY);
      return client.answer();
    }
  }

  @Test
  void a_route_is_found_by_its_path_and_its_method() throws Exception {
    assertThat(get("/open").text()).isEqualTo("open");
    assertThat(get("/items/a%2Fb/c", KEY).text()).isEqualTo("a/b/c");
    assertThat(get("/nothing").status()).isEqualTo(404);
    var wrong = get("/echo", KEY);
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("allow")).isEqualTo("OPTIONS, POST");
  }

  @Test
  void the_key_opens_what_is_not_open_to_all() throws Exception {
    assertThat(get("/key").status()).isEqualTo(401);
    assertThat(get("/key", "Authorization: Bearer another").status()).isEqualTo(401);
    assertThat(get("/key", KEY).text()).isEqualTo("client");
    assertThat(get("/key", "x-api-key: key-of-the-client").status()).isEqualTo(200);
  }

  @Test
  void a_body_is_read_up_to_the_limit() throws Exception {
    var most = "x".repeat(BODY_LIMIT);
    assertThat(post("/echo", most).text()).isEqualTo(most);
    assertThat(post("/echo", most + "x").status()).isEqualTo(413);
    assertThat(post("/echo", "\uFEFF{}").text()).as("without its mark").isEqualTo("{}");
  }

  @Test
  void an_endpoint_that_throws_is_a_500_that_tells_nothing() throws Exception {
    var answer = get("/broken");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).doesNotContain("secret of the inside");
  }

  @Test
  void a_client_that_leaves_is_noticed_while_an_endpoint_waits() throws Exception {
    try (var client = client()) {
      client.post("/wait", "{}");
      assertThat(watching.await(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      client.leave();
    }
    assertThat(gone.await(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }
}
