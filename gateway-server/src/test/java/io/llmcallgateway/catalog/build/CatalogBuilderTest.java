package io.llmcallgateway.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.model.Trait;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which providers settings switch on, and with what.
final class CatalogBuilderTest {
  private static GivenSettings given() {
    return new GivenSettings();
  }

  private static Catalog catalog(GivenSettings settings) {
    return settings.catalog();
  }

  private static Provider provider(GivenSettings settings, String id) {
    return Objects.requireNonNull(catalog(settings).providers().get(id), id);
  }

  @Test
  void without_any_setting_only_the_demo_is_there() {
    var catalog = catalog(given());
    assertThat(catalog.providers().keySet()).containsExactly("demo");
    assertThat(catalog.defaultUpstream()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "ANTHROPIC_API_KEY, anthropic, https://api.anthropic.com",
    "GOOGLE_API_KEY, gemini, https://generativelanguage.googleapis.com",
    "DEEPSEEK_API_KEY, deepseek, https://api.deepseek.com/v1",
    "DASHSCOPE_API_KEY, dashscope, https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
    "TOGETHERAI_API_KEY, together_ai, https://api.together.xyz/v1",
    "AWS_BEARER_TOKEN_BEDROCK, bedrock, https://bedrock-runtime.us-east-1.amazonaws.com",
    "HOSTED_VLLM_API_KEY, hosted_vllm, http://localhost:8000/v1",
  })
  void the_usual_key_variable_switches_a_provider_on(String variable, String id, String baseUrl) {
    var provider = provider(given().variable(variable, "sk-1"), id);
    assertThat(provider.baseUrl()).isEqualTo(baseUrl);
    assertThat(provider.key()).isEqualTo(new Secret("sk-1"));
  }

  @Test
  void the_first_key_variable_that_is_set_wins() {
    var both = given().variable("GOOGLE_API_KEY", "second").variable("GEMINI_API_KEY", "first");
    assertThat(provider(both, "gemini").key()).isEqualTo(new Secret("first"));
  }

  @Test
  void a_server_of_ones_own_is_switched_on_by_its_base_or_by_naming_it() {
    var byBase = given().variable("OLLAMA_API_BASE", "http://10.0.0.7:11434/");
    assertThat(provider(byBase, "ollama").baseUrl()).isEqualTo("http://10.0.0.7:11434");
    assertThat(provider(byBase, "ollama").key()).isNull();
    var named = given().provider("ollama", null, null, null);
    assertThat(provider(named, "ollama").baseUrl()).isEqualTo("http://localhost:11434");
  }

  @Test
  void azure_takes_its_address_and_its_own_header() {
    var azure =
        provider(
            given()
                .variable("AZURE_API_KEY", "k")
                .variable("AZURE_API_BASE", "https://house.openai.azure.com/"),
            "azure");
    assertThat(azure.baseUrl()).isEqualTo("https://house.openai.azure.com/openai/v1");
    assertThat(azure.auth()).isEqualTo(ProviderAuth.AZURE);
  }

  @Test
  void a_clouds_own_credentials_switch_its_rows_on() {
    var vertex = given().variable("VERTEXAI_PROJECT", "p").variable("VERTEXAI_LOCATION", "global");
    assertThat(catalog(vertex).providers().keySet())
        .containsExactly("vertex_ai", "vertex_ai_anthropic", "demo");
    var gemini = provider(vertex, "vertex_ai");
    assertThat(gemini.baseUrl())
        .isEqualTo("https://aiplatform.googleapis.com/v1/projects/p/locations/global");
    assertThat(gemini.auth()).isEqualTo(ProviderAuth.GOOGLE);
    assertThat(gemini.key()).isNull();
    assertThat(gemini.paths()).containsKeys("chat", "stream", "count-tokens");
    var bedrock = given().variable("AWS_PROFILE", "house").variable("AWS_REGION", "eu-west-1");
    assertThat(provider(bedrock, "bedrock").baseUrl())
        .isEqualTo("https://bedrock-runtime.eu-west-1.amazonaws.com");
    assertThat(provider(bedrock, "bedrock").auth()).isEqualTo(ProviderAuth.AWS);
    var azure =
        given()
            .variable("AZURE_API_BASE", "https://house.openai.azure.com")
            .variable("AZURE_CLIENT_SECRET", "s");
    assertThat(provider(azure, "azure").key()).isNull();
    assertThat(given().variable("AZURE_CLIENT_SECRET", "s").problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic, X_API_KEY",
    "gemini, X_GOOG_API_KEY",
    "bedrock, AWS",
    "cohere, BEARER",
    "ollama, BEARER",
    "responses, BEARER",
    "openai, BEARER",
  })
  void an_own_provider_shows_its_key_as_its_dialect_usually_does(
      String dialect, ProviderAuth auth) {
    var own = given().provider("own", dialect, "http://10.0.0.5:9000", "k");
    assertThat(provider(own, "own").auth()).isEqualTo(auth);
  }

