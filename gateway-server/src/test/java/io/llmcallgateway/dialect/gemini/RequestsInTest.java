package io.llmcallgateway.dialect.gemini;

import static io.llmcallgateway.dialect.gemini.Kit.inbound;
import static io.llmcallgateway.dialect.gemini.Kit.json;
import static io.llmcallgateway.dialect.gemini.Kit.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import io.llmcallgateway.model.chat.Sampling;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestsInTest {
  @Test
  void facts_come_from_the_url_and_the_last_words_of_the_user() {
    var body =
        """
        {"contents": [{"role": "user", "parts": [{"text": "你好"}]},
          {"role": "model", "parts": [{"text": "您好"}]},
          {"parts": [{"inlineData": {"data": "AA=="}}, {"text": "再见"}]}]}
        """;
    var facts = Kit.DIALECT.facts(inbound(body, true, "sse"));

    assertThat(facts.model()).isEqualTo("some-model");
    assertThat(facts.modelSpan()).isNull();
    assertThat(facts.stream()).isTrue();
    var span = Objects.requireNonNull(facts.userText());
    assertThat(inbound(body, true, "").body().slice(span).utf8()).isEqualTo("\"再见\"");
  }

  @Test
  void a_request_to_count_may_hold_the_whole_request() {
    var body =
        """
        {"generateContentRequest": {"model": "models/x", "contents": [{"parts": "数一数"}],
          "systemInstruction": "快"}}
        """;
    var in = inbound(Operation.COUNT_TOKENS, body, false, "");
    var facts = Kit.DIALECT.facts(in);

    assertThat(facts.operation()).isEqualTo(Operation.COUNT_TOKENS);
    assertThat(Kit.DIALECT.readRequest(in, facts).messages())
        .containsExactly(Message.of(Role.SYSTEM, "快"), Message.of(Role.USER, "数一数"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{}", "{\"contents\": [", "{\"contents\": []} {}", "\"contents\""})
  void what_is_no_request_is_told(String body) {
    assertThatThrownBy(() -> Kit.DIALECT.facts(inbound(body, false, "")))
        .isInstanceOf(GatewayException.class);
  }

  @Test
  void an_unknown_role_is_refused_as_google_does() {
    assertThatThrownBy(() -> request("{\"contents\": [{\"role\": \"assistant\", \"parts\": []}]}"))
        .isInstanceOfSatisfying(
            GatewayException.class,
            thrown -> {
              assertThat(thrown.failure().param()).isEqualTo("contents[0].role");
              assertThat(thrown.failure().message())
                  .isEqualTo("Please use a valid role: user, model.");
            });
  }

  @Test
  void reads_every_member_of_the_configuration() {
    var request =
        request(
            """
            {"contents": "好", "generationConfig": {"temperature": 0.5, "topP": 0.9, "topK": 40.0,
              "candidateCount": 2, "maxOutputTokens": 100, "stopSequences": ["完"],
              "presencePenalty": 0.1, "frequencyPenalty": 0.2, "seed": 7,
              "responseLogprobs": true, "logprobs": 3, "responseModalities": ["TEXT"],
              "responseMimeType": "application/json",
              "responseSchema": {"type": "OBJECT", "properties": {"a": {"type": "STRING",
                "nullable": true, "maxLength": "9"}}, "required": ["a"],
                "propertyOrdering": ["a"]}},
             "safetySettings": [], "serviceTier": "flex"}
            """);

    assertThat(request.sampling())
        .isEqualTo(new Sampling(0.5, 0.9, 40L, 0.2, 0.1, 7L, true, 3, null));
    assertThat(request.choices()).isEqualTo(2);
    assertThat(request.maxTokens()).isEqualTo(100);
    assertThat(request.stop()).containsExactly("完");
    assertThat(request.serviceTier()).isEqualTo("flex");
    var format = (OutputFormat.JsonSchema) Objects.requireNonNull(request.format());
    assertThat(format.schema().toString())
        .isEqualTo(
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"string\",\"null\"],"
                + "\"maxLength\":9}},\"required\":[\"a\"]}");
    assertThat(request.extras())
        .isEqualTo(
            new Extras(
                "gemini",
                Map.of(
                    "safetySettings",
                    json("[]"),
                    "generationConfig",
                    json("{\"responseModalities\": [\"TEXT\"]}"))));
  }

  @Test
  void reads_names_with_underscores_too() {
    var request =
        request(
            """
            {"contents": [{"parts": [{"inline_data": {"mime_type": "image/png", "data": "_-8="}}]}],
             "system_instruction": {"parts": {"text": "简短"}},
             "generation_config": {"max_output_tokens": 5,
               "thinking_config": {"thinking_level": "LOW", "include_thoughts": true}},
             "tools": [{"function_declarations": [{"name": "f",
               "parameters": {"type": "OBJECT", "properties": {"in_a": {"any_of": [
                 {"type": "INTEGER"}]}}}}]}],
             "tool_config": {"function_calling_config": {"mode": "any",
               "allowed_function_names": ["f"]}}}
            """);

    assertThat(request.maxTokens()).isEqualTo(5);
    assertThat(request.reasoning())
        .isEqualTo(new ReasoningOptions(Mode.ON, Effort.LOW, null, true));
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Named("f"));
    assertThat(request.functions().getFirst().schema())
        .isEqualTo(
            json(
                """
                {"type": "object", "properties": {"in_a": {"anyOf": [{"type": "integer"}]}}}
                """));
    assertThat(request.messages().getLast().parts())
        .containsExactly(
            Part.Media.of(Part.Kind.IMAGE, new Part.Source.Base64("/+8="), "image/png"));
    assertThat(request.extras().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"mode\": \"AUTO\"} | Auto[]",
        "{\"mode\": \"NONE\"} | None[]",
        "{\"mode\": \"ANY\"} | Required[]",
        "{\"mode\": \"ANY\", \"allowedFunctionNames\": [\"a\", \"b\"]}"
            + " | Allowed[names=[a, b], required=true]",
        "{\"mode\": \"VALIDATED\", \"allowedFunctionNames\": [\"a\"]}"
            + " | Allowed[names=[a], required=false]",
        "{\"mode\": \"VALIDATED\"} | Auto[]",
        "{} | null"
      })
  void reads_each_mode_of_calling(String config, String choice) {
    var request =
        request(
            "{\"contents\": \"好\", \"toolConfig\": {\"functionCallingConfig\": " + config + "}}");

    assertThat(String.valueOf(request.toolChoice())).isEqualTo(choice);
    assertThat(request.extras().fields().containsKey("toolConfig"))
        .isEqualTo(config.contains("VALIDATED"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"thinkingBudget\": 0} | OFF | NONE | ",
        "{\"thinkingBudget\": 2000} | ON | | 2000",
        "{\"thinkingBudget\": -1} | ADAPTIVE | | ",
        "{\"thinkingLevel\": \"high\"} | ON | HIGH | ",
        "{} | ADAPTIVE | | "
      })
  void reads_how_much_to_think(String thinking, Mode mode, Effort effort, Long budget) {
    var request =
        request(
            "{\"contents\": \"好\", \"generationConfig\": {\"thinkingConfig\": " + thinking + "}}");

    assertThat(request.reasoning()).isEqualTo(new ReasoningOptions(mode, effort, budget, false));
  }

  @Test
  void googles_own_tools_are_kept_as_they_are() {
    var request =
        request(
            """
            {"contents": "好", "tools": [{"googleSearch": {}, "functionDeclarations": [
               {"name": "f", "description": "甲", "behavior": "NON_BLOCKING",
                "parametersJsonSchema": {"type": "object"}}]}, {"code_execution": {}}]}
            """);

    assertThat(request.tools())
        .extracting(
            tool ->
                switch (tool) {
                  case Tool.Function function -> function.name();
                  case Tool.Foreign foreign -> foreign.type();
                })
        .containsExactly("googleSearch", "f", "codeExecution");
  }

  @Test
  void calls_without_ids_are_answered_by_name_and_order() {
    var body =
        """
        {"contents": [
          {"parts": [{"text": "比较"}]},
          {"role": "model", "parts": [
            {"functionCall": {"name": "sky", "args": {"city": "上海"}}, "thoughtSignature": "c2ln"},
            {"functionCall": {"name": "sky", "args": {"city": "北京"}}},
            {"functionCall": {"name": "now"}}]},
          {"role": "user", "parts": [
            {"functionResponse": {"name": "now", "response": {"output": "三点"}}},
            {"functionResponse": {"name": "sky", "response": {"rain": true}}},
            {"functionResponse": {"name": "sky", "response": {"error": "无"}}},
            {"text": "快"}]}]}
        """;
    var request = request(body);
    var calls = request.messages().get(1).toolCalls();
    var results = request.messages().get(2).toolResults();

    assertThat(calls).extracting(Part.ToolCall::id).doesNotHaveDuplicates();
    assertThat(results)
        .extracting(Part.ToolResult::callId)
        .containsExactly(calls.get(2).id(), calls.get(0).id(), calls.get(1).id());
    assertThat(results)
        .extracting(Part.ToolResult::text)
        .containsExactly("三点", "{\"rain\":true}", "无");
    assertThat(results).extracting(Part.ToolResult::error).containsExactly(false, false, true);
    assertThat(request.messages().get(3)).isEqualTo(Message.of(Role.USER, "快"));
    assertThat(request(body)).isEqualTo(request);
  }

  @Test
  void a_stream_that_a_client_kept_in_pieces_is_one_turn() {
    var request =
        request(
            """
            {"contents": [{"parts": "问"},
              {"role": "model", "parts": [{"text": "想", "thought": true}]},
              {"role": "model", "parts": [{"text": "想", "thought": true}]},
              {"role": "model", "parts": [{"text": "答"}]},
              {"role": "model", "parts": [{"text": "案"}]},
              {"role": "model", "parts": [{"functionCall": {"id": "x", "name": "f"}}]},
              {"role": "model", "parts": [{"text": ""}]},
              {"role": "user", "parts": [{"functionResponse": {"id": "x", "name": "f",
                "response": {"result": "好"}, "parts": [{"inlineData": {"mimeType": "image/png",
                "data": "AA=="}}]}}]}]}
            """);

    assertThat(request.messages()).hasSize(3);
    assertThat(request.messages().get(1).parts())
        .containsExactly(
            new Part.Reasoning("想想", null), Part.Text.of("答案"), Part.ToolCall.of("x", "f", "{}"));
    assertThat(request.messages().get(2).toolResults().getFirst().content())
        .containsExactly(
            Part.Text.of("好"),
            Part.Media.of(Part.Kind.IMAGE, new Part.Source.Base64("AA=="), "image/png"));
  }

  @Test
  void files_are_told_apart_by_their_type() {
    var parts =
        request(
                """
                {"contents": [{"parts": [
                  {"fileData": {"fileUri": "gs://b/a.pdf", "mimeType": "application/pdf"}},
                  {"fileData": {"fileUri":
                    "https://generativelanguage.googleapis.com/v1beta/files/a",
                    "mimeType": "audio/mp3"}},
                  {"fileData": {"fileUri": "https://www.youtube.com/watch?v=1"},
                    "videoMetadata": {"fps": 1}}, {"codeExecutionResult": {"output": "2"}}]}]}
                """)
            .messages()
            .getFirst()
            .parts();

    assertThat(parts.subList(0, 2))
        .isEqualTo(
            List.of(
                Part.Media.of(
                    Part.Kind.DOCUMENT, new Part.Source.Url("gs://b/a.pdf"), "application/pdf"),
                Part.Media.of(
                    Part.Kind.AUDIO,
                    new Part.Source.FileId(
                        "gemini", "https://generativelanguage.googleapis.com/v1beta/files/a"),
                    "audio/mp3")));
    assertThat(parts.get(2))
        .isInstanceOfSatisfying(
            Part.Media.class,
            film -> {
              assertThat(film.kind()).isEqualTo(Part.Kind.VIDEO);
              assertThat(film.extras().fields()).containsKey("videoMetadata");
            });
    assertThat(parts.get(3)).isInstanceOf(Part.Foreign.class);
  }
}
