package io.llmcallgateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.DemoModels;
import io.llmcallgateway.catalog.ModelGroup.Strategy;
import io.llmcallgateway.catalog.ModelLists;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.route.ModelNames.Listed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelNamesTest {
  private static final ModelLists LISTS =
      provider ->
          switch (provider.id()) {
            case "house" -> List.of("qwen3:8b", "bad\nname");
            case "default" -> List.of("gpt-4o", "fast", "house/qwen3:8b");
            default -> List.of();
          };

  private static Catalogs some() {
    return Catalogs.empty()
        .own("house")
        .own("mine", "a")
        .on("anthropic")
        .group("快速", Strategy.ORDERED, List.of("mine/a"))
        .group("fast", Strategy.ORDERED, List.of("mine/a"))
        .group("any-*", Strategy.ORDERED, List.of("mine/a"));
  }

  private static List<String> ids(Catalog catalog) {
    return ModelNames.list(catalog, LISTS).stream().map(Listed::id).toList();
  }

  @Test
  void without_anything_the_demo_is_listed() {
    var demo = DemoModels.ALL.stream().map(name -> "demo/" + name).toList();
    assertThat(ids(Catalogs.empty().build())).containsExactlyElementsOf(demo);
  }

  @Test
  void lists_groups_then_aliases_then_what_is_switched_on_each_once() {
    var ids = ids(some().build());
    assertThat(ids).startsWith("快速", "fast", "claude-4-sonnet").doesNotHaveDuplicates();
    assertThat(ids)
        .containsSubsequence("house/qwen3:8b", "mine/a", "anthropic/claude-opus-5", "demo/echo")
        .doesNotContain("any-*", "house/bad\nname", "gpt-35-turbo", "echo");
  }

  @Test
  void a_default_upstreams_own_models_come_last_under_the_names_it_takes() {
    var listed = ModelNames.list(some().defaultUpstream("default").build(), LISTS);
    assertThat(listed).endsWith(new Listed("gpt-4o", "default")).doesNotHaveDuplicates();
    assertThat(listed).contains(new Listed("fast", "llmcallgateway"));
    assertThat(listed).extracting(Listed::id).doesNotContain("claude-4-sonnet");
  }

  @Test
  void every_listed_name_can_be_sent() {
    var catalog = some().defaultUpstream("default").build();
    var router = new Router(Healths.quiet(), LISTS, Healths.SEEDED);
    for (var listed : ModelNames.list(catalog, LISTS)) {
      assertThat(router.plan(listed.id(), Operation.CHAT, catalog).targets()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fast, llmcallgateway",
    "any-thing, llmcallgateway",
    "anthropic/claude-opus-5, anthropic",
    "claude-opus-5, anthropic",
    "claude-sonnet-4, anthropic",
    "house/qwen3:8b, house",
    "demo/echo, demo",
  })
  void finds_what_may_be_sent(String id, String owner) {
    assertThat(ModelNames.find(id, some().build(), LISTS)).contains(new Listed(id, owner));
  }

  @ParameterizedTest
  @CsvSource({"nobody", "anthropic/nothing", "claude-3-sonnet", "echo", "any*", "''"})
  void does_not_find_what_nobody_serves(String id) {
    assertThat(ModelNames.find(id, some().build(), LISTS)).isEmpty();
  }
}
