package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.ManyFormats;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tests images in tool results on their way to chat completions, whose results hold text only.
final class ResultMediaTest extends SharedGateway {
  private static final ManyFormats VENDOR = new ManyFormats();
  private static final String PNG = "iVBORw0KGgoAAAANSUhEUg==";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
              blind: { dialect: openai, base-url: "%1$s", api-key: k }
              co: { dialect: cohere, base-url: "%1$s", api-key: k }
              oll: { dialect: ollama, base-url: "%1$s", api-key: k }
              ant: { dialect: anthropic, base-url: "%1$s", api-key: k }
              goo: { dialect: gemini, base-url: "%1$s", api-key: k }
              aws: { dialect: bedrock, base-url: "%1$s", api-key: k }
              res: { dialect: responses, base-url: "%1$s", api-key: k }
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
    upstream.always(VENDOR);
    var got = gateway.post("/v1/messages", body);
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    return upstream.take().json().path("messages");
  }

  private static String image() {
    return "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"%s\"}}"
        .formatted(PNG);
  }

  private static List<String> roles(JsonNode messages) {
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

  @Test
  void cohere_gets_images_of_results_as_the_user_s() throws Exception {
    var both = "{\"type\":\"text\",\"text\":\"看\"}," + image();
    var messages = messages("co/command-a-vision", both, ",{\"type\":\"text\",\"text\":\"然后呢\"}");
    assertThat(roles(messages)).containsExactly("user", "assistant", "tool", "user");
    assertThat(messages.at("/2/content").asString()).isEqualTo("看");
    assertThat(messages.at("/3/content/1/image_url/url").asString()).endsWith(PNG);
  }

  @Test
  void ollama_gets_images_in_results_and_words_for_what_it_does_not_read() throws Exception {
    var pdf = image().replace("\"image\"", "\"document\"").replace("image/png", "application/pdf");
    var messages = messages("oll/qwen3-vl", image() + "," + pdf, "");
    assertThat(messages.at("/2/images/0").asString()).isEqualTo(PNG);
    assertThat(messages.at("/2/content").asString()).startsWith("[document left out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up/m", "co/m", "oll/m", "goo/m", "aws/m", "res/m"})
  void a_block_that_the_target_does_not_know_is_told_in_the_result_s_words(String model)
      throws Exception {
    var found =
        "{\"type\":\"tool_reference\",\"tool_name\":\"截图工具\"},{\"type\":\"search_result\","
            + "\"source\":\"https://a.example\",\"title\":\"鲁迅\",\"content\":[{\"type\":\"text\",\"text\":\"原名周树人\"}]}";
    messages(model, found, "");
    var sent = upstream.requests().getLast().text();
    assertThat(sent).contains("[tool_reference 截图工具]").contains("https://a.example 鲁迅 原名周树人]");
    messages("ant/claude-opus-4-8", found, "");
    assertThat(upstream.requests().getLast().text()).contains("\"type\":\"tool_reference\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up/m", "co/m", "oll/m"})
  void turns_of_which_nothing_remains_are_left_out(String model) throws Exception {
    var body =
        """
        {"model":"%s","max_tokens":9,"messages":[{"role":"user","content":"一"},
         {"role":"assistant","content":[{"type":"redacted_thinking","data":"c2ln"}]},{"role":"user","content":"二"}]}
        """
            .formatted(model);
    upstream.always(VENDOR);
    gateway.post("/v1/messages", body);
    var messages = upstream.take().json().path("messages");
    assertThat(roles(messages)).containsOnly("user");
    assertThat(messages.toString()).contains("二").doesNotContain("\"\"");
  }
}
