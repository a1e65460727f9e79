package io.llmcallgateway.dialect.responses;

import static io.llmcallgateway.dialect.responses.Calls.DIALECT;
import static io.llmcallgateway.dialect.responses.Calls.TARGET;
import static io.llmcallgateway.dialect.responses.Calls.losses;
import static io.llmcallgateway.dialect.responses.Calls.write;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResponsesTargetTest {
  private static ChatAnswer read(String body) {
    return DIALECT.readAnswer(Body.utf8(body), TARGET, CallIds.asTheyAre());
  }

  @Test
  void a_conversation_becomes_items_with_reasoning_before_what_it_led_to() {
    var request = ChatRequest.of("m");
    request.messages.add(Message.of(Role.DEVELOPER, "简短"));
    request.messages.add(Message.of(Role.USER, "天气?"));
    request.messages.add(
        Message.of(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("想", new Signature(Signature.OPENAI, true, "enc", "rs_1")),
                Part.ToolCall.of("c1", "weather", "{\"city\":\"上海\"}"))));
    request.messages.add(
        Message.of(
            Role.TOOL,
            List.of(
                new Part.ToolResult(
                    "c1", null, List.of(Part.Text.of("晴")), false, null, Extras.NONE))));
    request.reasoning = ReasoningOptions.of(Effort.LOW);
    request.maxTokens = 4L;
    request.tools.add(new Tool.Function("weather", null, null, null, null, Extras.NONE));
    var losses = losses();
    var body = write(request.build(), losses);
    assertThat(body)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"model":"gpt-test","input":[
                 {"type":"message","role":"developer","content":"简短"},
                 {"type":"message","role":"user","content":[{"type":"input_text","text":"天气?"}]},
                 {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"想"}],
                  "encrypted_content":"enc"},
                 {"type":"function_call","call_id":"c1","name":"weather",
                  "arguments":"{\\"city\\":\\"上海\\"}"},
                 {"type":"function_call_output","call_id":"c1","output":"晴"}],
                 "store":false,"reasoning":{"effort":"low"},
                 "tools":[{"type":"function","name":"weather",
                  "parameters":{"type":"object","properties":{}},"strict":false}],
                 "max_output_tokens":16,"include":["reasoning.encrypted_content"]}
                """));
    assertThat(losses.all())
        .extracting(Losses.Loss::toString)
        .containsExactly("max_tokens:raised-to-16");
  }

  @Test
  void reasoning_that_nothing_follows_or_that_others_signed_stays_behind() {
    var request = ChatRequest.of("m");
    request.messages.add(
        Message.of(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("a", new Signature(Signature.ANTHROPIC, false, "s", null)),
                Part.Text.of("hi"),
                new Part.Reasoning("b", new Signature(Signature.OPENAI, true, "e", null)))));
    request.stop.add("X");
    var losses = losses();
    var body = write(request.build(), losses);
    assertThat(body.path("input")).hasSize(1);
    assertThat(body.at("/input/0/content/0/type").asString()).isEqualTo("output_text");
    assertThat(losses.report().header())
        .isEqualTo(
            "messages[0].reasoning:foreign-signature,messages[0].reasoning:nothing-follows,"
                + "stop:unsupported");
  }

  @Test
  void images_and_files_are_content_parts() {
    var request = ChatRequest.of("m");
    request.messages.add(
        Message.of(
            Role.USER,
            List.of(
                Part.Media.of(
                    Part.Kind.IMAGE, new Part.Source.Url("https://e.example/a.png"), null),
                Part.Media.of(
                    Part.Kind.DOCUMENT, new Part.Source.Base64("QUJD"), "application/pdf"),
                Part.Media.of(Part.Kind.AUDIO, new Part.Source.Base64("QUJD"), "audio/mpeg"))));
    var content = write(request.build(), losses()).at("/input/0/content");
    assertThat(content.at("/0/image_url").asString()).isEqualTo("https://e.example/a.png");
    assertThat(content.at("/1/file_data").asString()).isEqualTo("data:application/pdf;base64,QUJD");
    assertThat(content.at("/2/input_audio/format").asString()).isEqualTo("mp3");
  }

  @Test
  void an_answer_is_read_with_its_reasoning_calls_and_usage() {
    var answer =
        read(
            """
            {"id":"resp_1","created_at":5,"model":"gpt-x","status":"completed","error":null,"output":[
             {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"enc"},
             {"type":"message","content":[{"type":"output_text","text":"好","annotations":[
               {"type":"url_citation","url":"https://e.example","title":"t","start_index":0,
                "end_index":1}]}]},
             {"type":"function_call","call_id":"c1","name":"f","arguments":""}],
             "usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":4},
              "output_tokens":8,"output_tokens_details":{"reasoning_tokens":3}}}
            """);
    var choice = answer.choices().getFirst();
    assertThat(requireNonNull(choice.finish()).reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(choice.text()).isEqualTo("好");
    assertThat(choice.parts().getFirst())
        .isEqualTo(new Part.Reasoning("", new Signature(Signature.OPENAI, true, "enc", "rs_1")));
    assertThat(((Part.Text) choice.parts().get(1)).citations().getFirst().url())
        .isEqualTo("https://e.example");
    assertThat(choice.parts().get(2)).isEqualTo(Part.ToolCall.of("c1", "f", "{}"));
    assertThat(answer.usage()).isEqualTo(new Usage(6, 4, 0, 0, 0, 5, 3, 0));
  }

  @Test
  void a_failed_response_is_a_failure_although_the_status_is_200() {
    var thrown =
        catchThrowableOfType(
            GatewayException.class,
            () ->
                read(
                    """
                    {"status":"failed","output":[],
                     "error":{"code":"rate_limit_exceeded","message":"slower"}}
                    """));
    assertThat(thrown.failure().kind()).isEqualTo(Failure.Kind.RATE_LIMITED);
    assertThat(thrown.failure().message()).isEqualTo("slower");
  }

  @Test
  void a_missing_model_is_told_with_status_400_here() {
    var failure =
        DIALECT.readError(
            400,
            Headers.NONE,
            Body.utf8("{\"error\":{\"message\":\"no\",\"code\":\"model_not_found\"}}"),
            "acme");
    assertThat(failure.kind()).isEqualTo(Failure.Kind.MODEL_NOT_FOUND);
  }
}
