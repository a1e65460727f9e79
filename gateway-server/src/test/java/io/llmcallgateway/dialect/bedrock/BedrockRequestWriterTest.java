package io.llmcallgateway.dialect.bedrock;

import static io.llmcallgateway.dialect.bedrock.Given.losses;
import static io.llmcallgateway.dialect.bedrock.Given.rules;
import static io.llmcallgateway.dialect.bedrock.Given.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Quirk;
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
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class BedrockRequestWriterTest {
  private final Losses losses = losses();

  private static ChatRequest.Builder asking(String text) {
    var request = ChatRequest.of("m");
    request.messages.add(Message.of(Role.USER, text));
    return request;
  }

  private String write(ChatRequest.Builder request, ModelRules rules) {
    return written(request.build(), rules, losses).toString();
  }

  private String write(ChatRequest.Builder request) {
    return write(request, rules().build());
  }

  private static ChatRequest.Builder agent(List<Part> assistant) {
    var request = asking("Go");
    request.messages.add(Message.of(Role.ASSISTANT, assistant));
    request.messages.add(
        Message.of(
            Role.TOOL,
            List.of(
                new Part.ToolResult(
                    "c.1", null, List.of(Part.Text.of("20")), false, null, Extras.NONE))));
    return request;
  }

  private static void weather(ChatRequest.Builder request) {
    request.tools.add(
        new Tool.Function(
            "weather",
            "The weather",
            Json.MAPPER.readTree("{\"type\":\"object\"}"),
            null,
            null,
            Extras.NONE));
  }

  @Test
  void turns_alternate_from_the_user_on_and_blank_texts_are_gone() {
    var request = ChatRequest.of("m");
    request.messages.add(Message.of(Role.SYSTEM, "Be brief."));
    request.messages.add(Message.of(Role.ASSISTANT, "Hello"));
    request.messages.add(Message.of(Role.USER, "一"));
    request.messages.add(Message.of(Role.ASSISTANT, "  \n"));
    request.messages.add(Message.of(Role.USER, "二"));
    assertThat(write(request))
        .isEqualTo(
            "{\"system\":[{\"text\":\"Be brief.\"}],\"messages\":["
                + "{\"role\":\"user\",\"content\":[{\"text\":\".\"}]},"
                + "{\"role\":\"assistant\",\"content\":[{\"text\":\"Hello\"}]},"
                + "{\"role\":\"user\",\"content\":[{\"text\":\"一\"},{\"text\":\"二\"}]}]}");
    assertThat(losses.report().header()).isEqualTo("messages[0].role:first-is-user");
  }

  @Test
  void a_history_with_calls_gets_its_tools_even_if_the_request_names_none() {
    var text = write(agent(List.of(Part.ToolCall.of("c.1", "weather", "{\"city\":\"北京\"}"))));
    assertThat(text)
        .contains("\"toolUse\":{\"toolUseId\":\"call_")
        .contains("\"input\":{\"city\":\"北京\"}")
        .contains("\"toolResult\":{\"toolUseId\":\"call_")
        .contains("\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"weather\"")
        .contains("Do not call any tool now");
    assertThat(losses.report().header()).contains("tools:made-of-calls", "tool_choice:instructed");
  }

  @Test
  void no_choice_of_tools_leaves_them_out_unless_the_history_has_calls() {
    var plain = asking("Hi");
    weather(plain);
    plain.toolChoice = new ToolChoice.None();
    assertThat(write(plain)).doesNotContain("toolConfig");
    var after = agent(List.of(Part.ToolCall.of("c.1", "weather", "{}")));
    weather(after);
    after.toolChoice = new ToolChoice.None();
    assertThat(write(after)).contains("toolConfig", "Do not call any tool now");
  }

  @Test
  void a_choice_is_written_as_the_model_takes_it() {
    var request = asking("Hi");
    weather(request);
    request.toolChoice = new ToolChoice.Named("weather");
    assertThat(write(request)).contains("\"toolChoice\":{\"tool\":{\"name\":\"weather\"}}");
    request.toolChoice = new ToolChoice.Required();
    assertThat(write(request)).contains("\"toolChoice\":{\"any\":{}}");
    assertThat(losses.all()).isEmpty();
    assertThat(write(request, rules().noForcedTools().build())).doesNotContain("toolChoice");
    assertThat(losses.report().header()).isEqualTo("tool_choice:unsupported");
    var strict = new Losses(true, "bedrock/m");
    var thrown =
        catchThrowableOfType(
            GatewayException.class,
            () -> written(request.build(), rules().noForcedTools().build(), strict));
    assertThat(thrown.failure().param()).isEqualTo("tool_choice");
  }

  @Test
  void a_model_without_tools_is_told_of_calls_in_words() {
    var text =
        write(agent(List.of(Part.ToolCall.of("c.1", "weather", "{}"))), rules().noTools().build());
    assertThat(text)
        .contains("{\"text\":\"weather({})\"}", "Result of the tool weather:")
        .doesNotContain("toolUse", "toolConfig");
  }

  @Test
  void documents_have_names_of_their_own_and_words_beside_them() {
    var request = ChatRequest.of("m");
    var pdf = new Part.Source.Base64("JVBERi0x");
    Consumer<String> add =
        name ->
            request.messages.add(
                Message.of(
                    Role.USER,
                    List.of(
                        new Part.Media(
                            Part.Kind.DOCUMENT,
                            pdf,
                            "application/pdf",
                            name,
                            null,
                            null,
                            Extras.NONE))));
    add.accept("a_b  c.pdf");
    add.accept("a_b c.pdf");
    add.accept("报告.pdf");
    var text = write(request);
    assertThat(text)
        .contains(
            "{\"text\":\"See the attached document.\"},{\"document\":{\"format\":\"pdf\","
                + "\"name\":\"a-b c\",\"source\":{\"bytes\":\"JVBERi0x\"}}}")
        .contains("\"name\":\"a-b c-2\"", "\"name\":\"document\"");
  }

  @Test
  void images_are_written_as_bytes_and_addresses_are_told() {
    var request = ChatRequest.of("m");
    request.messages.add(
        Message.of(
            Role.USER,
            List.of(
                Part.Text.of("Look"),
                Part.Media.of(Part.Kind.IMAGE, new Part.Source.Base64("/9j/4AAQ"), null),
                Part.Media.of(
                    Part.Kind.IMAGE, new Part.Source.Url("https://example.com/a.png"), null))));
    assertThat(write(request))
        .contains("{\"image\":{\"format\":\"jpeg\",\"source\":{\"bytes\":\"/9j/4AAQ\"}}}")
        .doesNotContain("example.com");
    assertThat(losses.report().header()).isEqualTo("messages.content.image:address");
    assertThat(write(request, rules().media(Part.Kind.DOCUMENT).build())).doesNotContain("image");
  }

  @Test
  void a_picture_that_the_assistant_drew_is_left_out() {
    var request = asking("Draw");
    var drawn = new Part.Source.Base64("iVBORw0K");
    request.messages.add(
        Message.of(
            Role.ASSISTANT,
            List.of(Part.Text.of("Here  "), Part.Media.of(Part.Kind.IMAGE, drawn, "image/png"))));
    assertThat(write(request))
        .endsWith("{\"role\":\"assistant\",\"content\":[{\"text\":\"Here\"}]}]}");
    assertThat(losses.report().header()).isEqualTo("messages.content.image:in-assistant-turn");
  }

  @Test
  void a_document_beside_tool_results_gets_a_turn_of_its_own() {
    var request = agent(List.of(Part.ToolCall.of("c.1", "weather", "{}")));
    weather(request);
    request.messages.add(
        Message.of(
            Role.USER,
            List.of(
                Part.Text.of("Read"),
                Part.Media.of(Part.Kind.DOCUMENT, new Part.Source.Plain("文"), "text/plain"))));
    assertThat(write(request))
        .contains("{\"role\":\"assistant\",\"content\":[{\"text\":\".\"}]},{\"role\":\"user\"");
    assertThat(losses.report().header()).isEqualTo("messages.content:results-alone");
  }

  @Test
  void some_models_want_results_alone() {
    var request = agent(List.of(Part.ToolCall.of("c.1", "weather", "{}")));
    weather(request);
    request.messages.add(Message.of(Role.USER, "So?"));
    assertThat(write(request)).doesNotContain("{\"text\":\".\"}");
    assertThat(write(request, rules().quirks(Quirk.RESULTS_ALONE).build()))
        .contains("{\"text\":\".\"}");
  }

  @Test
  void only_reasoning_that_the_model_signed_goes_back() {
    var own = new Part.Reasoning("mine", new Signature("anthropic", false, "c2ln", null));
    var foreign = new Part.Reasoning("theirs", new Signature("gemini", false, "eA", null));
    var request =
        agent(
            List.of(
                own,
                foreign,
                new Part.Reasoning("bare", null),
                Part.ToolCall.of("c.1", "weather", "{}")));
    weather(request);
    request.reasoning = ReasoningOptions.of(Effort.LOW);
    var text = write(request, rules().reasoning(ReasoningStyle.BUDGET).build());
    assertThat(text)
        .contains("{\"reasoningText\":{\"text\":\"mine\",\"signature\":\"c2ln\"}}")
        .contains("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}")
        .doesNotContain("theirs", "bare");
    assertThat(losses.report().header())
        .contains("messages.reasoning:foreign-signature", "messages.reasoning:signature-lost");
  }

  @Test
  void thinking_is_left_out_where_the_loop_has_lost_its_signature() {
    var request = agent(List.of(Part.ToolCall.of("c.1", "weather", "{}")));
    weather(request);
    request.reasoning = ReasoningOptions.of(Effort.LOW);
    assertThat(write(request, rules().reasoning(ReasoningStyle.BUDGET).build()))
        .doesNotContain("thinking");
    assertThat(losses.report().header()).isEqualTo("reasoning_effort:signature-lost");
    assertThat(write(request, rules().reasoning(ReasoningStyle.ADAPTIVE).build()))
        .contains("\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"low\"}");
  }

  @Test
  void each_style_has_its_own_words_for_reasoning() {
    var request = asking("Hi");
    request.reasoning = ReasoningOptions.of(Effort.HIGH);
    request.maxTokens = 5_000L;
    request.sampling = new Sampling(0.5, 0.9, 10L, null, null, null, null, null, null);
    assertThat(write(request, rules().reasoning(ReasoningStyle.BUDGET).build()))
        .contains("\"budget_tokens\":2500", "\"inferenceConfig\":{\"maxTokens\":5000}")
        .doesNotContain("top_k");
    assertThat(losses.report().header())
        .contains("temperature:while-reasoning", "top_k:while-reasoning");
    assertThat(
            write(
                request,
                rules()
                    .reasoning(ReasoningStyle.EFFORT)
                    .efforts(Effort.LOW, Effort.MEDIUM)
                    .build()))
        .contains(
            "\"additionalModelRequestFields\":{\"reasoning_effort\":\"medium\",\"top_k\":10}");
    assertThat(write(request, rules().reasoning(ReasoningStyle.NOVA).build()))
        .contains("\"reasoningConfig\":{\"type\":\"enabled\",\"maxReasoningEffort\":\"high\"}")
        .doesNotContain("inferenceConfig");
    assertThat(write(request, rules().build())).doesNotContain("reason");
    request.reasoning = ReasoningOptions.off();
    assertThat(write(request, rules().reasoning(ReasoningStyle.ADAPTIVE).build()))
        .contains("\"thinking\":{\"type\":\"disabled\"}");
  }

  /// Bedrock's own default has no room for thoughts (danny-avila/LibreChat#14058).
  @Test
  void a_thinking_model_has_room_for_its_answer_where_the_client_names_no_limit() {
    var request = asking("想");
    assertThat(write(request, rules().reasoning(ReasoningStyle.BUDGET).build()))
        .doesNotContain("maxTokens");
    request.reasoning = ReasoningOptions.of(Effort.MEDIUM);
    assertThat(write(request, rules().reasoning(ReasoningStyle.BUDGET).maxOutput(64_000).build()))
        .contains("\"budget_tokens\":8192", "\"inferenceConfig\":{\"maxTokens\":12288}");
    assertThat(write(request, rules().reasoning(ReasoningStyle.BUDGET).maxOutput(8_000).build()))
        .contains("\"budget_tokens\":4000", "\"inferenceConfig\":{\"maxTokens\":8000}");
    assertThat(write(request, rules().reasoning(ReasoningStyle.ADAPTIVE).build()))
        .contains("\"inferenceConfig\":{\"maxTokens\":4096}");
  }

  @Test
  void a_forced_call_goes_before_reasoning_where_both_cannot_be() {
    var request = asking("Hi");
    weather(request);
    request.toolChoice = new ToolChoice.Required();
    request.reasoning = ReasoningOptions.of(Effort.HIGH);
    assertThat(
            write(
                request,
                rules().reasoning(ReasoningStyle.BUDGET).notForcedWhileReasoning().build()))
        .contains("\"any\"")
        .doesNotContain("thinking");
    assertThat(losses.report().header()).isEqualTo("reasoning_effort:forced-tool-choice");
  }

  @Test
  void a_schema_is_a_string_or_an_instruction() {
    var request = asking("Hi");
    request.format =
        new OutputFormat.JsonSchema(
            "city", null, Json.MAPPER.readTree("{\"type\":\"object\"}"), null);
    assertThat(write(request))
        .contains(
            "\"jsonSchema\":{\"name\":\"city\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}");
    assertThat(losses.all()).isEmpty();
    assertThat(write(request, rules().noSchema().build()))
        .contains("\"system\":[{\"text\":\"Answer with one JSON value", "JSON Schema")
        .doesNotContain("outputConfig");
    assertThat(losses.report().header()).isEqualTo("response_format:instructed");
  }

  @Test
  void what_the_model_does_not_take_is_left_out_and_told() {
    var request = asking("Hi");
    request.maxTokens = 9_000L;
    request.sampling = new Sampling(1.7, 0.9, 5L, 0.1, 0.2, 7L, true, null, null);
    request.stop.addAll(List.of("END", " "));
    request.choices = 2;
    request.user = "u";
    request.serviceTier = "auto";
    request.metadata.put("团队", "a");
    request.metadata.put("team", "a");
    var rules = rules().maxOutput(4_096).eitherTemperatureOrTopP().rejected("top_k").build();
    assertThat(write(request, rules))
        .endsWith(
            "\"inferenceConfig\":{\"maxTokens\":4096,\"temperature\":1.0,"
                + "\"stopSequences\":[\"END\"]},\"requestMetadata\":{\"team\":\"a\"}}");
    assertThat(losses.all().stream().map(Losses.Loss::toString))
        .containsExactlyInAnyOrder(
            "max_tokens:clamped-to-4096",
            "temperature:clamped-to-1",
            "top_p:with-temperature",
            "top_k:unsupported",
            "stop:blank",
            "frequency_penalty:unsupported",
            "presence_penalty:unsupported",
            "seed:unsupported",
            "logprobs:unsupported",
            "n:unsupported",
            "user:unsupported",
            "metadata:characters");
  }
}
