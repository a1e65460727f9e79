package io.llmcallgateway.dialect.responses;

import static io.llmcallgateway.dialect.responses.Calls.DIALECT;
import static io.llmcallgateway.dialect.responses.Calls.asked;
import static io.llmcallgateway.dialect.responses.Calls.inbound;
import static io.llmcallgateway.dialect.responses.Calls.read;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class ResponsesClientTest {
  private static final String ASKS =
      """
      {"model":"m","instructions":"Be brief.","temperature":0.5,"metadata":{"team":"蓝"},
       "input":"天气?","tools":[{"type":"function","name":"weather","parameters":{"type":"object"}}]}
      """;

  private static JsonNode answer(FinishReason reason, List<Part> parts) {
    var usage = new Usage(5, 7, 3, 0, 0, 11, 13, 0);
    var choice = new ChatAnswer.Choice(0, parts, Finish.of(reason), null, Extras.NONE);
    var answer = new ChatAnswer("x", "", 0, List.of(choice), usage, null, Extras.NONE);
    return Json.MAPPER.readTree(DIALECT.writeAnswer(answer, asked(ASKS)).toByteArray());
  }

  @Test
  void a_string_of_input_is_what_the_user_says() {
    var request = read(ASKS);
    assertThat(request.messages())
        .extracting(each -> each.role() + " " + each.text())
        .containsExactly("SYSTEM Be brief.", "USER 天气?");
    assertThat(request.metadata()).containsEntry("team", "蓝");
    assertThat(request.sampling().temperature()).isEqualTo(0.5);
  }

  @Test
  void facts_point_at_the_model_and_the_last_words_of_the_user() {
    var in =
        inbound(
            """
            {"stream":true,"input":[{"role":"user","content":"one"},
             {"type":"message","role":"user","content":[{"type":"input_text","text":"二"}]},
             {"role":"assistant","content":"three"}],"model":"a/b"}
            """);
    var facts = DIALECT.facts(in);
    assertThat(facts.stream()).isTrue();
    assertThat(in.body().slice(requireNonNull(facts.userText())).utf8()).isEqualTo("\"二\"");
    var target = new TargetModel("acme", "gpt-x", ModelRules.UNKNOWN, true);
    var sent = requireNonNull(DIALECT.untouched(in, facts, target, new Losses(false, "acme")));
    assertThat(sent.body().utf8()).isEqualTo(in.body().utf8().replace("a/b", "gpt-x"));
  }

  @Test
  void neighbouring_items_of_the_assistant_are_one_message_and_so_are_results() {
    var request =
        read(
            """
            {"model":"m","input":[
             {"role":"user","content":[{"type":"input_text","text":"看"},
               {"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"},
               {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,BBBB"}]},
             {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"想"}],
              "encrypted_content":"secret"},
             {"type":"message","role":"assistant","content":[{"type":"output_text","text":"ok"}]},
             {"type":"function_call","call_id":"c1","name":"f","arguments":""},
             {"type":"function_call","call_id":"c2","name":"g","arguments":"{\\"a\\":1}"},
             {"type":"function_call_output","call_id":"c1","output":"一"},
             {"type":"function_call_output","call_id":"c2",
              "output":[{"type":"input_image","image_url":"https://e.example/x.png"}]}]}
            """);
    assertThat(request.messages())
        .extracting(each -> each.role())
        .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL);
    var said = request.messages().get(1);
    assertThat(said.parts().getFirst())
        .isEqualTo(
            new Part.Reasoning("想", new Signature(Signature.OPENAI, true, "secret", "rs_1")));
    assertThat(said.toolCalls())
        .extracting(Part.ToolCall::arguments)
        .containsExactly("{}", "{\"a\":1}");
    assertThat(request.messages().get(2).toolResults()).hasSize(2);
    assertThat(request.messages().getFirst().parts())
        .filteredOn(Part.Media.class::isInstance)
        .extracting(each -> ((Part.Media) each).kind())
        .containsExactly(Part.Kind.IMAGE, Part.Kind.DOCUMENT);
  }

  @Test
  void tools_choices_formats_and_reasoning_are_read() {
    var request =
        read(
            """
            {"model":"m","input":"x","max_output_tokens":99,"parallel_tool_calls":false,
             "reasoning":{"effort":"high","summary":"auto"},
             "tools":[{"type":"function","name":"f","strict":false,"parameters":{"type":"object"}},
               {"type":"function","name":"g","parameters":{"type":"object","properties":{},
                "additionalProperties":false}},{"type":"web_search"}],
             "tool_choice":{"type":"allowed_tools","mode":"required",
               "tools":[{"type":"function","name":"f"}]},
             "text":{"verbosity":"low","format":{"type":"json_schema","name":"n","strict":true,
               "schema":{"type":"object"}}}}
            """);
    assertThat(request.functions()).extracting(Tool.Function::strict).containsExactly(false, true);
    assertThat(request.tools().get(2)).isInstanceOf(Tool.Foreign.class);
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Allowed(List.of("f"), true));
    assertThat(request.format()).isInstanceOf(OutputFormat.JsonSchema.class);
    assertThat(request.verbosity()).isEqualTo("low");
    assertThat(request.reasoning())
        .isEqualTo(new ReasoningOptions(ReasoningOptions.Mode.ON, Effort.HIGH, null, Boolean.TRUE));
    assertThat(request.maxTokens()).isEqualTo(99);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"conversation\":\"conv_1\"|conversation|",
        "\"background\":true|background|",
        "\"prompt\":{\"id\":\"p\"}|prompt|"
      })
  void what_needs_a_memory_is_refused_by_name(String member, String param, String code) {
    var thrown =
        catchThrowableOfType(
            GatewayException.class, () -> read("{\"model\":\"m\",\"input\":\"x\"," + member + "}"));
    assertThat(thrown.failure().status()).isEqualTo(400);
    assertThat(thrown.failure().param()).isEqualTo(param);
    assertThat(thrown.failure().code()).isEqualTo(code);
    assertThat(thrown.failure().message()).contains("does not keep");
  }

  @Test
  void an_answer_repeats_the_request_and_counts_as_openai_does() {
    var body = answer(FinishReason.STOP, List.of(Part.Text.of("晴")));
    assertThat(body.path("id").asString()).isEqualTo("resp_019000000000700080000000000000ab");
    assertThat(body.path("status").asString()).isEqualTo("completed");
    assertThat(body.path("model").asString()).isEqualTo("claude-test");
    assertThat(body.path("instructions").asString()).isEqualTo("Be brief.");
    assertThat(body.path("store").asBoolean()).isFalse();
    assertThat(body.at("/metadata/team").asString()).isEqualTo("蓝");
    assertThat(body.at("/tools/0/strict").asBoolean()).isTrue();
    assertThat(body.at("/output/0/content/0/text").asString()).isEqualTo("晴");
    assertThat(body.at("/usage/input_tokens").asLong()).isEqualTo(15);
    assertThat(body.at("/usage/input_tokens_details/cached_tokens").asLong()).isEqualTo(7);
    assertThat(body.at("/usage/output_tokens").asLong()).isEqualTo(24);
    assertThat(body.at("/usage/output_tokens_details/reasoning_tokens").asLong()).isEqualTo(13);
    assertThat(body.at("/usage/total_tokens").asLong()).isEqualTo(39);
  }

  @Test
  void a_cut_answer_and_a_filtered_one_are_incomplete() {
    var cut = answer(FinishReason.LENGTH, List.of(Part.Text.of("half")));
    assertThat(cut.path("status").asString()).isEqualTo("incomplete");
    assertThat(cut.at("/incomplete_details/reason").asString()).isEqualTo("max_output_tokens");
    assertThat(cut.at("/output/0/status").asString()).isEqualTo("incomplete");
    var filtered = answer(FinishReason.CONTENT_FILTER, List.of());
    assertThat(filtered.at("/incomplete_details/reason").asString()).isEqualTo("content_filter");
    var refused = answer(FinishReason.REFUSAL, List.of(new Part.Refusal("不")));
    assertThat(refused.path("status").asString()).isEqualTo("completed");
    assertThat(refused.at("/output/0/content/0/refusal").asString()).isEqualTo("不");
  }

  /// What a client gets is what it sends back with the next request.
  @Test
  void signatures_of_other_vendors_come_back_as_they_were() {
    var thought =
        new Part.Reasoning("let me see", new Signature(Signature.ANTHROPIC, false, "sig==", null));
    var signed =
        new Part.ToolCall(
            "c1",
            "weather",
            "{}",
            new Signature(Signature.GEMINI, false, "g==", null),
            null,
            Extras.NONE);
    var own = new Part.Reasoning("", new Signature(Signature.OPENAI, true, "enc", "rs_9"));
    var body =
        answer(
            FinishReason.TOOL_CALLS,
            List.of(thought, signed, own, Part.ToolCall.of("c2", "weather", "{}")));
    var next = Json.MAPPER.createObjectNode().put("model", "m");
    next.set("input", body.path("output"));
    var parts = read(next.toString()).messages().getFirst().parts();
    assertThat(parts).hasSize(4);
    assertThat(parts.get(0)).isEqualTo(thought);
    assertThat(parts.get(1)).isEqualTo(signed);
    assertThat(requireNonNull(((Part.Reasoning) parts.get(2)).signature()).data()).isEqualTo("enc");
  }
}
