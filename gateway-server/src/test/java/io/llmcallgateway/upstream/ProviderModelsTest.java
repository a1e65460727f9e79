package io.llmcallgateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.ModelListing;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.ManualClock;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Providers' own lists: when they are asked for, and by how many.
@ExtendWith(LeakCheck.class)
final class ProviderModelsTest {
  private static final ModelListing LISTING =
      new ModelListing("/models", "data", "id", Headers.NONE);

  private static final Duration STALE = Duration.ofMinutes(5);

  private final ManualClock clock = new ManualClock();
  private ScriptedUpstream server;
  private HttpUpstream client;
  private ProviderModels models;

  @BeforeEach
  void start() throws Exception {
    server = ScriptedUpstream.start();
    client = HttpUpstream.start("test", Duration.ofSeconds(5), _ -> null, OutboundOptions.plain());
    models = new ProviderModels(client, _ -> LISTING, clock);
  }

  @AfterEach
  void stop() throws Exception {
    client.stop();
    server.close();
  }

  private Provider provider(String key) {
    return new Provider(
        "up",
        DialectId.OPENAI,
        server.baseUrl(),
        ProviderAuth.BEARER,
        new Secret(key),
        Map.of(),
        Set.of(),
        List.of(),
        Map.of());
  }

  private static String listed(String... names) {
    var data = new StringBuilder("{\"data\":[");
    for (var name : names)
      data.append(data.length() > 9 ? "," : "").append("{\"id\":\"" + name + "\"}");
    return data.append("]}").toString();
  }

  @Test
  void many_who_ask_at_once_cost_one_request() throws Exception {
    var gate = new Gate();
    server.next(Scripts.pause(gate).then(Scripts.json(listed("a", "b"))));
    var waiting = new ArrayList<CompletableFuture<List<String>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        waiting.add(CompletableFuture.supplyAsync(() -> models.of(provider("k")), threads));
      }
      gate.awaitReached();
      gate.release();
      for (var each : waiting) assertThat(each.get()).containsExactly("a", "b");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void a_stale_list_is_given_out_while_one_request_renews_it() throws Exception {
    server.next(Scripts.json(listed("old")));
    assertThat(models.of(provider("k"))).containsExactly("old");
    clock.forward(STALE);
    var gate = new Gate();
    server.next(Scripts.pause(gate).then(Scripts.json(listed("new"))));
    for (int i = 0; i < 5; i++) assertThat(models.of(provider("k"))).containsExactly("old");
    gate.awaitReached();
    assertThat(models.of(provider("k"))).containsExactly("old");
    gate.release();
    Await.until("the new list", () -> models.of(provider("k")).contains("new"));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void a_renewal_that_fails_leaves_the_old_list_and_is_tried_again_soon() throws Exception {
    server.next(Scripts.json(listed("old")), Scripts.html(500), Scripts.json(listed("new")));
    assertThat(models.of(provider("k"))).containsExactly("old");
    clock.forward(STALE);
    assertThat(models.of(provider("k"))).containsExactly("old");
    Await.until("the renewal has failed", () -> server.requests().size() == 2);
    Await.until(
        "the next one",
        () -> {
          clock.forward(Duration.ofSeconds(30));
          return models.of(provider("k")).contains("new");
        });
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void a_provider_that_does_not_answer_has_no_models_for_a_while() throws Exception {
    server.next(Scripts.html(500), Scripts.json(listed("a")));
    assertThat(models.of(provider("k"))).isEmpty();
    assertThat(models.of(provider("k"))).isEmpty();
    assertThat(server.requests()).hasSize(1);
    clock.forward(Duration.ofSeconds(30));
    Await.until("asked again", () -> models.of(provider("k")).contains("a"));
  }

  @Test
  void another_key_has_a_list_of_its_own_and_an_unused_one_leaves() throws Exception {
    server.next(
        Scripts.json(listed("a")), Scripts.json(listed("a", "b")), Scripts.json(listed("c")));
    assertThat(models.of(provider("one"))).containsExactly("a");
    assertThat(models.of(provider("two"))).containsExactly("a", "b");
    clock.forward(Duration.ofHours(2));
    assertThat(models.of(provider("one"))).as("nothing old is given out").containsExactly("c");
  }

  @Test
  void several_providers_are_asked_at_once() throws Exception {
    var first = new Gate();
    var second = new Gate();
    server.next(
        Scripts.pause(first).then(Scripts.json(listed("a"))),
        Scripts.pause(second).then(Scripts.json(listed("a"))));
    models.load(List.of(provider("one"), provider("two")));
    first.awaitReached();
    second.awaitReached();
    first.release();
    second.release();
    assertThat(models.of(provider("one"))).containsExactly("a");
    assertThat(models.of(provider("two"))).containsExactly("a");
    assertThat(server.requests()).hasSize(2);
  }
}
