package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that service tiers, log probabilities and refusals arrive in the client format's terms,
/// plain and streamed.
final class OwnWordsTest extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
              goo: { dialect: gemini, base-url: "%1$s", api-key: k }
              ant: { dialect: anthropic, base-url: "%1$s", api-key: k }
            """
                .formatted(upstream.uri()));
  }

  private static String data(String json) {
    return "data: " + json + "\n\n";
  }

  private static String event(String type, String members) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + members + "}\n\n";
  }

  /// One answer of a vendor, served by a tier that it calls so.
  private void served(String vendor, String tier, boolean stream) {
    switch (vendor) {
      case "ant" -> {
        var usage =
            "\"usage\":{\"input_tokens\":1,\"output_tokens\":1,\"service_tier\":\"" + tier + "\"}";
        var head =
            "\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"stop_sequence\":null,";
        upstream.next(
            stream
                ? Scripts.stream(
                    event(
                        "message_start",
                        ",\"message\":{"
                            + head
                            + "\"content\":[],\"stop_reason\":null,"
                            + usage
                            + "}"),
                    event(
                        "content_block_start",
                        ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
                    event(
                        "content_block_delta",
                        ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"好\"}"),
                    event("content_block_stop", ",\"index\":0"),
                    event(
                        "message_delta",
                        ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":1}"),
                    event("message_stop", ""))
                : Scripts.json(
                    "{"
                        + head
                        + "\"content\":[{\"type\":\"text\",\"text\":\"好\"}],\"stop_reason\":\"end_turn\","
                        + usage
                        + "}"));
      }
      case "goo" -> {
        var answer =
            "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"好\"}]},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":1,\"totalTokenCount\":2,\"serviceTier\":\"%s\"}}"
                .formatted(tier);
        upstream.next(stream ? Scripts.stream(data(answer)) : Scripts.json(answer));
      }
      default -> {
        var answer =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"service_tier\":\"%s\",\"choices\":[{\"index\":0,\"%s\":{\"role\":\"assistant\",\"content\":\"好\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}"
                .formatted(tier, stream ? "delta" : "message");
        upstream.next(
            stream ? Scripts.stream(data(answer), "data: [DONE]\n\n") : Scripts.json(answer));
      }
    }
  }

  private RawAnswer ask(String door, String model, boolean stream) throws Exception {
    var encoded = model.replace("/", "%2F");
    var more = "{\"model\":\"" + model + "\",\"stream\":" + stream + ",";
    var messages = "\"messages\":[{\"role\":\"user\",\"content\":\"嗨\"}]}";
    var got =
        switch (door) {
          case "messages" -> gateway.post("/v1/messages", more + "\"max_tokens\":9," + messages);
          case "responses" -> gateway.post("/v1/responses", more + "\"input\":\"嗨\"}");
          case "gemini" ->
              gateway.post(
                  "/v1beta/models/"
                      + encoded
                      + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent"),
                  "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"嗨\"}]}]}");
          case "converse" ->
              gateway.post(
                  "/model/" + encoded + (stream ? "/converse-stream" : "/converse"),
                  "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"嗨\"}]}]}");
          default ->
              gateway.post(
                  "/v1/chat/completions",
                  more
                      + "\"stream_options\":"
                      + (stream ? "{\"include_usage\":true}," : "null,")
                      + messages);
        };
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    return got;
  }

  @ParameterizedTest
  @CsvSource({
    "ant, standard, chat, default",
    "ant, priority, chat, priority",
    "ant, batch, chat, flex",
    "ant, standard, responses, default",
    "ant, priority, gemini, priority",
    "ant, standard, converse, default",
    "goo, standard, chat, default",
    "goo, flex, responses, flex",
    "goo, priority, messages, priority",
    "goo, flex, messages, standard",
    "up, default, messages, standard",
    "up, priority, messages, priority",
    "up, on_demand, messages, standard",
    "up, on_demand, responses, default",
    "up, scale, converse, reserved",
    "up, default, gemini, standard",
    "up, flex, gemini, flex"
  })
  void the_tier_that_served_has_the_client_s_word(
      String vendor, String tier, String door, String told) throws Exception {
    for (var stream : new boolean[] {false, true}) {
      served(vendor, tier, stream);
      var got = ask(door, vendor + "/m", stream).text();
      var member =
          switch (door) {
            case "gemini" -> "\"serviceTier\":\"" + told + "\"";
            case "converse" -> "\"serviceTier\":{\"type\":\"" + told + "\"}";
            default -> "\"service_tier\":\"" + told + "\"";
          };
      assertThat(got).as("streamed: " + stream).contains(member);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "responses"})
  void log_probabilities_have_their_bytes(String door) throws Exception {
    var gemini =
        "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"好\"}]},\"finishReason\":\"STOP\",\"index\":0,\"logprobsResult\":{\"chosenCandidates\":[{\"token\":\"好\",\"logProbability\":-0.5}],\"topCandidates\":[{\"candidates\":[{\"token\":\"a\",\"logProbability\":-1.5}]}]}}]}";
    for (var stream : new boolean[] {false, true}) {
      upstream.next(stream ? Scripts.stream(data(gemini)) : Scripts.json(gemini));
      var got = ask(door, "goo/m", stream).text();
      assertThat(got)
          .contains("\"token\":\"好\"", "\"bytes\":[229,165,189]")
          .contains("\"bytes\":[97]");
      if (door.equals("chat")) assertThat(got).contains("\"refusal\":null");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void log_probabilities_without_bytes_are_completed_for_responses(boolean stream)
      throws Exception {
    var answer =
        "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"%s\":{\"role\":\"assistant\",\"content\":\"é\"},\"logprobs\":{\"content\":[{\"token\":\"é\",\"logprob\":-0.5}]},\"finish_reason\":\"stop\"}]}"
            .formatted(stream ? "delta" : "message");
    upstream.next(stream ? Scripts.stream(data(answer), "data: [DONE]\n\n") : Scripts.json(answer));
    var got = ask("responses", "up/m", stream).text();
    assertThat(got).contains("\"bytes\":[195,169]").contains("\"top_logprobs\":[]");
  }

  /// A refusal in words, as OpenAI tells it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "responses | \"type\":\"refusal\" | \"refusal\":\"不行\"",
        "messages | \"stop_reason\":\"refusal\" | 不行",
        "gemini | \"finishReason\":\"SAFETY\" | 不行",
        "converse | \"stopReason\":\"content_filtered\" | 不行"
      })
  void a_refusal_has_the_client_s_place(String door, String place, String words) throws Exception {
    for (var stream : new boolean[] {false, true}) {
      var answer =
          "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"%s\":{\"role\":\"assistant\",\"content\":null,\"refusal\":\"不行\"},\"finish_reason\":\"stop\"}]}"
              .formatted(stream ? "delta" : "message");
      upstream.next(
          stream ? Scripts.stream(data(answer), "data: [DONE]\n\n") : Scripts.json(answer));
      var got = ask(door, "up/m", stream).text();
      assertThat(got).as("streamed: " + stream).contains(place, words);
    }
  }
}