  @Test
  void a_default_upstream_at_a_vendors_compatible_endpoint_speaks_openais_format() {
    var compatible = "https://generativelanguage.googleapis.com/v1beta/openai";
    var gemini =
        Objects.requireNonNull(catalog(given().defaultUpstream(compatible, "k")).defaultUpstream());
    assertThat(gemini.id()).isEqualTo("gemini");
    assertThat(gemini.dialect()).isEqualTo(DialectId.OPENAI);
    assertThat(gemini.auth()).isEqualTo(ProviderAuth.BEARER);
    var host = "https://generativelanguage.googleapis.com";
    var own = Objects.requireNonNull(catalog(given().defaultUpstream(host, "k")).defaultUpstream());
    assertThat(own.dialect()).isEqualTo(DialectId.GEMINI);
  }

  @Test
  void claude_codes_variable_alone_is_no_mistake() {
    assertThat(given().variable("ANTHROPIC_BASE_URL", "http://127.0.0.1:8728").problems())
        .isEmpty();
  }

  @Test
  void gateway_yaml_comes_first_then_rows_in_their_order_then_the_demo() {
    var settings =
        given()
            .variable("GROQ_API_KEY", "k")
            .variable("ANTHROPIC_API_KEY", "k")
            .provider("house", "openai", "http://10.0.0.6:8000/v1/", null)
            .provider("deepseek", null, null, "written");
    assertThat(catalog(settings).providers().keySet())
        .containsExactly("house", "deepseek", "anthropic", "groq", "demo");
  }

  @Test
  void what_gateway_yaml_says_beats_the_usual_variable_and_the_rest_stays_the_rows() {
    var settings =
        given()
            .variable("MISTRAL_API_KEY", "usual")
            .variable("MISTRAL_API_BASE", "https://usual.example/v1")
            .provider("mistral", null, "https://own.example/v1/", "written");
    var mistral = provider(settings, "mistral");
    assertThat(mistral.key()).isEqualTo(new Secret("written"));
    assertThat(mistral.baseUrl()).isEqualTo("https://own.example/v1");
    assertThat(mistral.traits().refused()).contains(Trait.STREAM_OPTIONS, Trait.OTHER_MEMBERS);
    assertThat(mistral.models()).contains("mistral-large-latest");
    var keyless = provider(given().provider("deepseek", null, null, "none"), "deepseek");
    assertThat(keyless.key()).isNull();
  }

