package io.llmcallgateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.ModelGroup.Strategy;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.testkit.ManualClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What each strategy tries first.
final class TargetOrderingTest {
  private static final List<String> THREE = List.of("mine/a", "mine/b", "mine/c");

  private static Catalog catalog(Strategy strategy, List<String> targets) {
    return Catalogs.empty()
        .own("mine", "a", "b", "c")
        .on("openai", "anthropic")
        .group("g", strategy, targets)
        .build();
  }

  private static Router router(TargetHealth health) {
    return new Router(health, _ -> List.of(), Healths.SEEDED);
  }

  private static void fail(TargetHealth health, String model) {
    try (var call = health.begin("mine", model)) {
      call.failed(Failure.ofProvider(Failure.Kind.UPSTREAM_ERROR, "mine", "no"));
    }
  }

  private static List<String> order(Router router, Catalog catalog, Operation operation) {
    return router.plan("g", operation, catalog).targets().stream().map(Target::model).toList();
  }

  private static List<String> order(Router router, Catalog catalog) {
    return order(router, catalog, Operation.CHAT);
  }

  @Test
  void ordered_keeps_the_order_of_the_file() {
    var router = router(Healths.busy(Map.of("a", 9)));
    assertThat(order(router, catalog(Strategy.ORDERED, THREE))).containsExactly("a", "b", "c");
  }

  @Test
  void weighted_gives_each_its_share_and_tries_all() {
    var catalog = catalog(Strategy.WEIGHTED, List.of("mine/a@3", "mine/b@1", "mine/c@0"));
    var router = router(Healths.quiet());
    var first = new HashMap<String, Integer>();
    for (int i = 0; i < 4_000; i++) {
      var order = order(router, catalog);
      assertThat(order).hasSize(3);
      assertThat(order.getLast()).as("weight 0 is the last resort").isEqualTo("c");
      first.merge(order.getFirst(), 1, Integer::sum);
    }
    assertThat(first.get("a")).isCloseTo(3_000, offset(150));
    assertThat(first.get("b")).isCloseTo(1_000, offset(150));
  }

  @Test
  void least_busy_puts_the_fewest_calls_in_flight_first() {
    var router = router(Healths.busy(Map.of("a", 2, "c", 1)));
    assertThat(order(router, catalog(Strategy.LEAST_BUSY, THREE))).containsExactly("b", "c", "a");
  }

  @Test
  void least_busy_does_not_take_a_target_that_fails_at_once_for_an_idle_one() {
    var health = Healths.busy(Map.of("b", 1, "c", 1));
    for (int i = 0; i < 3; i++) fail(health, "a");
    assertThat(order(router(health), catalog(Strategy.LEAST_BUSY, THREE)))
        .containsExactly("b", "c", "a");
  }

  @Test
  void latency_measures_an_unknown_target_once_and_then_prefers_the_quick() {
    var health = Healths.latencies(Map.of("a", 900L, "c", 400L));
    var router = router(health);
    var catalog = catalog(Strategy.LATENCY, THREE);
    assertThat(order(router, catalog)).containsExactly("b", "c", "a");
    health.begin("mine", "b").close();
    assertThat(order(router, catalog)).containsExactly("c", "a", "b");
  }

  @Test
  void latency_measures_several_unknown_targets_by_a_call_each() {
    var health = Healths.quiet();
    var router = router(health);
    var catalog = catalog(Strategy.LATENCY, THREE);
    for (var model : List.of("a", "b", "c")) {
      assertThat(order(router, catalog)).first().isEqualTo(model);
      assertThat(order(router, catalog))
          .as("a plan alone measures nothing")
          .first()
          .isEqualTo(model);
      Healths.succeed(health, model, 1_000);
    }
  }

  @Test
  void latency_does_not_prefer_a_target_that_fails_quickly() {
    var health = Healths.latencies(Map.of("b", 800_000L, "c", 900_000L));
    fail(health, "a");
    assertThat(order(router(health), catalog(Strategy.LATENCY, THREE)))
        .containsExactly("b", "c", "a");
  }

  @Test
  void latency_puts_a_target_that_failed_behind_one_whose_first_answer_is_still_coming() {
    var health = Healths.quiet();
    fail(health, "a");
    health.begin("mine", "b").close();
    health.begin("mine", "c").close();
    assertThat(order(router(health), catalog(Strategy.LATENCY, THREE)))
        .containsExactly("b", "c", "a");
  }

  @Test
  void latency_leaves_a_quick_target_that_has_begun_to_fail() {
    var health = Healths.latencies(Map.of("a", 500L, "b", 900L, "c", 2_000L));
    fail(health, "a");
    assertThat(order(router(health), catalog(Strategy.LATENCY, THREE)))
        .containsExactly("b", "a", "c");
  }

  @Test
  void latency_tries_a_slow_target_again_when_its_sample_has_faded() {
    var clock = new ManualClock();
    var health = new TargetHealth(clock);
    Healths.succeed(health, "a", 60_000_000);
    Healths.succeed(health, "b", 1_000);
    Healths.succeed(health, "c", 2_000);
    var catalog = catalog(Strategy.LATENCY, THREE);
    var router = router(health);
    assertThat(order(router, catalog)).containsExactly("b", "c", "a");
    clock.forward(TargetHealth.HALF_LIFE.plusSeconds(1));
    Healths.succeed(health, "b", 1_000);
    Healths.succeed(health, "c", 2_000);
    assertThat(order(router, catalog)).containsExactly("a", "b", "c");
  }

  @Test
  void cost_puts_the_cheapest_first_and_unknown_prices_last() {
    var targets =
        List.of("mine/a", "anthropic/claude-opus-5", "openai/gpt-4o", "openai/gpt-4o-mini");
    assertThat(order(router(Healths.quiet()), catalog(Strategy.COST, targets)))
        .containsExactly("gpt-4o-mini", "gpt-4o", "claude-opus-5", "a");
  }

  @Test
  void cost_of_embeddings_is_what_their_input_costs() {
    var targets = List.of("openai/gpt-4o", "openai/text-embedding-3-large");
    var router = router(Healths.quiet());
    assertThat(order(router, catalog(Strategy.COST, targets), Operation.EMBEDDING))
        .containsExactly("text-embedding-3-large", "gpt-4o");
  }
}
