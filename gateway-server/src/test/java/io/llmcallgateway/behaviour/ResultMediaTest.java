package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Images in tool results on their way to chat completions, where results hold text only.
final class ResultMediaTest extends SharedGateway {
  private static final String PNG = "iVBORw0KGgoAAAANSUhEUg==";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
              blind: { dialect: openai, base-url: "%1$s", api-key: k }
              mis: { dialect: openai, base-url: "%1$s", api-key: k, like: mistral }
            rules:
              - { provider: blind, model: "*", media: [] }
            """
                .formatted(upstream.baseUrl()));
  }

  private JsonNode messages(String model, String content, String after) throws Exception {

    var body =
        """
        {"model":"%s","max_tokens":9,
         "tools":[{"name":"shot","input_schema":{"type":"object"}}],
         "messages":[{"role":"user","content":"截图"},
          {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"shot","input":{}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[%s]}%s]}]}
        """
            .formatted(model, content, after);
    var got = gateway.post("/v1/messages", body);
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    return upstream.take().json().path("messages");
  }

  private static String image() {
    return "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"%s\"}}"
        .formatted(PNG);
  }

  private static ArrayList<String> roles(JsonNode messages) {
    var roles = new ArrayList<String>();
    for (var message : messages) roles.add(message.path("role").asString());
    return roles;
  }

  @Test
  void images_stand_at_the_beginning_of_the_user_s_message_after_the_result() throws Exception {
    var both = "{\"type\":\"text\",\"text\":\"看\"}," + image() + "," + image();
    var messages = messages("up/m", both, ",{\"type\":\"text\",\"text\":\"然后呢\"}");
    assertThat(roles(messages)).containsExactly("user", "assistant", "tool", "user");
    assertThat(messages.at("/2/content").asString()).isEqualTo("看");
    var parts = messages.at("/3/content");
    assertThat(parts).hasSize(4);
    assertThat(parts.at("/0/text").asString()).isEqualTo("From the tool call t1:");
    assertThat(parts.at("/1/image_url/url").asString()).isEqualTo("data:image/png;base64," + PNG);
    assertThat(parts.at("/3/text").asString()).isEqualTo("然后呢");
  }

  @Test
  void one_turn_of_the_assistant_stands_between_where_it_must() throws Exception {
    var messages = messages("mis/m", image(), ",{\"type\":\"text\",\"text\":\"然后呢\"}");
    assertThat(roles(messages)).containsExactly("user", "assistant", "tool", "assistant", "user");
    assertThat(messages.at("/4/content")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"type\":\"text\",\"text\":\"看\"},"})
  void words_stand_for_an_image_that_the_model_does_not_take(String before) throws Exception {
    var messages = messages("blind/m", before + image(), "");
    assertThat(roles(messages)).containsExactly("user", "assistant", "tool");
    assertThat(messages.at("/2/content").asString())
        .startsWith(before.isEmpty() ? "[image left out" : "看\n[image left out");
  }
}
