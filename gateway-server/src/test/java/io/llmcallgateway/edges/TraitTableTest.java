package io.llmcallgateway.edges;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.BuiltInProvider;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Losses.Loss;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Tests, for each built-in provider of OpenAI's format and each client format, that a request with
/// every member goes out with nothing the provider's traits exclude, and that losses list what is
/// left out.
final class TraitTableTest {
  private static final BuiltInData BUILT_IN = BuiltInData.load();
  private static final Catalog CATALOG =
      new Catalog(BUILT_IN, List.of(), List.of(), null, List.of(), List.of());
  private static final CallId ID = new CallId("0192f0c1-2b3c-7d4e-8f50-617283940a1b");

  private static final String CHAT =
      """
      {"model":"m","stream":%s,"messages":[{"role":"developer","content":"一"},{"role":"system","content":"二"},
       {"role":"user","name":"ann","content":[{"type":"text","text":"看"},{"type":"text","text":"图"}]},
       {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]},
       {"role":"tool","tool_call_id":"call_1","content":"晴"},{"role":"user","content":"所以？"},
       {"role":"system","content":"简短"},{"role":"assistant","content":"其"}],
       "tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{"type":"object"}}},
        {"type":"function","function":{"name":"g","parameters":{"type":"object"}}}],"tool_choice":"auto",
       "parallel_tool_calls":false,"max_completion_tokens":9,"stop":["。"],"temperature":0.5,"top_p":0.9,"top_k":4,
       "seed":3,"logprobs":true,"top_logprobs":2,"logit_bias":{"5":1},"frequency_penalty":0.1,"presence_penalty":0.1,
       "user":"u","metadata":{"k":"v"},"store":true,"service_tier":"flex","prompt_cache_key":"c",
       "prompt_cache_retention":"24h","prompt_cache_options":{},"safety_identifier":"s","verbosity":"low",
       "prediction":{"type":"content","content":"x"},"modalities":["text"],"audio":{},"web_search_options":{},
       "moderation":{},"safe_prompt":true,"guided_json":{}}\
      """;

  private static final Map<EdgeDialect, String> DOORS =
      Map.of(
          EdgeDialect.OPENAI,
          CHAT,
          EdgeDialect.RESPONSES,
          """
          {"model":"m","stream":%s,"instructions":"I","store":false,"prompt_cache_key":"c","safety_identifier":"s",
           "service_tier":"flex","metadata":{"k":"v"},"user":"u","parallel_tool_calls":false,"text":{"verbosity":"low"},
           "top_logprobs":2,"temperature":0.5,"max_output_tokens":99,
           "tools":[{"type":"function","name":"f","strict":true,"parameters":{"type":"object"}},
            {"type":"function","name":"g","strict":false,"parameters":{"type":"object"}}],
           "input":[{"type":"message","role":"developer","content":[{"type":"input_text","text":"一"}]},
            {"type":"message","role":"user","content":[{"type":"input_text","text":"嗨"}]},
            {"type":"function_call","call_id":"call_1","name":"f","arguments":"{}"},
            {"type":"function_call_output","call_id":"call_1","output":"晴"},
            {"type":"message","role":"user","content":"所以？"},
            {"type":"message","role":"developer","content":[{"type":"input_text","text":"简短"}]}]}\
          """,
          EdgeDialect.ANTHROPIC,
          """
          {"model":"m","stream":%s,"max_tokens":100,"system":[{"type":"text","text":"一"},{"type":"text","text":"二","cache_control":{"type":"ephemeral"}}],
           "metadata":{"user_id":"u"},"top_k":4,"temperature":0.5,"stop_sequences":["。"],"service_tier":"auto",
           "tools":[{"name":"f","strict":true,"input_schema":{"type":"object"}},{"name":"g","input_schema":{"type":"object"}}],"tool_choice":{"type":"auto","disable_parallel_tool_use":true},
           "messages":[{"role":"user","content":"u1"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"晴"},{"type":"text","text":"所以？"}]},
            {"role":"system","content":"MID"}]}\
          """,
          EdgeDialect.GEMINI,
          """
          {"systemInstruction":{"parts":[{"text":"一"}]},"contents":[{"role":"user","parts":[{"text":"嗨"}]},
           {"role":"model","parts":[{"functionCall":{"name":"f","args":{}}}]},
           {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"result":"晴"}}},{"text":"所以？"}]}],
           "tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT"}}]}],
           "generationConfig":{"topK":4,"seed":3,"responseLogprobs":true,"logprobs":2,"frequencyPenalty":0.1,"maxOutputTokens":99,"stopSequences":["。"]}}\
          """);

  static Stream<BuiltInProvider> rows() {
    return BUILT_IN.rows().values().stream().filter(row -> row.dialect() == DialectId.OPENAI);
  }

