package io.llmcallgateway.dialect.gemini;

import static io.llmcallgateway.dialect.gemini.Kit.json;
import static io.llmcallgateway.dialect.gemini.Kit.losses;
import static io.llmcallgateway.dialect.gemini.Kit.reasoning;
import static io.llmcallgateway.dialect.gemini.Kit.request;
import static io.llmcallgateway.dialect.gemini.Kit.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Sampling;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestsOutTest {
  private static final Signature OWN = new Signature(Signature.GEMINI, false, "c2ln", null);
  private static final Signature FOREIGN = new Signature(Signature.ANTHROPIC, false, "x", null);

  private static ChatRequest.Builder asking(String text) {
    var request = ChatRequest.of("m");
    request.messages.add(Message.of(Role.USER, text));
    return request;
  }

  private static Tool.Function function(String name) {
    return new Tool.Function(name, "查", json("{\"type\": \"object\"}"), null, null, Extras.NONE);
  }

  private static Part.ToolResult result(String id, List<Part> content, boolean error) {
    return new Part.ToolResult(id, null, content, error, null, Extras.NONE);
  }

  @Test
  void writes_instructions_turns_tools_and_limits() {
    var request = asking("上海和北京？");
    request.messages.addFirst(Message.of(Role.DEVELOPER, "简短"));
    request.messages.addFirst(Message.of(Role.SYSTEM, "礼貌"));
    request.messages.add(
        Message.of(
            Role.ASSISTANT,
            List.of(
                Part.Text.of("查"),
                new Part.ToolCall("a", "sky", "{\"n\":1.10}", OWN, null, Extras.NONE),
                Part.ToolCall.of("b", "sky", ""))));
    request.messages.add(
        Message.of(Role.TOOL, List.of(result("b", List.of(Part.Text.of("晴")), false))));
    request.messages.add(
        Message.of(
            Role.TOOL,
            List.of(
                result(
                    "a",
                    List.of(
                        Part.Text.of("{\"rain\": true}"),
                        Part.Media.of(
                            Part.Kind.IMAGE, new Part.Source.Base64("AA=="), "image/png")),
                    false))));
    request.messages.add(Message.of(Role.USER, "那么？"));
    request.tools.add(function("sky"));
    request.toolChoice = new ToolChoice.Required();
    request.maxTokens = 50L;
    request.stop.add("完");
    request.sampling = new Sampling(1.0, 0.5, 20L, 0.1, 0.2, 3L, true, 2, null);

    assertThat(written(request.build()))
        .isEqualTo(
            json(
                """
                {"contents": [
                   {"role": "user", "parts": [{"text": "上海和北京？"}]},
                   {"role": "model", "parts": [{"text": "查"},
                     {"functionCall": {"id": "a", "name": "sky", "args": {"n": 1.10}},
                      "thoughtSignature": "c2ln"},
                     {"functionCall": {"id": "b", "name": "sky", "args": {}}}]},
                   {"role": "user", "parts": [
                     {"functionResponse": {"id": "a", "name": "sky", "response": {"rain": true}}},
                     {"functionResponse": {"id": "b", "name": "sky", "response": {"result": "晴"}}},
                     {"inlineData": {"mimeType": "image/png", "data": "AA=="}},
                     {"text": "那么？"}]}],
                 "systemInstruction": {"parts": [{"text": "礼貌\\n\\n简短"}]},
                 "tools": [{"functionDeclarations": [{"name": "sky", "description": "查",
                   "parametersJsonSchema": {"type": "object"}}]}],
                 "toolConfig": {"functionCallingConfig": {"mode": "ANY"}},
                 "generationConfig": {"temperature": 1, "topP": 0.5, "topK": 20,
                   "frequencyPenalty": 0.1, "presencePenalty": 0.2, "seed": 3,
                   "responseLogprobs": true, "logprobs": 2, "maxOutputTokens": 50,
                   "stopSequences": ["完"]}}
                """));
  }

  @Test
  void arguments_are_sent_as_they_were_written() {
    var request = asking("x");
    request.messages.add(
        Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of("a", "f", "{\"b\":1.10,\"a\":1e2}"))));
    var body =
        Kit.DIALECT.writeRequest(request.build(), Kit.target(ModelRules.UNKNOWN), losses()).body();

    assertThat(body.utf8()).contains("\"args\":{\"b\":1.10,\"a\":1e2}");
  }

  @Test
  void arguments_that_are_no_object_are_wrapped() {
    var request = asking("x");
    request.messages.add(
        Message.of(
            Role.ASSISTANT,
            List.of(Part.ToolCall.of("a", "f", "{\"b\":"), Part.ToolCall.of("b", "f", "[1]"))));
    request.messages.add(
        Message.of(Role.TOOL, List.of(result("a", List.of(Part.Text.of("坏")), true))));
    var losses = losses();
    var written = written(request.build(), ModelRules.UNKNOWN, losses);

    assertThat(written.at("/contents/1/parts/0/functionCall/args"))
        .isEqualTo(json("{\"arguments\": \"{\\\"b\\\":\"}"));
    assertThat(written.at("/contents/1/parts/1/functionCall/args"))
        .isEqualTo(json("{\"arguments\": \"[1]\"}"));
    assertThat(written.at("/contents/2/parts/0/functionResponse/response"))
        .isEqualTo(json("{\"error\": \"坏\"}"));
    assertThat(losses.report().header()).contains("no-object").contains("no-result");
  }

  @Test
  void a_signature_stands_on_the_part_that_it_came_with() {
    var request = asking("x");
    request.messages.add(
        Message.of(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("想", OWN),
                Part.Text.of("甲"),
                new Part.Reasoning("", OWN),
                new Part.Reasoning("", OWN),
                new Part.Reasoning("别家", FOREIGN),
                new Part.Reasoning("无签", null))));
    var losses = losses();

    assertThat(written(request.build(), ModelRules.UNKNOWN, losses).at("/contents/1/parts"))
        .isEqualTo(
            json(
                """
                [{"text": "想", "thought": true, "thoughtSignature": "c2ln"},
                 {"text": "甲", "thoughtSignature": "c2ln"},
                 {"text": "", "thoughtSignature": "c2ln"}]
                """));
    assertThat(losses.report().header())
        .contains("messages[1].reasoning:foreign-signature")
        .contains("messages[1].reasoning:signature-lost");
  }

  @Test
  void unsigned_calls_are_excused_and_stay_so_in_later_turns() {
    var request = asking("旧");
    var call = new Part.ToolCall("a", "f", "{}", FOREIGN, null, Extras.NONE);
    request.messages.add(Message.of(Role.ASSISTANT, List.of(call)));
    request.messages.add(Message.of(Role.TOOL, List.of(result("a", List.of(), false))));
    request.messages.add(Message.of(Role.USER, "新"));
    request.messages.add(
        Message.of(
            Role.ASSISTANT,
            List.of(Part.ToolCall.of("b", "f", "{}"), Part.ToolCall.of("c", "f", "{}"))));
    var losses = losses();
    var written = written(request.build(), reasoning(ReasoningStyle.GEMINI_LEVEL), losses);

    for (var first : List.of("/contents/1/parts/0", "/contents/3/parts/0")) {
      assertThat(written.at(first).path("thoughtSignature").asString())
          .isEqualTo("skip_thought_signature_validator");
    }
    assertThat(written.at("/contents/3/parts/1").has("thoughtSignature")).isFalse();
    assertThat(losses.report().header())
        .contains("messages[4].tool_calls:signature-lost")
        .doesNotContain("messages[1]");
    assertThat(written(request.build()).toString()).doesNotContain("thoughtSignature");
  }

  @Test
  void a_conversation_begins_with_the_user() {
    var request = ChatRequest.of("m");
    request.messages.add(Message.of(Role.ASSISTANT, "您好"));

    assertThat(written(request.build()).at("/contents/0"))
        .isEqualTo(json("{\"role\": \"user\", \"parts\": [{\"text\": \" \"}]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GEMINI_BUDGET | LOW | {\"thinkingBudget\": 2048, \"includeThoughts\": true}",
        "GEMINI_BUDGET | MAX | {\"thinkingBudget\": 24576, \"includeThoughts\": true}",
        "GEMINI_BUDGET | NONE | {\"thinkingBudget\": 0}",
        "GEMINI_LEVEL | LOW | {\"thinkingLevel\": \"low\", \"includeThoughts\": true}",
        "GEMINI_LEVEL | MEDIUM | {\"thinkingLevel\": \"low\", \"includeThoughts\": true}",
        "GEMINI_LEVEL | MAX | {\"thinkingLevel\": \"high\", \"includeThoughts\": true}",
        "GEMINI_LEVEL | NONE | {\"thinkingLevel\": \"low\"}"
      })
  void effort_becomes_a_budget_or_a_level(ReasoningStyle style, Effort effort, String thinking) {
    var request = asking("x");
    request.reasoning = ReasoningOptions.of(effort);
    var rules = reasoning(style, Effort.LOW, Effort.HIGH);

    assertThat(written(request.build(), rules, losses()).at("/generationConfig/thinkingConfig"))
        .isEqualTo(json(thinking));
  }

  @Test
  void what_a_model_cannot_hold_to_is_told_in_words() {
    var request = asking("x");
    request.tools.add(function("f"));
    request.format = new OutputFormat.JsonSchema("n", null, json("{\"type\": \"object\"}"), true);
    var losses = losses();
    var target = Kit.target(reasoning(ReasoningStyle.GEMINI_BUDGET));
    var whole = Kit.DIALECT.writeRequest(request.build(), target, losses);
    var written = json(whole.body());

    assertThat(whole.formatEnforcedByGateway()).isTrue();
    assertThat(written.has("generationConfig")).isFalse();
    assertThat(written.at("/systemInstruction/parts/0/text").asString())
        .contains("{\"type\":\"object\"}");
    assertThat(losses.report().header()).isEqualTo("response_format:not-with-tools");
    assertThat(written(request.build()).at("/generationConfig"))
        .isEqualTo(
            json(
                """
                {"responseMimeType": "application/json", "responseJsonSchema": {"type": "object"}}
                """));
  }

  @Test
  void what_cannot_cross_is_told() {
    var request = asking("x");
    request.sampling = new Sampling(3.0, null, null, null, null, 1L << 40, null, null, json("{}"));
    request.stop.addAll(List.of("a", "b", "c", "d", "e", "f"));
    request.maxTokens = 9_000L;
    request.choices = 2;
    request.user = "u";
    request.metadata.put("k", "v");
    request.serviceTier = "scale";
    request.cacheKey = "k";
    request.verbosity = "low";
    request.tools.add(function("f"));
    request.parallelToolCalls = false;
    request.extrasOf("openai").extras.put("store", json("true"));
    var losses = losses();
    var config =
        written(request.build(), reasoning(ReasoningStyle.NONE), losses).at("/generationConfig");

    assertThat(config)
        .isEqualTo(
            json(
                """
                {"temperature": 2, "maxOutputTokens": 8192, "candidateCount": 2,
                 "stopSequences": ["a", "b", "c", "d", "e"]}
                """));
    assertThat(losses.all())
        .extracting(Losses.Loss::path)
        .containsExactlyInAnyOrder(
            "temperature",
            "seed",
            "logit_bias",
            "max_tokens",
            "stop",
            "parallel_tool_calls",
            "service_tier",
            "user",
            "metadata",
            "prompt_cache_key",
            "verbosity",
            "store");
  }

  @Test
  void its_own_requests_come_back_as_they_were() {
    var body =
        """
        {"contents": [{"role": "user", "parts": [{"text": "看"},
           {"fileData": {"mimeType": "image/png", "fileUri": "gs://b/a.png"},
            "mediaResolution": {"level": "MEDIA_RESOLUTION_LOW"}}]},
          {"role": "model", "parts": [{"executableCode": {"code": "1"}},
            {"functionCall": {"id": "x", "name": "f", "args": {}}, "thoughtSignature": "c2ln"}]},
          {"role": "user", "parts": [{"functionResponse": {"id": "x", "name": "f",
            "response": {"output": {"深": [1]}}}}]}],
         "systemInstruction": {"parts": [{"text": "简短"}]},
         "tools": [{"googleSearch": {}}],
         "toolConfig": {"functionCallingConfig": {"mode": "VALIDATED"},
           "retrievalConfig": {"languageCode": "zh"}},
         "generationConfig": {"thinkingConfig": {"thinkingLevel": "low", "includeThoughts": true},
           "responseModalities": ["TEXT"]},
         "safetySettings": [{"category": "C", "threshold": "T"}]}
        """;
    var losses = losses();

    assertThat(written(request(body), reasoning(ReasoningStyle.GEMINI_LEVEL), losses))
        .isEqualTo(json(body));
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void vertex_has_labels_and_no_ids() {
    var request = asking("x");
    request.metadata.put("Team", "A b");
    request.user = "u@x";
    request.messages.add(Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of("a", "f", "{}"))));
    var target = Kit.target(ModelRules.UNKNOWN);
    var written =
        json(GeminiDialect.vertex().writeRequest(request.build(), target, losses()).body());

    assertThat(written.at("/labels")).isEqualTo(json("{\"team\": \"a_b\", \"user\": \"u_x\"}"));
    assertThat(written.toString()).doesNotContain("\"id\"");
  }

  @Test
  void names_may_be_forced_or_allowed() {
    var request = asking("x");
    request.tools.add(function("f"));
    request.tools.add(function("g"));
    request.toolChoice = new ToolChoice.Named("f");
    assertThat(written(request.build()).at("/toolConfig/functionCallingConfig"))
        .isEqualTo(json("{\"mode\": \"ANY\", \"allowedFunctionNames\": [\"f\"]}"));
    request.toolChoice = new ToolChoice.Allowed(List.of("f", "g"), false);
    assertThat(written(request.build()).at("/toolConfig/functionCallingConfig"))
        .isEqualTo(json("{\"mode\": \"VALIDATED\", \"allowedFunctionNames\": [\"f\", \"g\"]}"));
  }

  @Test
  void media_go_inline_and_unknown_files_are_told() {
    var request = ChatRequest.of("m");
    request.messages.add(
        Message.of(
            Role.USER,
            List.of(
                Part.Media.of(Part.Kind.DOCUMENT, new Part.Source.Base64("AA=="), null),
                Part.Media.of(Part.Kind.DOCUMENT, new Part.Source.Plain("全文"), "text/plain"),
                Part.Media.of(Part.Kind.AUDIO, new Part.Source.Base64("AQ=="), "audio/mp3"),
                Part.Media.of(Part.Kind.IMAGE, new Part.Source.FileId("openai", "file-1"), null))));
    var losses = losses();

    assertThat(written(request.build(), ModelRules.UNKNOWN, losses).at("/contents/0/parts"))
        .isEqualTo(
            json(
                """
                [{"inlineData": {"mimeType": "application/pdf", "data": "AA=="}},
                 {"text": "全文"},
                 {"inlineData": {"mimeType": "audio/mp3", "data": "AQ=="}}]
                """));
    assertThat(losses.report().header()).isEqualTo("messages[0].content.image:foreign-file");
  }
}