  @Test
  void an_own_provider_takes_all_that_it_says() {
    var own =
        """
        my-claude: { dialect: anthropic, base-url: "http://10.0.0.5:9000", api-key: k, auth: x-api-key,
            headers: { x-team: 一组 }, quirks: [no-done, NO_MODEL_LIST], models: [claude-haiku-4-5],
            prices: anthropic, paths: { chat: "/own/{model}" } }\
        """;
    var catalog = catalog(given().provider(own));
    var provider = Objects.requireNonNull(catalog.providers().get("my-claude"));
    assertThat(provider.dialect()).isEqualTo(DialectId.ANTHROPIC);
    assertThat(provider.auth()).isEqualTo(ProviderAuth.X_API_KEY);
    assertThat(provider.headers()).containsEntry("x-team", "一组");
    assertThat(provider.paths()).containsExactly(Map.entry("chat", "/own/{model}"));
    assertThat(provider.quirks()).containsExactlyInAnyOrder(Quirk.NO_DONE, Quirk.NO_MODEL_LIST);
    assertThat(Objects.requireNonNull(catalog.info("my-claude", "claude-haiku-4-5")).inputPrice())
        .isEqualTo(1_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1, openai, https://api.openai.com/v1",
    "https://api.openai.com, openai, https://api.openai.com/v1",
    "https://API.deepseek.com/v1/, deepseek, https://API.deepseek.com/v1",
    "http://litellm.internal:4000, default, http://litellm.internal:4000",
    "http://127.0.0.1:11434/v1, default, http://127.0.0.1:11434/v1",
    "http://localhost:8000/v1/, default, http://localhost:8000/v1",
  })
  void the_default_upstream_is_named_after_the_row_with_its_host(
      String given, String id, String baseUrl) {
    var catalog = catalog(given().defaultUpstream(given, "sk-d"));
    var upstream = Objects.requireNonNull(catalog.defaultUpstream());
    assertThat(upstream.id()).isEqualTo(id);
    assertThat(upstream.baseUrl()).isEqualTo(baseUrl);
    assertThat(catalog.providers().containsKey(id)).isEqualTo(!id.equals("default"));
  }

  @Test
  void a_row_keeps_its_own_key_beside_a_default_upstream_of_its_name() {
    var catalog =
        catalog(
            given()
                .defaultUpstream("https://api.deepseek.com/v1", "of-litellm")
                .variable("DEEPSEEK_API_KEY", "own"));
    assertThat(Objects.requireNonNull(catalog.providers().get("deepseek")).key())
        .isEqualTo(new Secret("own"));
    assertThat(Objects.requireNonNull(catalog.defaultUpstream()).key())
        .isEqualTo(new Secret("of-litellm"));
  }

  @Test
  void the_openai_variables_switch_on_the_row_openai_at_their_base() {
    var catalog =
        catalog(
            given()
                .variable("OPENAI_API_KEY", "k")
                .variable("OPENAI_BASE_URL", "http://10.0.0.9:1/v1")
                .defaultUpstream("http://10.0.0.9:1/v1", "k"));
    assertThat(Objects.requireNonNull(catalog.providers().get("openai")).baseUrl())
        .isEqualTo("http://10.0.0.9:1/v1");
    assertThat(Objects.requireNonNull(catalog.defaultUpstream()).id()).isEqualTo("default");
  }

  @Test
  void groups_may_name_the_default_upstream_and_the_demo() {
    var settings =
        given()
            .defaultUpstream("http://10.0.0.9:1/v1", null)
            .group("快速", "least-busy", List.of("default/gpt-4o", "demo/echo"))
            .group("all-*", "ordered", List.of("default/*"), "快速");
    assertThat(catalog(settings).groups()).extracting(g -> g.name()).containsExactly("快速", "all-*");
  }

  @Test
  void own_provider_has_the_traits_quirks_and_rules_of_the_row_it_is_like() {
    var own =
        """
        in-house: { base-url: "http://10.0.0.7:8000/v1", api-key: k, models: [deepseek-v4-pro],
            accepts: logprobs, refuses: [seed], like: deepseek }\
        """;
    var catalog = catalog(given().provider(own));
    var provider = Objects.requireNonNull(catalog.providers().get("in-house"));
    var row = Objects.requireNonNull(catalog.builtIn().row("deepseek"));
    assertThat(provider.dialect()).isEqualTo(row.dialect());
    assertThat(provider.quirks()).isEqualTo(row.quirks());
    assertThat(provider.traits())
        .isEqualTo(row.traits().and(Set.of(Trait.LOGPROBS), Set.of(Trait.SEED)));
    var rules = catalog.rules(provider, "deepseek-v4-pro");
    assertThat(rules.reasoning()).isEqualTo(ReasoningStyle.SWITCH);
    assertThat(rules.takes(Trait.LOGPROBS)).isTrue();
    assertThat(rules.takes(Trait.SEED)).isFalse();
  }
}
