package io.llmcallgateway.behaviour;

import static io.llmcallgateway.testkit.Scripts.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests that a vendor's reason for a refusal reaches clients whose format has a place for it, and
/// is a recorded loss otherwise.
final class ExplainedRefusalsTest extends SharedGateway {
  private static final String WHY = "违反了使用政策";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
              ant: { dialect: anthropic, base-url: "%1$s", api-key: k }
              goo: { dialect: gemini, base-url: "%1$s", api-key: k }
            """
                .formatted(upstream.uri()));
  }

  private void refuse(String vendor, boolean stream) {
    var details =
        "\"stop_reason\":\"refusal\",\"stop_sequence\":null,\"stop_details\":{\"type\":\"refusal\",\"category\":\"cyber\",\"explanation\":\""
            + WHY
            + "\"}";
    var head =
        "\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],";
    var usage = "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}";
    var candidate =
        "{\"candidates\":[{\"finishReason\":\"SAFETY\",\"finishMessage\":\""
            + WHY
            + "\",\"index\":0}]}";
    var blocked =
        "{\"promptFeedback\":{\"blockReason\":\"OTHER\",\"blockReasonMessage\":\"" + WHY + "\"}}";
    var google = vendor.equals("blocked") ? blocked : candidate;
    if (!vendor.equals("ant")) {
      upstream.next(stream ? Scripts.stream("data: " + google + "\n\n") : Scripts.json(google));
    } else if (!stream) {
      upstream.next(Scripts.json("{" + head + details + "," + usage + "}"));
    } else {
      upstream.next(
          Scripts.stream(
              event("message_start", "\"message\":{" + head + usage + "}"),
              event("message_delta", "\"delta\":{" + details + "}," + usage),
              event("message_stop", "\"x\":0")));
    }
  }

  private RawAnswer post(String door, String target, boolean stream) throws Exception {
    var said = "[{\"role\":\"user\",\"content\":\"嗨\"}]";
    var parts = "[{\"role\":\"user\",\"%s\":[{\"text\":\"嗨\"}]}]";
    var body = "{\"model\":\"%s\",\"max_tokens\":9,\"stream\":%s,\"%s\":%s}";
    return switch (door) {
      case "chat" ->
          gateway.post("/v1/chat/completions", body.formatted(target, stream, "messages", said));
      case "messages" ->
          gateway.post("/v1/messages", body.formatted(target, stream, "messages", said));
      case "cohere" -> gateway.post("/v2/chat", body.formatted(target, stream, "messages", said));
      case "responses" ->
          gateway.post(
              "/v1/responses",
              "{\"model\":\"%s\",\"stream\":%s,\"input\":%s}".formatted(target, stream, said));
      case "gemini" ->
          gateway.post(
              "/v1beta/models/"
                  + target
                  + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent"),
              "{\"contents\":" + parts.formatted("parts") + "}");
      default ->
          gateway.post(
              "/model/" + target + (stream ? "/converse-stream" : "/converse"),
              "{\"messages\":" + parts.formatted("content") + "}");
    };
  }

  @ParameterizedTest
  @CsvSource({
    "chat, ant, '\"refusal\":\"', '\"finish_reason\":\"content_filter\"'",
    "chat, goo, '\"refusal\":\"', '\"finish_reason\":\"content_filter\"'",
    "chat, blocked, '\"refusal\":\"', '\"finish_reason\":\"content_filter\"'",
    "responses, ant, '\"refusal\":\"', '\"reason\":\"content_filter\"'",
    "responses, goo, '\"refusal\":\"', '\"reason\":\"content_filter\"'",
    "messages, goo, '\"explanation\":\"', '\"stop_reason\":\"refusal\"'",
    "messages, blocked, '\"explanation\":\"', '\"stop_reason\":\"refusal\"'",
    "messages, ant, '\"explanation\":\"', '\"category\":\"cyber\"'",
    "gemini, ant, '\"finishMessage\":\"', '\"finishReason\":\"SAFETY\"'",
    "gemini, goo, '\"finishMessage\":\"', '\"finishReason\":\"SAFETY\"'"
  })
  void the_explanation_stands_where_the_client_looks_for_it(
      String door, String vendor, String member, String ending) throws Exception {
    var target = vendor.equals("ant") ? "ant/claude-opus-4-8" : "goo/gemini-3-pro";
    for (boolean stream : new boolean[] {false, true}) {
      refuse(vendor, stream);
      var got = post(door, target, stream);
      assertThat(got.status()).as(got.text()).isEqualTo(200);
      assertThat(got.text()).contains(member + WHY).contains(ending);
    }
  }

  @ParameterizedTest
  @CsvSource({"cohere, ant", "cohere, goo", "converse, ant", "converse, blocked"})
  void an_explanation_without_a_place_is_told(String door, String vendor) throws Exception {
    var target = vendor.equals("ant") ? "ant/claude-opus-4-8" : "goo/gemini-3-pro";
    for (boolean stream : new boolean[] {false, true}) {
      refuse(vendor, stream);
      var got = post(door, target, stream);
      var record = gateway.awaitRecord(got);
      assertThat(record.path("losses").asString()).contains("explanation:unsupported");
    }
  }
}
