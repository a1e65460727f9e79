package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.ManyFormats;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Tests sessions whose client sends tool results twice, as Gemini CLI 0.61 does after resuming:
/// vendors that count results refuse them.
final class RepeatedResultsTest extends SharedGateway {
  private static final String BEIJING = "北京晴";
  private static final String SHANGHAI = "上海雨";
  private static final Map<String, String> PATHS =
      Map.of(
          "chat", "/v1/chat/completions",
          "messages", "/v1/messages",
          "responses", "/v1/responses",
          "cohere", "/v2/chat");

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
              ant: { dialect: anthropic, base-url: "%1$s", api-key: k }
              goo: { dialect: gemini, base-url: "%1$s", api-key: k }
              res: { dialect: responses, base-url: "%1$s", api-key: k }
              mis: { dialect: openai, base-url: "%1$s", api-key: k, like: mistral }
              aws: { dialect: bedrock, base-url: "%1$s", api-key: k }
              co: { dialect: cohere, base-url: "%1$s", api-key: k }
              oll: { dialect: ollama, base-url: "%1$s", api-key: k }
            """
                .formatted(upstream.baseUrl()));
  }

  /// Two calls of one tool at once.
  private static String calls(String door) {
    return both(
        switch (door) {
          case "chat", "cohere" ->
              "{\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}";
          case "messages" ->
              "{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"weather\",\"input\":{}}";
          case "responses" ->
              "{\"type\":\"function_call\",\"call_id\":\"%s\",\"name\":\"weather\",\"arguments\":\"{}\"}";
          default -> "{\"functionCall\":{\"id\":\"%s\",\"name\":\"weather\",\"args\":{}}}";
        });
  }

  private static String both(String form) {
    return form.formatted("c1", BEIJING) + "," + form.formatted("c2", SHANGHAI);
  }

  private static String result(String door) {
    return switch (door) {
      case "chat", "cohere" -> "{\"role\":\"tool\",\"tool_call_id\":\"%s\",\"content\":\"%s\"}";
      case "messages" -> "{\"type\":\"tool_result\",\"tool_use_id\":\"%s\",\"content\":\"%s\"}";
      case "responses" ->
          "{\"type\":\"function_call_output\",\"call_id\":\"%s\",\"output\":\"%s\"}";
      default ->
          "{\"functionResponse\":{\"id\":\"%s\",\"name\":\"weather\",\"response\":{\"output\":\"%s\"}}}";
    };
  }

  private static String content(String role, String parts) {
    return "{\"role\":\"%s\",\"parts\":[%s]}".formatted(role, parts);
  }

  private static String body(String door, String model, boolean stream, List<String> results) {
    var given = String.join(",", results);
    return switch (door) {
      case "chat", "cohere" ->
          """
          {"model":"%s","stream":%s,"messages":[{"role":"user","content":"天气"},
           {"role":"assistant","tool_calls":[%s]},%s,{"role":"user","content":"然后呢"}]}
          """
              .formatted(model, stream, calls(door), given);
      case "messages" ->
          """
          {"model":"%s","stream":%s,"max_tokens":9,"messages":[{"role":"user","content":"天气"},
           {"role":"assistant","content":[%s]},{"role":"user","content":[%s,{"type":"text","text":"然后呢"}]}]}
          """
              .formatted(model, stream, calls(door), given);
      case "responses" ->
          """
          {"model":"%s","stream":%s,"input":[{"role":"user","content":"天气"},%s,%s,{"role":"user","content":"然后呢"}]}
          """
              .formatted(model, stream, calls(door), given);
      default -> gemini(results.stream().map(each -> content("user", each)).toList());
    };
  }

  private static String gemini(List<String> results) {
    return "{\"contents\":[%s,%s,%s, %s]}"
        .formatted(
            content("user", "{\"text\":\"\\u5929气\"}"),
            content("model", calls("gemini")),
            String.join(",", results),
            content("user", "{\"text\":\"然后呢\"}"));
  }

  private static String path(String door, String model, boolean stream) {
    if (!door.equals("gemini")) return Objects.requireNonNull(PATHS.get(door));
    var verb = stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
    return "/v1beta/models/" + model + verb;
  }

  private ObjectNode sent(String path, String body, @Nullable String loss) throws Exception {
    upstream.always(new ManyFormats());
    var got = gateway.post(path, body);
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var losses = String.valueOf(got.header("x-gateway-losses"));
    if (loss == null) assertThat(losses).doesNotContain("repeated", "no-such-call");
    else assertThat(losses).contains(loss);
    var sent = (ObjectNode) upstream.take().json();
    sent.remove("stream"); // where it is off it may be left out
    return sent;
  }

  static Stream<Arguments> crossings() {
    var crossings = new ArrayList<Arguments>();
    for (var door : List.of("chat", "messages", "responses", "cohere", "gemini")) {
      for (var model : List.of("up/m", "mis/m", "ant/m", "goo/m", "res/m")) {
        if (isUntouched(door, model)) continue;
        for (boolean stream : new boolean[] {false, true}) {
          crossings.add(Arguments.of(door, model, stream));
        }
      }
      for (var model : List.of("aws/m", "co/m", "oll/m")) {
        if (!isUntouched(door, model)) crossings.add(Arguments.of(door, model, false));
      }
    }
    return crossings.stream();
  }

  /// Google's own is among those that are mended.
  private static boolean isUntouched(String door, String model) {
    return switch (door) {
      case "chat" -> model.equals("up/m");
      case "messages" -> model.equals("ant/m");
      case "responses" -> model.equals("res/m");
      case "cohere" -> model.equals("co/m");
      default -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void one_is_sent(String door, String model, boolean stream) throws Exception {
    var results = both(result(door));
    var path = path(door, model, stream);
    var once = sent(path, body(door, model, stream, List.of(results)), null);
    assertThat(once.toString())
        .containsOnlyOnce(BEIJING)
        .containsOnlyOnce(SHANGHAI)
        .contains("然后呢");
    var twice = sent(path, body(door, model, stream, List.of(results, results)), "repeated");
    assertThat(twice).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void another_result_of_the_same_call_is_told(String door, String model, boolean stream)
      throws Exception {
    var results = both(result(door));
    var other = result(door).formatted("c1", "天津雪");
    var path = path(door, model, stream);
    var sent = sent(path, body(door, model, stream, List.of(results, other)), "no-such-call");
    assertThat(sent.toString())
        .containsOnlyOnce(BEIJING)
        .containsOnlyOnce(SHANGHAI)
        .containsOnlyOnce("天津雪");
  }

  @Test
  void google_gets_all_other_bytes_as_they_were() throws Exception {
    var kept = content("user", both(result("gemini")));
    var image = "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AA==\"}}";
    var again = content("user", both(result("gemini")) + ", " + image);
    var path = path("gemini", "goo/m", true);
    sent(path, gemini(List.of(kept, again, kept)), "contents[3].functionResponse");
    var wanted = gemini(List.of(kept, content("user", image))).replace(", {", ",{");
    assertThat(upstream.requests().getLast().text()).isEqualTo(wanted);
  }

  /// Clients that name results after the tool, and those that name nothing.
  @ParameterizedTest
  @ValueSource(strings = {"\"id\":\"weather\",", ""})
  void equal_results_of_several_calls_are_all_sent(String id) throws Exception {
    var call = "{\"functionCall\":{\"name\":\"weather\",\"args\":{}}}";
    var response =
        "{\"functionResponse\":{%s\"name\":\"weather\",\"response\":{\"output\":\"晴\"}}}"
            .formatted(id);
    var form = "{\"contents\":[%s,%s,%s]}";
    var question = content("user", "{\"text\":\"天气\"}");
    var asked = content("model", call + "," + call);
    var once = form.formatted(question, asked, content("user", response + "," + response));
    var twice =
        form.formatted(
            question,
            asked,
            content("user", response + "," + response)
                + ","
                + content("user", response + "," + response));
    for (var model : List.of("goo/m", "up/m", "ant/m")) {
      var path = path("gemini", model, false);
      var sent = sent(path, once, null);
      assertThat(sent.toString().split("晴", -1)).hasSize(3);
      assertThat(sent(path, twice, "repeated")).isEqualTo(sent);
    }
  }
}
