package io.llmcallgateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.ModelGroup.Strategy;
import io.llmcallgateway.model.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What each strategy tries first.
final class OrderingTest {
  private static final List<String> THREE = List.of("mine/a", "mine/b", "mine/c");

  private static Catalog catalog(Strategy strategy, List<String> targets) {
    return Catalogs.empty()
        .own("mine", "a", "b", "c")
        .on("openai", "anthropic")
        .group("g", strategy, targets)
        .build();
  }

  private static Router router(Health health) {
    return new Router(health, _ -> List.of(), Healths.SEEDED);
  }

  private static List<String> order(Router router, Catalog catalog, Operation operation) {
    return router.plan("g", operation, catalog).targets().stream().map(Target::model).toList();
  }

  private static List<String> order(Router router, Catalog catalog) {
    return order(router, catalog, Operation.CHAT);
  }

  @Test
  void ordered_keeps_the_order_of_the_file() {
    var router = router(new Healths(Map.of("mine/a", 9), Map.of("mine/b", 1L)));
    assertThat(order(router, catalog(Strategy.ORDERED, THREE))).containsExactly("a", "b", "c");
  }

  @Test
  void weighted_gives_each_its_share_and_tries_all() {
    var catalog = catalog(Strategy.WEIGHTED, List.of("mine/a@3", "mine/b@1", "mine/c@0"));
    var router = router(Healths.QUIET);
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
    var router = router(new Healths(Map.of("mine/a", 2, "mine/c", 1), Map.of()));
    assertThat(order(router, catalog(Strategy.LEAST_BUSY, THREE))).containsExactly("b", "c", "a");
  }

  @Test
  void latency_measures_an_unknown_target_once_and_then_prefers_the_quick() {
    var router = router(new Healths(Map.of(), Map.of("mine/a", 900L, "mine/c", 400L)));
    var catalog = catalog(Strategy.LATENCY, THREE);
    assertThat(order(router, catalog)).containsExactly("b", "c", "a");
    assertThat(order(router, catalog)).containsExactly("c", "a", "b");
  }

  @Test
  void cost_puts_the_cheapest_first_and_unknown_prices_last() {
    var targets =
        List.of("mine/a", "anthropic/claude-opus-5", "openai/gpt-4o", "openai/gpt-4o-mini");
    assertThat(order(router(Healths.QUIET), catalog(Strategy.COST, targets)))
        .containsExactly("gpt-4o-mini", "gpt-4o", "claude-opus-5", "a");
  }

  @Test
  void cost_of_embeddings_is_what_their_input_costs() {
    var targets = List.of("openai/gpt-4o", "openai/text-embedding-3-large");
    var router = router(Healths.QUIET);
    assertThat(order(router, catalog(Strategy.COST, targets), Operation.EMBEDDING))
        .containsExactly("text-embedding-3-large", "gpt-4o");
  }
}