  private static ModelRules rules(BuiltInProvider row, String model) {
    var provider =
        new Provider(
            row.id(),
            row.dialect(),
            "http://127.0.0.1:1",
            row.auth(),
            null,
            Map.of(),
            row.quirks(),
            List.of(),
            row.paths(),
            row.traits(),
            row.like());
    return CATALOG.rules(provider, model);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void requests_hold_only_what_the_traits_allow(BuiltInProvider row) {
    for (var model : List.of("some-model", "gpt-5.4", "qwen3-max", "mistral-large-latest")) {
      var rules = rules(row, model);
      for (var door : DOORS.entrySet()) {
        for (boolean stream : List.of(false, true)) check(row, rules, door.getKey(), stream);
      }
    }
  }

  private static void check(
      BuiltInProvider row, ModelRules rules, EdgeDialect door, boolean stream) {
    var dialect = door.dialect;
    var asked = Objects.requireNonNull(DOORS.get(door)).replace("%s", Boolean.toString(stream));
    var place =
        door == EdgeDialect.GEMINI
            ? new UrlParameters("m", stream, stream ? Map.of("alt", "sse") : Map.of())
            : UrlParameters.NONE;
    var in = new Inbound(ID, Operation.CHAT, place, Headers.NONE, Body.utf8(asked), null, false, 0);
    var losses = new Losses(false, row.id());
    var target = new TargetModel(row.id(), "m", rules, stream);
    var own = door == EdgeDialect.OPENAI;
    var sent = Json.MAPPER.readTree(written(dialect, in, target, losses, own).toByteArray());
    var what = row.id() + " from " + door + ": " + sent;
    for (var member : sent.propertyNames()) {
      var trait = member.equals("top_logprobs") ? Trait.LOGPROBS : Trait.of(member);
      if (trait != null) assertThat(may(rules, own, trait)).as(member + " to " + what).isTrue();
    }
    if (!rules.takes(Trait.OTHER_MEMBERS)) assertThat(sent.has("guided_json")).as(what).isFalse();
    else if (own) assertThat(sent.has("guided_json")).as(what).isTrue();
    checkMessages(sent.path("messages"), rules, own, what);
    checkTools(sent.path("tools"), rules, what);
    if (own) checkTold(Json.MAPPER.readTree(asked), sent, losses, what);
  }

  private static Body written(
      Dialect door, Inbound in, TargetModel target, Losses losses, boolean own) {
    var facts = door.facts(in);
    if (own && !target.rules().rewritesRequests()) {
      var untouched = door.untouched(in, facts, target, losses);
      if (untouched != null) return untouched.body();
    }
    var request = door.readRequest(in, facts);
    return EdgeDialect.OPENAI.dialect.writeRequest(request, target, losses).body();
  }

  private static boolean may(ModelRules rules, boolean own, Trait trait) {
    return own ? rules.traits().leave(trait) : rules.takes(trait);
  }

  private static void checkMessages(JsonNode messages, ModelRules rules, boolean own, String what) {
    int systems = 0;
    var before = "";
    for (int i = 0; i < messages.size(); i++) {
      var message = messages.get(i);
      var role = message.path("role").asString();
      if (role.equals("developer")) {
        assertThat(rules.takes(Trait.DEVELOPER_ROLE)).as(what).isTrue();
      }
      boolean instructs = role.equals("developer") || role.equals("system");
      if (instructs && i != systems) {
        assertThat(rules.takes(Trait.SYSTEM_ANYWHERE)).as(what).isTrue();
      }
      if (instructs) systems++;
      if (message.has("name")) {
        assertThat(may(rules, own, Trait.SPEAKER_NAMES)).as(what).isTrue();
      }
      if (role.equals("user") && before.equals("tool")) {
        assertThat(rules.takes(Trait.USER_AFTER_TOOL)).as(what).isTrue();
      }
      if (role.equals("user") && before.equals("user")) {
        assertThat(rules.takes(Trait.REPEATED_ROLES)).as(what).isTrue();
      }
      if (!rules.takes(Trait.TEXT_PARTS)) {
        assertThat(message.path("content").isArray()).as(what).isFalse();
      }
      before = role;
    }
    boolean several = rules.takes(Trait.SEVERAL_SYSTEMS) || rules.takes(Trait.SYSTEM_ANYWHERE);
    if (!several) assertThat(systems).as(what).isLessThan(2);
    boolean begun = before.equals("assistant") && rules.takes(Trait.PREFIX);
    if (begun) assertThat(messages.get(messages.size() - 1).has("prefix")).as(what).isTrue();
  }

  private static void checkTools(JsonNode tools, ModelRules rules, String what) {
    int strict = 0;
    for (var tool : tools) {
      var function = tool.path("function");
      if (function.has("strict")) assertThat(rules.takes(Trait.STRICT_TOOLS)).as(what).isTrue();
      if (function.path("strict").asBoolean(false)) strict++;
    }
    boolean mixed = strict > 0 && strict < tools.size();
    if (mixed) assertThat(rules.takes(Trait.MIXED_STRICT_TOOLS)).as(what).isTrue();
    boolean taken = rules.takes(Trait.STRICT_TOOLS) && rules.takes(Trait.MIXED_STRICT_TOOLS);
    if (taken && !tools.isEmpty() && !what.contains(" from GEMINI")) {
      assertThat(strict).as(what).isEqualTo(1);
    }
  }

  private static void checkTold(JsonNode asked, JsonNode sent, Losses losses, String what) {
    for (var member : asked.propertyNames()) {
      if (sent.has(member)) continue;
      if (List.of("stream", "max_completion_tokens", "seed").contains(member)) continue;
      if (List.of("tool_choice", "parallel_tool_calls").contains(member) && !sent.has("tools")) {
        continue;
      }
      assertThat(losses.all()).extracting(Loss::path).as(member + " to " + what).contains(member);
    }
  }
}
