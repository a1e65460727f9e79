package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Thoughts that a client of Anthropic's format asks not to be shown, and that their vendor wants
/// back.
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

  private static String chunk(String delta, String finish) {
    return "data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n"
        .formatted(delta, finish);
  }
}
