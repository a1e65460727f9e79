package io.llmcallgateway.dialect.anthropic;

import static io.llmcallgateway.dialect.anthropic.Kit.json;
import static io.llmcallgateway.dialect.anthropic.Kit.losses;
import static io.llmcallgateway.dialect.anthropic.Kit.reasoning;
import static io.llmcallgateway.dialect.anthropic.Kit.request;
import static io.llmcallgateway.dialect.anthropic.Kit.target;
import static io.llmcallgateway.dialect.anthropic.Kit.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Sampling;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.ToolChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static final String AGENT =
      """
      {"model":"some-model","max_tokens":900,"stream":true,
       "system":[{"type":"text","text":"You are careful.","cache_control":{"type":"ephemeral","ttl":"1h"}}],
       "messages":[
        {"role":"user","content":[
          {"type":"text","text":"看图"},
          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}},
          {"type":"document","title":"report","source":{"type":"url","url":"https://example.org/a.pdf"}}]},
        {"role":"assistant","content":[
          {"type":"thinking","thinking":"both","signature":"c2ln"},
          {"type":"text","text":"Looking."},
          {"type":"tool_use","id":"toolu_1","name":"find","input":{"q":"猫","limit":1.50}},
          {"type":"tool_use","id":"toolu_2","name":"find","input":{}}]},
        {"role":"user","content":[
          {"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"a"},{"type":"image","source":{"type":"url","url":"https://example.org/a.png"}}]},
          {"type":"tool_result","tool_use_id":"toolu_2","content":"broken","is_error":true},
          {"type":"text","text":"Go on."}]}],
       "tools":[
        {"name":"find","description":"finds","input_schema":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"q":{"type":"string"}}},"defer_loading":true},
        {"type":"web_search_20250305","name":"web_search","max_uses":2}],
       "tool_choice":{"type":"auto","disable_parallel_tool_use":true},
       "thinking":{"type":"enabled","budget_tokens":2000},
       "stop_sequences":["END"],"metadata":{"user_id":"u-1"},"service_tier":"standard_only",
       "context_management":{"edits":[]}}\
      """;

  @Test
  void an_agents_request_is_read_whole() {
    var read = request(AGENT);

    assertThat(read.messages().stream().map(Message::role))
        .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.TOOL, Role.USER);
    assertThat(read.messages().get(2).toolCalls())
        .extracting(Part.ToolCall::arguments)
        .containsExactly("{\"q\":\"猫\",\"limit\":1.50}", "{}");
    assertThat(read.messages().get(3).toolResults().get(1).error()).isTrue();
    assertThat(read.toolChoice()).isEqualTo(new ToolChoice.Auto());
    assertThat(read.parallelToolCalls()).isFalse();
    assertThat(read.reasoning()).isEqualTo(ReasoningOptions.ofBudget(2000));
    assertThat(read.user()).isEqualTo("u-1");
    assertThat(read.stream()).isTrue();
  }

  @Test
  void what_is_read_is_written_back_without_a_loss() {
    var losses = losses();
    var rules = reasoning(ReasoningStyle.BUDGET);
    var again = written(request(AGENT), rules, losses);
    var sent = json(AGENT);

    assertThat(losses.all())
        .extracting(Object::toString)
        .containsExactly("max_tokens:raised-to-3024");
    for (var name : List.of("system", "tools", "tool_choice", "thinking", "stop_sequences")) {
      assertThat(again.path(name)).as(name).isEqualTo(sent.path(name));
    }
    for (var name : List.of("metadata", "service_tier", "context_management")) {
      assertThat(again.path(name)).as(name).isEqualTo(sent.path(name));
    }
    assertThat(again.path("messages")).isEqualTo(sent.path("messages"));
  }

  @Test
  void results_of_parallel_calls_stand_together_and_first() {
    var request = ChatRequest.of("m");
    request.messages.add(Message.of(Role.USER, "go"));
    request.messages.add(
        Message.of(
            Role.ASSISTANT,
            List.of(
                Part.ToolCall.of("a:0", "f", "{}"),
                Part.ToolCall.of("b", "f", "{}"),
                Part.Text.of("说明"))));
    request.messages.add(Message.of(Role.USER, "meanwhile"));
    request.messages.add(
        Message.of(
            Role.TOOL,
            List.of(
                new Part.ToolResult(
                    "b", null, List.of(Part.Text.of("two")), false, null, Extras.NONE))));
    var messages = written(request.build()).path("messages");

    assertThat(messages).hasSize(3);
    var calls = messages.get(1).path("content");
    assertThat(calls.get(0).path("text").asString()).isEqualTo("说明");
    assertThat(calls.get(1).path("id").asString()).matches("[a-zA-Z0-9_-]+");
    var results = messages.get(2).path("content");
    assertThat(results.get(0).path("type").asString()).isEqualTo("tool_result");
    assertThat(results.get(0).path("tool_use_id")).isEqualTo(calls.get(1).path("id"));
    assertThat(results.get(1).path("content").asString()).isEqualTo("two");
    assertThat(results.get(2).path("text").asString()).isEqualTo("meanwhile");
  }

  @Test
  void knobs_that_anthropic_lacks_are_told() {
    var request = ChatRequest.of("m");
    request.messages.add(Message.of(Role.USER, "hi"));
    request.messages.add(Message.of(Role.ASSISTANT, "well \n"));
    request.sampling = new Sampling(1.7, null, null, 0.5, null, 7L, null, null, null);
    request.choices = 2;
    var losses = losses();
    var root = written(request.build(), ModelRules.UNKNOWN, losses);

    assertThat(root.path("temperature").asDouble()).isEqualTo(1.0);
    assertThat(root.path("max_tokens").asLong()).isEqualTo(4096);
    assertThat(root.path("messages").get(1).path("content").asString()).isEqualTo("well");
    assertThat(losses.all())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "temperature:clamped-to-1",
            "frequency_penalty:unsupported",
            "seed:unsupported",
            "n:unsupported");
  }

  @Test
  void a_tool_loop_that_lost_its_thinking_goes_on_without() {
    var losses = losses();
    var root = written(loop(null), reasoning(ReasoningStyle.BUDGET), losses);
    assertThat(root.has("thinking")).isFalse();
    assertThat(losses.report().header()).contains("reasoning_effort:off-since-signature-lost");
  }

  @Test
  void a_tool_loop_with_its_thinking_goes_on_with_it() {
    var signature = new Signature(Signature.ANTHROPIC, false, "c2ln", null);
    var root = written(loop(signature), reasoning(ReasoningStyle.BUDGET), losses());
    assertThat(root.path("thinking").path("budget_tokens").asLong()).isEqualTo(8_192);
    assertThat(root.path("max_tokens").asLong()).isGreaterThan(8_192);
    var first = root.path("messages").get(1).path("content").get(0);
    assertThat(first.path("signature").asString()).isEqualTo("c2ln");
    assertThat(root.path("tool_choice").path("type").asString("")).isEmpty();
  }

  private static ChatRequest loop(@Nullable Signature signature) {
    var request = ChatRequest.of("m");
    request.messages.add(Message.of(Role.USER, "go"));
    request.messages.add(
        Message.of(
            Role.ASSISTANT,
            List.of(new Part.Reasoning("hm", signature), Part.ToolCall.of("a", "f", "{}"))));
    request.messages.add(
        Message.of(
            Role.TOOL,
            List.of(
                new Part.ToolResult(
                    "a", null, List.of(Part.Text.of("1")), false, null, Extras.NONE))));
    request.reasoning = ReasoningOptions.of(Effort.MEDIUM);
    return request.build();
  }

  @Test
  void an_effort_becomes_adaptive_thinking_where_the_model_knows_it() {
    var request = ChatRequest.of("m");
    request.messages.add(Message.of(Role.USER, "hi"));
    request.reasoning = ReasoningOptions.of(Effort.MINIMAL);
    var rules = reasoning(ReasoningStyle.ADAPTIVE, Effort.LOW, Effort.HIGH);
    var root = written(request.build(), rules, losses());
    assertThat(root.path("thinking").path("type").asString()).isEqualTo("adaptive");
    assertThat(root.path("output_config").path("effort").asString()).isEqualTo("low");
  }

  @Test
  void vertex_gets_a_version_in_place_of_the_model() {
    var vertex = AnthropicDialect.vertex();
    var in =
        Kit.inbound(
            "{\"max_tokens\":5, \"model\" :"
                + " \"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    var passed = vertex.forTarget(in.body(), vertex.facts(in), "x", true);
    assertThat(passed.utf8())
        .isEqualTo(
            "{\"max_tokens\":5,"
                + " \"anthropic_version\":\"vertex-2023-10-16\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    var root =
        json(
            vertex
                .writeRequest(request(in.body().utf8()), target(ModelRules.UNKNOWN), losses())
                .body());
    assertThat(root.has("model")).isFalse();
    assertThat(root.path("anthropic_version").asString()).isEqualTo("vertex-2023-10-16");
  }

  @Test
  void tokens_are_counted_without_what_only_an_answer_needs() {
    var dialect = new AnthropicDialect();
    var root =
        json(dialect.writeCount(request(AGENT), target(ModelRules.UNKNOWN), losses()).body());
    assertThat(root.propertyNames()).contains("model", "system", "messages", "tools");
    assertThat(root.propertyNames()).doesNotContain("max_tokens", "stream", "metadata");
    assertThat(dialect.readCount(Body.utf8("{\"input_tokens\":12}"))).isEqualTo(12);
    assertThat(dialect.writeCount(12).utf8()).isEqualTo("{\"input_tokens\":12}");
  }

  @Test
  void facts_name_the_model_and_the_users_last_words() {
    var in = Kit.inbound(Operation.COUNT_TOKENS, AGENT);
    var facts = new AnthropicDialect().facts(in);
    assertThat(facts.model()).isEqualTo("some-model");
    assertThat(facts.stream()).isTrue();
    var words = facts.userText();
    assertThat(words == null ? "" : in.body().slice(words).utf8()).isEqualTo("\"Go on.\"");
    assertThatThrownBy(() -> request("{\"model\":\"m\"}"))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("messages");
  }
}
