package io.llmcallgateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.Serving;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.embedding.EmbeddingForm;
import io.llmcallgateway.model.embedding.EmbeddingRules;
import io.llmcallgateway.rules.ModelRule;
import io.llmcallgateway.rules.RuleMember;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is known of models, wherever they are called.
final class ModelRulesTableTest {
  private static final BuiltInData BUILT_IN = BuiltInData.load();
  private static final Catalog CATALOG = catalog(List.of());

  private static Catalog catalog(List<ModelRule> own) {
    return new Catalog(BUILT_IN, List.of(), List.of(), null, List.of(), own);
  }

  private static Provider provider(String id) {
    var row = Objects.requireNonNull(BUILT_IN.row(id), id);
    return new Provider(
        id,
        row.dialect(),
        "http://127.0.0.1:1",
        row.auth(),
        null,
        Map.of(),
        row.quirks(),
        List.of(),
        row.paths());
  }

  private static ModelRules rules(String provider, String model) {
    return CATALOG.rules(provider(provider), model);
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic, claude-3-5-haiku-latest, none",
    "anthropic, claude-3-haiku-20240307, none",
    "anthropic, claude-3-7-sonnet-20250219, budget",
    "anthropic, claude-sonnet-4-20250514, budget",
    "anthropic, claude-opus-4-1, budget",
    "anthropic, claude-haiku-4-5, budget",
    "anthropic, claude-sonnet-4-5-20250929, budget",
    "anthropic, claude-opus-4-5, budget",
    "anthropic, claude-opus-4-6, adaptive",
    "anthropic, claude-sonnet-4-6, adaptive",
    "anthropic, claude-opus-4-7, adaptive",
    "anthropic, claude-sonnet-5, adaptive",
    "anthropic, claude-opus-9, adaptive",
    "vertex_ai_anthropic, claude-opus-4@20250514, budget",
    "vertex_ai_anthropic, claude-sonnet-4-6, adaptive",
    "bedrock, us.anthropic.claude-sonnet-4-5-20250929-v1:0, budget",
    "bedrock, anthropic.claude-3-haiku-20240307-v1:0, none",
    "bedrock, global.anthropic.claude-opus-4-7-v1, adaptive",
    "bedrock, amazon.nova-lite-v1:0, none",
    "bedrock, us.amazon.nova-2-lite-v1:0, nova",
    "bedrock, meta.llama3-3-70b-instruct-v1:0, none",
    "bedrock, openai.gpt-oss-120b-1:0, effort",
    "bedrock, qwen.qwen3-32b-v1:0, none",
    "openrouter, anthropic/claude-sonnet-4.5, object",
    "openrouter, openai/gpt-5, object",
    "gemini, gemini-2.5-flash, gemini-budget",
    "gemini, gemini-2.5-pro, gemini-budget",
    "gemini, gemini-flash-latest, gemini-budget",
    "gemini, gemini-2.0-flash, none",
    "gemini, gemini-3-pro-preview, gemini-level",
    "gemini, gemini-3.5-flash, gemini-level",
    "gemini, gemma-3-27b-it, none",
    "vertex_ai, gemini-3.1-pro-preview, gemini-level",
    "openai, gpt-4o-mini, none",
    "openai, gpt-4.1, none",
    "openai, gpt-5, effort",
    "openai, gpt-5-chat-latest, none",
    "openai, o4-mini, effort",
    "azure, gpt-5-mini, effort",
    "azure, our-own-deployment, effort",
    "deepseek, deepseek-v4-pro, switch",
    "dashscope, qwen3.5-plus, enable",
    "dashscope, qwen3-coder-flash, none",
    "siliconflow, Qwen/Qwen3-32B, enable",
    "siliconflow, Pro/deepseek-ai/DeepSeek-V3.2, enable",
    "siliconflow, zai-org/GLM-4.6, enable",
    "siliconflow, Qwen/Qwen3-VL-32B-Instruct, none",
    "siliconflow, Qwen/Qwen3-235B-A22B-Thinking-2507, none",
    "siliconflow, deepseek-ai/DeepSeek-R1-0528-Qwen3-8B, none",
    "zai, glm-5, switch",
    "zhipu, glm-4-flash, none",
    "moonshot, kimi-k2.5, switch",
    "moonshot, kimi-k2-thinking, none",
    "moonshot, moonshot-v1-8k, none",
    "xai, grok-4, none",
    "xai, grok-4.3, effort",
    "xai, grok-3-mini, effort",
    "mistral, mistral-large-latest, none",
    "mistral, magistral-medium-latest, prompt-mode",
    "mistral, mistral-small-2603, effort",
    "cohere, command-a-reasoning-08-2025, budget",
    "cohere, command-r7b-12-2024, none",
    "groq, openai/gpt-oss-120b, effort",
    "groq, llama-3.3-70b-versatile, none",
    "perplexity, sonar, none",
    "perplexity, sonar-deep-research, effort",
    "hosted_vllm, 我们的模型, effort",
    "hosted_vllm, Qwen/Qwen3-30B-A3B-Instruct-2507, none",
    "hosted_vllm, Qwen/Qwen3.5-35B-A3B, template",
    "hosted_vllm, zai-org/GLM-4.6-FP8, template",
    "hosted_vllm, openai/gpt-oss-120b, effort",
    "nvidia_nim, z-ai/glm4.7, template",
    "nvidia_nim, meta/llama-3.3-70b-instruct, none",
    "together_ai, deepseek-ai/DeepSeek-V4-Pro, object-switch",
    "together_ai, MiniMaxAI/MiniMax-M2.7, none",
    "groq, qwen/qwen3-32b, effort",
    "qianfan, deepseek-v3.2, switch",
    "qianfan, qwen3-32b, enable",
  })
  void reasoning_is_asked_for_as_each_model_takes_it(String provider, String model, String style) {
    assertThat(rules(provider, model).reasoning()).isEqualTo(ReasoningStyle.of(style));
  }

  @Test
  void an_arn_is_the_model_of_its_profile() {
    var arn =
        "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    assertThat(rules("bedrock", arn)).isEqualTo(rules("bedrock", "claude-sonnet-4-5-20250929"));
  }

  @ParameterizedTest
  @CsvSource({
    "openai, o3, true",
    "openai, gpt-5.2, true",
    "openai, gpt-4o, false",
    "anthropic, claude-opus-4-7, true",
    "anthropic, claude-fable-5, true",
    "anthropic, claude-opus-4-6, false",
    "anthropic, claude-haiku-4-5-20251001, false",
    "openrouter, anthropic/claude-opus-4.6, false",
    "bedrock, eu.anthropic.claude-sonnet-5-v1, true",
    "moonshot, kimi-k2.6, true",
    "groq, openai/gpt-oss-20b, false",
  })
  void some_take_no_temperature(String provider, String model, boolean rejected) {
    assertThat(rules(provider, model).rejected().contains("temperature")).isEqualTo(rejected);
  }

  @Test
  void claude_thinks_by_generations() {
    var old = rules("anthropic", "claude-sonnet-4-5");
    assertThat(old.forcedWhileReasoning()).isFalse();
    assertThat(old.jsonSchema()).isTrue();
    assertThat(old.temperatureAndTopP()).isFalse();
    assertThat(old.mostTemperature()).isEqualTo(1);
    assertThat(old.maxOutput()).isEqualTo(64_000);
    assertThat(old.media()).containsExactlyInAnyOrder(Part.Kind.IMAGE, Part.Kind.DOCUMENT);
    var middle = rules("anthropic", "claude-opus-4-6");
    assertThat(middle.forcedWhileReasoning()).isTrue();
    assertThat(middle.nearest(Effort.XHIGH)).isEqualTo(Effort.HIGH);
    assertThat(rules("mistral", "mistral-medium-2604").nearest(Effort.LOW)).isEqualTo(Effort.HIGH);
    assertThat(rules("anthropic", "claude-opus-5").nearest(Effort.XHIGH)).isEqualTo(Effort.XHIGH);
    assertThat(rules("anthropic", "claude-opus-4-20250514").jsonSchema()).isFalse();
    assertThat(rules("anthropic", "claude-fable-5-1").forcedTools()).isFalse();
    assertThat(rules("anthropic", "claude-fable-5-1").alwaysReasons()).isTrue();
  }

  @Test
  void gemini_is_held_to_json_beside_tools_from_3_on() {
    assertThat(rules("gemini", "gemini-2.5-flash").jsonWithTools()).isFalse();
    assertThat(rules("gemini", "gemini-3.5-flash").jsonWithTools()).isTrue();
    assertThat(rules("gemini", "gemini-2.5-flash").mostBudget()).isEqualTo(24_576);
    assertThat(rules("gemini", "gemini-2.5-pro").mostBudget()).isEqualTo(32_768);
    assertThat(rules("gemini", "gemini-2.5-pro").alwaysReasons()).isTrue();
    assertThat(rules("gemini", "gemini-2.5-flash").alwaysReasons()).isFalse();
    assertThat(rules("gemini", "gemini-2.5-flash").media()).contains(Part.Kind.VIDEO);
  }

  @Test
  void deepseeks_flash_sees_images() {
    for (var model : List.of("deepseek-flash", "deepseek-v4-flash-vision-exp")) {
      assertThat(rules("deepseek", model).media()).containsExactly(Part.Kind.IMAGE);
    }
    assertThat(rules("deepseek", "deepseek-v4-pro").media()).isEmpty();
    assertThat(rules("deepseek", "deepseek-v4-pro").nearest(Effort.MEDIUM))
        .isEqualTo(Effort.MEDIUM);
  }

  @Test
  void bedrocks_models_differ_in_what_can_be_forced() {
    assertThat(rules("bedrock", "us.anthropic.claude-haiku-4-5-20251001-v1:0").forcedTools())
        .isTrue();
    assertThat(rules("bedrock", "us.amazon.nova-pro-v1:0").forcedTools()).isTrue();
    var llama = rules("bedrock", "us.meta.llama3-3-70b-instruct-v1:0");
    assertThat(llama.forcedTools()).isFalse();
    assertThat(llama.has(Quirk.RESULTS_ALONE)).isTrue();
    assertThat(llama.rejected()).contains("cache_control");
    assertThat(rules("bedrock", "us.deepseek.r1-v1:0").tools()).isFalse();
  }

  @Test
  void vendors_quirks_reach_their_models() {
    assertThat(rules("mistral", "mistral-large-latest").has(Quirk.NINE_CHARACTER_IDS)).isTrue();
    assertThat(rules("mistral", "mistral-large-latest").rewritesReplies()).isFalse();
    assertThat(rules("mistral", "magistral-medium-latest").has(Quirk.CONTENT_PARTS)).isTrue();
    assertThat(rules("deepseek", "deepseek-chat").has(Quirk.RETURN_REASONING)).isTrue();
    assertThat(rules("perplexity", "sonar").has(Quirk.THINK_TAGS)).isFalse();
    assertThat(rules("perplexity", "sonar-reasoning-pro").has(Quirk.THINK_TAGS)).isTrue();
    assertThat(rules("xai", "grok-4").has(Quirk.REASONING_BESIDE)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"openai, gpt-5", "azure, gpt-4o", "openrouter, openai/gpt-5", "nebius, any"})
  void the_bytes_of_openais_own_format_pass_untouched_where_they_can(String id, String model) {
    assertThat(rules(id, model).rewritesRequests()).isFalse();
    assertThat(rules(id, model).rewritesReplies()).isFalse();
  }

  @Test
  void a_model_nobody_knows_passes() {
    var unknown = rules("nebius", "谁也不知道的模型");
    assertThat(unknown.rejected()).isEmpty();
    assertThat(unknown.tools()).isTrue();
    assertThat(unknown.maxOutput()).isZero();
    assertThat(unknown.efforts()).isEmpty();
  }

  @Test
  void rules_of_ones_own_come_last() {
    var own =
        new ModelRule(
            List.of(),
            List.of("anthropic"),
            List.of("CLAUDE-*-5"),
            Map.of(
                RuleMember.DEFAULT_MAX_TOKENS, List.of("9000"),
                RuleMember.REASONING, List.of("none"),
                RuleMember.REJECTED, List.of(),
                RuleMember.QUIRKS, List.of("think-tags")));
    var catalog = catalog(List.of(own));
    var rules = catalog.rules(provider("anthropic"), "claude-sonnet-5");
    assertThat(rules.defaultMaxTokens()).isEqualTo(9_000);
    assertThat(rules.reasoning()).isEqualTo(ReasoningStyle.NONE);
    assertThat(rules.rejected()).isEmpty();
    assertThat(rules.quirks()).isEqualTo(Set.of(Quirk.THINK_TAGS));
    var other = catalog.rules(provider("anthropic"), "claude-sonnet-4-6");
    assertThat(other.reasoning()).isEqualTo(ReasoningStyle.ADAPTIVE);
  }

  @Test
  void every_rule_is_about_somebody_and_says_something() {
    assertThat(BUILT_IN.rules()).allMatch(rule -> !rule.values().isEmpty());
    for (var rule : BUILT_IN.rules()) {
      assertThat(BUILT_IN.rows().keySet()).containsAll(rule.providers());
      assertThat(rule.dialects()).allMatch(dialect -> DialectId.of(dialect) != null);
    }
  }

  @Test
  void every_model_that_is_listed_has_rules_that_make_sense() {
    for (var row : BUILT_IN.rows().values()) {
      for (var model : BUILT_IN.list(row.catalogue()).keySet()) {
        var rules = rules(row.id(), model);
        assertThat(rules.defaultMaxTokens()).as(model).isPositive();
        if (rules.maxOutput() > 0) {
          assertThat(rules.maxOutput()).as(model).isGreaterThanOrEqualTo(rules.defaultMaxTokens());
        }
      }
    }
  }

  @Test
  void models_tell_which_endpoints_serve_them() {
    assertThat(rules("openai", "gpt-5-codex").serving().endpoints()).containsExactly("responses");
    assertThat(rules("azure", "o3-pro-2025-06-10").serving().endpoints())
        .containsExactly("responses");
    assertThat(rules("openai", "gpt-5.4-mini").serving().endpoints())
        .containsExactly("responses", "openai");
    assertThat(rules("openai", "gpt-4o").serving()).isEqualTo(Serving.UNKNOWN);
    assertThat(rules("openai", "gpt-5.4").serving().reasoningWithTools()).isFalse();
    assertThat(rules("openai", "gpt-5.4").serving().reasonsUnasked()).isFalse();
    assertThat(rules("openai", "gpt-5.6-terra").serving().reasonsUnasked()).isTrue();
    assertThat(rules("openrouter", "openai/gpt-5.6").serving().reasoningWithTools()).isTrue();
    assertThat(rules("vertex_ai", "claude-opus-5").serving().endpoints())
        .containsExactly("anthropic");
  }

  @Test
  void every_row_with_endpoints_finds_them_beside_its_own_address() {
    for (var row : BUILT_IN.rows().values()) {
      var usual = row.baseUrl().fill(name -> name.endsWith("_BASE") ? "https://a.example" : "x");
      assertThat(row.endpoints(Objects.requireNonNull(usual)))
          .as(row.id())
          .hasSameSizeAs(row.endpoints());
    }
    var deepseek = Objects.requireNonNull(BUILT_IN.row("deepseek"));
    assertThat(deepseek.endpoints("https://proxy.example/a/v1").getFirst().baseUrl())
        .isEqualTo("https://proxy.example/a/anthropic");
    assertThat(deepseek.endpoints("https://api.deepseek.com").getFirst().baseUrl())
        .isEqualTo("https://api.deepseek.com/anthropic");
    assertThat(deepseek.endpoints("https://proxy.example/other")).isEmpty();
  }

  @Test
  void what_holds_is_told_with_its_source() {
    var told = CATALOG.told(provider("openai"), "gpt-5.4");
    assertThat(told)
        .anySatisfy(
            each -> {
              assertThat(each.name()).isEqualTo("reasoning-with-tools");
              assertThat(each.values()).containsExactly("false");
              assertThat(each.source())
                  .startsWith("model-rules.yaml {dialect: openai, model: [gpt-5.4*");
            });
    assertThat(told.stream().map(ExplainedRule::name).filter("efforts"::equals)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, text-embedding-3-small, USUAL, 2048",
    "gemini, gemini-embedding-001, USUAL, 100",
    "gemini, text-embedding-004, USUAL, 100",
    "vertex_ai, text-embedding-005, USUAL, 250",
    "vertex_ai, gemini-embedding-001, USUAL, 1",
    "vertex_ai, gemini-embedding-2-preview, EMBED_CONTENT, 1",
    "vertex_ai, multilingual-e5-large-instruct-maas, EMBED_CONTENT, 1",
    "cohere, embed-v4.0, USUAL, 96",
    "ollama, bge-m3, USUAL, 0",
    "bedrock, amazon.titan-embed-text-v2:0, TITAN, 1",
    "bedrock, amazon.titan-embed-image-v1, TITAN_IMAGE, 1",
    "bedrock, cohere.embed-multilingual-v3, COHERE, 96",
    "bedrock, arn:aws:bedrock:eu-west-1:1:inference-profile/eu.cohere.embed-v4:0, COHERE, 96",
    "bedrock, amazon.nova-2-multimodal-embeddings-v1:0, NOVA, 1",
    "dashscope, text-embedding-v4, USUAL, 10",
  })
  void embeddings_are_asked_for_as_the_model_takes_them(
      String provider, String model, EmbeddingForm form, int batch) {
    assertThat(rules(provider, model).embedding()).isEqualTo(new EmbeddingRules(form, batch));
  }

  @ParameterizedTest
  @CsvSource({
    "bedrock, amazon.titan-embed-text-v1, true",
    "bedrock, amazon.titan-embed-text-v2:0, false",
    "bedrock, cohere.embed-english-v3, true",
    "bedrock, cohere.embed-v4:0, false",
    "cohere, embed-v4.0, false",
    "openai, text-embedding-ada-002, true",
    "openai, text-embedding-3-large, false",
    "mistral, mistral-embed, true",
  })
  void some_models_have_vectors_of_one_length(String provider, String model, boolean one) {
    assertThat(rules(provider, model).rejected().contains("dimensions")).isEqualTo(one);
  }
}
