package io.llmcallgateway.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.AwsEventWriter;
import io.llmcallgateway.wire.ByteSink;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests reasoning that a client of Anthropic's format does not want to see and that the vendor
/// needs back.
@ExtendWith(LeakCheck.class)
class HiddenThoughtsTest {
  private static final Pattern SIGNATURE = Pattern.compile("\"signature\":\\s*\"(gw1_[^\"]+)\"");
  private static final String ASKED =
      """
      {"model":"deep/m","max_tokens":9000,"stream":%s,"thinking":{"type":"adaptive","display":"omitted"},
       "messages":[{"role":"user","content":"看 a"}%s],
       "tools":[{"name":"read","input_schema":{"type":"object","properties":{"p":{"type":"string"}}}}]}\
      """;
  private static final String CALL =
      "{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"read\",\"arguments\":\"{}\"}}";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_unsigned_thought_that_is_not_shown_goes_back_to_its_vendor(boolean stream)
      throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway =
            RunningGateway.on(upstream)
                .yaml(
                    "  deep: { dialect: openai, base-url: \"%s\", api-key: k, quirks: [return-reasoning] }\n"
                        .formatted(upstream.baseUrl()))
                .start()) {
      upstream.next(
          stream
              ? Scripts.stream(
                  chunk("{\"reasoning_content\":\"先\"}", "null"),
                  chunk("{\"reasoning_content\":\"想\"}", "null"),
                  chunk("{\"tool_calls\":[" + CALL + "]}", "\"tool_calls\""),
                  "data: [DONE]\n\n")
              : Scripts.json(
                  """
                  {"id":"a","object":"chat.completion","model":"m","choices":[{"index":0,"finish_reason":"tool_calls",
                   "message":{"role":"assistant","content":"","reasoning_content":"先想","tool_calls":[%s]}}]}\
                  """
                      .formatted(CALL)));
      var first = gateway.post("/v1/messages", ASKED.formatted(stream, ""));
      assertThat(first.status()).as(first.text()).isEqualTo(200);
      assertThat(first.text()).doesNotContain("先");
      var signature = SIGNATURE.matcher(first.text());
      assertThat(signature.find()).as(first.text()).isTrue();
      upstream.take();

      upstream.next(
          Scripts.json(
              """
              {"id":"b","object":"chat.completion","model":"m","choices":[{"index":0,"finish_reason":"stop",
               "message":{"role":"assistant","content":"好"}}]}\
              """));
      gateway.post(
          "/v1/messages",
          ASKED.formatted(
              false,
              """
              ,{"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"%s"},
                {"type":"tool_use","id":"c1","name":"read","input":{}}]},
               {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"甲"}]}\
              """
                  .formatted(signature.group(1))));
      assertThat(upstream.take().json().at("/messages/1/reasoning_content").asString())
          .isEqualTo("先想");
    }
  }

  /// Claude at Bedrock has no way to leave the words out, and takes a signature back with its words
  /// alone; Gemini's thoughts are of the same kind.
  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void a_signed_thought_that_is_not_shown_goes_back_whole(boolean bedrock, boolean stream)
      throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway =
            RunningGateway.on(upstream)
                .yaml(
                    """
                      aws: { dialect: bedrock, base-url: "%1$s", api-key: k }
                      goo: { dialect: gemini, base-url: "%1$s", api-key: k }
                    """
                        .formatted(upstream.baseUrl()))
                .start()) {
      var model = bedrock ? "aws/anthropic.claude-sonnet-4-5-v1:0" : "goo/gemini-3.5-flash";
      upstream.next(bedrock ? claude(stream) : gemini(stream));
      var first = gateway.post("/v1/messages", asked(model, stream, ""));
      assertThat(first.status()).as(first.text()).isEqualTo(200);
      assertThat(first.text()).doesNotContain("先");
      var signature = SIGNATURE.matcher(first.text());
      assertThat(signature.find()).as(first.text()).isTrue();
      upstream.take();

      upstream.next(bedrock ? claude(false) : gemini(false));
      gateway.post(
          "/v1/messages",
          asked(
              model,
              false,
              """
              ,{"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"%s"},
                {"type":"tool_use","id":"c1","name":"read","input":{}}]},
               {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"甲"}]}\
              """
                  .formatted(signature.group(1))));
      var back = upstream.take().json();
      var thought =
          bedrock
              ? back.at("/messages/1/content/0/reasoningContent/reasoningText")
              : back.at("/contents/1/parts/0");
      assertThat(thought.path("text").asString()).as(back.toString()).isEqualTo("先想");
      assertThat(thought.path(bedrock ? "signature" : "thoughtSignature").asString())
          .isEqualTo("c2ln");
    }
  }

  private static String asked(String model, boolean stream, String more) {
    return ASKED.formatted(stream, more).replace("deep/m", model);
  }

  private static Script claude(boolean stream) {
    var call = "{\"toolUse\":{\"toolUseId\":\"c1\",\"name\":\"read\"";
    if (!stream) {
      return Scripts.json(
          """
          {"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"先想","signature":"c2ln"}}},
           %s,"input":{}}}]}},"stopReason":"tool_use","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}\
          """
              .formatted(call));
    }
    var writer = new AwsEventWriter();
    var out = new ByteSink();
    var thought = "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{%s}}}";
    write(writer, out, "messageStart", "{\"role\":\"assistant\"}");
    write(writer, out, "contentBlockDelta", thought.formatted("\"text\":\"先\""));
    write(writer, out, "contentBlockDelta", thought.formatted("\"text\":\"想\""));
    write(writer, out, "contentBlockDelta", thought.formatted("\"signature\":\"c2ln\""));
    write(writer, out, "contentBlockStop", "{\"contentBlockIndex\":0}");
    write(writer, out, "contentBlockStart", "{\"contentBlockIndex\":1,\"start\":" + call + "}}}");
    write(writer, out, "contentBlockStop", "{\"contentBlockIndex\":1}");
    write(writer, out, "messageStop", "{\"stopReason\":\"tool_use\"}");
    var type = "Content-Type: application/vnd.amazon.eventstream";
    return Scripts.answer(200, out.toByteArray(), type);
  }

  private static void write(AwsEventWriter writer, ByteSink out, String type, String payload) {
    writer.write(AwsEventWriter.event(type), ByteBuffer.wrap(payload.getBytes(UTF_8)), out);
  }

  private static Script gemini(boolean stream) {
    var answer =
        """
        {"candidates":[{"index":0,"finishReason":"STOP","content":{"role":"model","parts":[
         {"text":"先想","thought":true,"thoughtSignature":"c2ln"},{"functionCall":{"id":"c1","name":"read","args":{}}}]}}]}\
        """
            .replace("\n", "");
    return stream ? Scripts.stream("data: " + answer + "\n\n") : Scripts.json(answer);
  }

  private static String chunk(String delta, String finish) {
    return "data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n"
        .formatted(delta, finish);
  }
}
