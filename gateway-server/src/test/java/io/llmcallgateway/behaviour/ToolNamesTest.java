package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests tool names that the client's vendor accepts and the target does not.
@ExtendWith(LeakCheck.class)
class ToolNamesTest {
  private static final String LONG =
      "mcp__company-knowledge-base__search_documents_by_author_and_publication_date";

  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    gateway = RunningGateway.on(upstream).start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private static String request(boolean stream) {
    return """
    {"model":"up/m","max_tokens":100,"stream":%s,"tools":[
      {"name":"%s","input_schema":{"type":"object"}},
      {"name":"short","input_schema":{"type":"object"}}],
     "tool_choice":{"type":"tool","name":"%s"},
     "messages":[{"role":"user","content":"查一下"},
      {"role":"assistant","content":[
        {"type":"tool_use","id":"toolu_1","name":"%s","input":{}}]},
      {"role":"user","content":[
        {"type":"tool_result","tool_use_id":"toolu_1","content":"无"}]}]}\
    """
        .formatted(stream, LONG, LONG, LONG);
  }

  @Test
  void long_names_are_shortened_for_the_target_and_come_back_whole() throws Exception {
    upstream.next(
        (client, received) -> {
          var name = received.json().at("/tools/0/function/name").asString();
          Scripts.json(
                  """
                  {"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,
                  "message":{"role":"assistant","content":null,"tool_calls":[
                  {"id":"call_1","type":"function","function":{"name":"%s","arguments":"{}"}}]},
                  "finish_reason":"tool_calls"}]}\
                  """
                      .formatted(name))
              .play(client, received);
        });
    var got = gateway.post("/v1/messages", request(false));
    var asked = upstream.take().json();
    var name = asked.at("/tools/0/function/name").asString();
    assertThat(name).startsWith("mcp__company-knowledge-base__search").hasSize(64);
    assertThat(asked.at("/tools/1/function/name").asString()).isEqualTo("short");
    assertThat(asked.at("/tool_choice/function/name").asString()).isEqualTo(name);
    assertThat(asked.at("/messages/1/tool_calls/0/function/name").asString()).isEqualTo(name);
    assertThat(got.json().at("/content/0/name").asString()).as(got.text()).isEqualTo(LONG);
    assertThat(got.require("x-gateway-losses")).contains("tools.name:shortened");
  }

  @Test
  void streams_bring_the_whole_name_too() throws Exception {
    upstream.next(
        (client, received) -> {
          var name = received.json().at("/tools/0/function/name").asString();
          Scripts.stream(
                  """
                  data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"%s","arguments":"{}"}}]}}]}

                  data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

                  data: [DONE]

                  """
                      .formatted(name))
              .play(client, received);
        });
    var got = gateway.post("/v1/messages", request(true));
    assertThat(got.text()).contains("\"name\":\"" + LONG + "\"", "message_stop");
  }
}
