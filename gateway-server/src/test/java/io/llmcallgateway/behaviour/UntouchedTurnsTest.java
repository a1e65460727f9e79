package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Tests chat clients' requests to vendors of the same format: only bytes the vendor does not
/// accept change, and equally in each turn, so that its prompt cache hits.
@ExtendWith(LeakCheck.class)
class UntouchedTurnsTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String ANSWER =
      """
      {"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"好"},"finish_reason":"stop"}],
       "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}\
      """;
  private static final String[] EVENTS = {
    "data:"
        + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"好\"},\"finish_reason\":null}]}\n\n",
    "data:"
        + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}\n\n",
    "data: [DONE]\n\n"
  };
  private static final String TOOLS =
      "\"tools\" :[{\"type\":\"function\",\"function\":{\"name\":\"read\",\"description\":\"读"
          + " \\u6587件\",\"parameters\":{\"type\":\"object\",\"properties\":{\"z\":{\"type\":\"string\"},\"a\":{}}}}}]";

  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    var yaml = new StringBuilder();
    for (var row :
        new String[] {
          "mistral", "deepseek", "moonshot", "zhipu", "zai", "minimax", "openai", "dashscope"
        }) {
      yaml.append("  %s: { base-url: \"%s/v1\", api-key: k }\n".formatted(row, upstream.uri()));
    }
    yaml.append(
        "  own: { dialect: openai, base-url: \"%s/v1\", api-key: k }\n".formatted(upstream.uri()));
    gateway = RunningGateway.on(upstream).yaml(yaml.toString()).start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private String sent(String request) throws Exception {
    answered(request);
    return upstream.take().text();
  }

  private RawAnswer answered(String request) throws Exception {
    boolean stream = request.contains("\"stream\":true");
    upstream.next(stream ? Scripts.stream(EVENTS) : Scripts.json(ANSWER));
    var got = gateway.post(CHAT, request);
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    return got;
  }

  private static String request(String model, boolean stream, String messages) {
    return "{ \"model\":\"%s\", \"stream\":%s,%s,\"stream_options\":{\"include_usage\":true}, \"messages\":[%s]}"
        .formatted(model, stream, TOOLS, messages);
  }

  /// What an agent has after so many turns: the first answer is words, the others call a tool.
  private static String session(int turns, boolean thinks) {
    var messages = new StringBuilder("{\"role\":\"system\",\"content\":\"你是助手\"}");
    messages.append(" , {\"content\":\"你好\\u4f60\\/好\" ,\"role\":\"user\"}");
    for (int i = 1; i <= turns; i++) {
      var thought = thinks ? ",\"reasoning_content\":\"想\\n第%d步\"".formatted(i) : "";
      if (i == 1) {
        messages
            .append(",{\"role\":\"assistant\",\"content\":\"您好\"%s}".formatted(thought))
            .append(",{\"role\":\"user\",\"content\":\"看文件\"}");
        continue;
      }
      messages
          .append(
              ",{\"role\":\"assistant\", \"content\":%s".formatted(i % 2 == 0 ? "\"看\"" : "null"))
          .append(thought)
          .append(
              ",\"tool_calls\":[{\"index\":0,\"id\":\"call_%d\",\"type\":\"function\",\"function\":{\"name\":\"read\",\"arguments\":\"{\\\"z\\\": \\\"文件%d\\\"}\"}}] }"
                  .formatted(i, i))
          .append(
              ",{ \"role\":\"tool\",\"tool_call_id\":\"call_%d\",\"content\":\"结果%d\"}"
                  .formatted(i, i));
      if (i % 4 == 0) {
        messages
            .append(",{\"role\":\"assistant\",\"content\":\"读完了%d\"%s}".formatted(i, thought))
            .append(",{\"role\":\"user\",\"content\":\"再看\"}");
      }
    }
    return messages.toString();
  }

  static Stream<Arguments> sessions() {
    return Stream.of(
            "mistral/mistral-large-latest",
            "mistral/mistral-medium-latest",
            "deepseek/deepseek-v4-pro",
            "moonshot/kimi-k2.6",
            "zhipu/glm-5",
            "zai/glm-4.7",
            "minimax/MiniMax-M2",
            "own/deepseek-v4-pro",
            "openai/gpt-4o")
        .flatMap(
            model ->
                Stream.of(true, false)
                    .flatMap(
                        stream ->
                            Stream.of(true, false)
                                .map(thinks -> Arguments.of(model, stream, thinks))));
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void each_request_of_a_session_begins_with_the_bytes_of_the_one_before(
      String model, boolean stream, boolean thinks) throws Exception {
    var before = "";
    for (int turns = 0; turns <= 9; turns++) {
      var request = request(model, stream, session(turns, thinks));
      var sent = sent(request);
      assertThat(sent(request)).as("the same again").isEqualTo(sent);
      assertThat(sent).as("turn " + turns).startsWith(before);
      assertThat(sent).endsWith("]}").contains("你好\\u4f60\\/好\" ,\"role\":\"user\"}", TOOLS);
      before = sent.substring(0, sent.length() - 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "deepseek/deepseek-v4-pro, true",
    "moonshot/kimi-k2.6, true",
    "zhipu/glm-5, true",
    "zai/glm-4.7, true",
    "own/deepseek-v4-pro, true",
    "minimax/MiniMax-M2, false",
    "openai/gpt-4o, true"
  })
  void a_client_that_says_all_as_the_vendor_wants_it_keeps_its_bytes(String model, boolean thinks)
      throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      var request = request(model, stream, session(8, thinks));
      var name = model.substring(model.indexOf('/') + 1);
      var got = answered(request);
      assertThat(upstream.take().text()).isEqualTo(request.replace(model, name));
      assertThat(got.header("x-gateway-losses")).isNull();
      if (model.startsWith("minimax/")) continue; // its answers may have tags
      assertThat(got.text()).isEqualTo(stream ? String.join("", EVENTS) : ANSWER);
    }
  }

  private static String turn(String said, String id, String arguments) {
    return ("{\"role\":\"user\",\"content\":\"看\"}, {\"role\":\"assistant\", %s\"tool_calls\":["
            + " {\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"read\",\"arguments\":%s}}]},{\"role\":\"tool\",\"tool_call_id\""
            + " : \"%s\",\"content\":\"晴\"}")
        .formatted(said, id, arguments, id);
  }

  /// Mistral takes no options of a stream.
  private static String fitting(String model, String request) {
    return model.startsWith("mistral/")
        ? request.replaceFirst("\"stream_options\":\\{\"include_usage\":true}, ?", "")
        : request;
  }

  static Stream<Arguments> edits() {
    var thought = "\"reasoning_content\":\"想\\n\\\"看\\\"\"";
    return Stream.of(
        Arguments.of(
            "moonshot/kimi-k2.6",
            turn("\"content\":\"\",", "read:0", "\"{}\""),
            turn("\"content\":\"\",", "read:0", "\"{}\"")
                .replace(
                    "]},{\"role\":\"tool\"", "],\"reasoning_content\":\" \"},{\"role\":\"tool\"")),
        Arguments.of(
            "deepseek/deepseek-v4-flash",
            turn("\"content\":null,\"reasoning_content\":\"\",", "c1", "\"\""),
            turn("\"content\":null,\"reasoning_content\":\" \",", "c1", "\"{}\"")),
        Arguments.of(
            "zai/glm-5",
            turn(
                "\"content\":\"好\" , \"reasoning\" : \"想\",\"reasoning_content\":null,",
                "c1",
                "\"{}\""),
            turn("\"content\":\"好\" , \"reasoning_content\" : \"想\",", "c1", "\"{}\"")),
        Arguments.of(
            "mistral/mistral-large-latest",
            turn(thought + ",\"refusal\":null,\"content\":\"好\\t吧\",", "call_长id", "\"{}\""),
            turn(
                "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"想\\n"
                    + "\\\"看\\\"\"}]},{\"type\":\"text\",\"text\":\"好\\t吧\"}],",
                "NINE",
                "\"{}\"")),
        Arguments.of(
            "mistral/mistral-large-latest",
            turn(thought + ",\"content\":null,", "abcdefghi", "\"{}\""),
            turn(
                "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"想\\n"
                    + "\\\"看\\\"\"}]}],",
                "abcdefghi",
                "\"{}\"")),
        Arguments.of(
            "minimax/MiniMax-M2",
            turn("\"content\":\"好\"," + thought + ",", "c1", "\"{}\""),
            turn("\"content\":\"<think>想\\n\\\"看\\\"</think>\\n\\n好\",", "c1", "\"{}\"")),
        Arguments.of(
            "deepseek/deepseek-v4-pro",
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"\\u770b\"},{\"type\":\"text\",\"text\":\"看\"}]},{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},"
                + " {\"role\":\"user\",\"content\":\"说\"}",
            "{\"role\":\"user\",\"content\":\"\\u770b\\n"
                + "看\"},{\"role\":\"user\",\"content\":\"说\"}"));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void only_what_the_vendor_does_not_take_changes(String model, String said, String wanted)
      throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      var sent = sent(request(model, stream, said));
      var name = model.substring(model.indexOf('/') + 1);
      var id = sent.replaceFirst("(?s).*\"tool_call_id\" : \"([^\"]*)\".*", "$1");
      if (wanted.contains("NINE")) assertThat(id).matches("[a-zA-Z0-9]{9}");
      assertThat(sent).isEqualTo(fitting(model, request(name, stream, wanted.replace("NINE", id))));
    }
  }

  @Test
  void without_tools_reasoning_goes_to_nobody_who_may_refuse_it() throws Exception {
    var messages =
        "{\"role\":\"user\",\"content\":\"问\"},{\"role\":\"assistant\",\"content\":\"答\"%s},{\"role\":\"user\",\"content\":\"再问\"}";
    var request = "{\"model\":\"%s\",\"messages\":[%s]}";
    var said = messages.formatted(",\"reasoning_content\":\"想\"");
    assertThat(sent(request.formatted("deepseek/deepseek-v4-pro", said)))
        .isEqualTo(request.formatted("deepseek-v4-pro", messages.formatted("")));
  }

  @Test
  void what_ranges_cannot_mend_is_written_anew() throws Exception {
    var broken =
        "{\"role\":\"user\",\"content\":\"看\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"read\",\"arguments\":\"{}\"}}]},{\"role\":\"user\",\"content\":\"算了\"}";
    for (var model : new String[] {"deepseek/deepseek-v4-pro", "zai/glm-5"}) {
      var got = answered(request(model, false, broken));
      assertThat(upstream.take().json().at("/messages/2/tool_call_id").asString(""))
          .isEqualTo("c1");
      assertThat(got.require("x-gateway-losses")).contains("no-result");
    }
  }

  /// A turn that is cut short has a request to a strict vendor written anew.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "deepseek/deepseek-v4-pro|\"reasoning_effort\":\"medium\"",
        "deepseek/deepseek-v4-pro|\"reasoning_effort\":\"none\"",
        "deepseek/deepseek-v4-pro|\"thinking\":{\"type\":\"disabled\"},\"reasoning_effort\":\"high\"",
        "deepseek/deepseek-v4-pro|\"thinking\":{\"type\":\"enabled\",\"x\":1},\"temperature\":3.5",
        "deepseek/deepseek-v4-pro|\"tool_choice\":\"required\",\"reasoning_effort\":\"max\"",
        "deepseek/deepseek-reasoner|\"temperature\":0.2,\"max_completion_tokens\":70",
        "moonshot/kimi-k2.6|\"reasoning_effort\":\"high\",\"max_completion_tokens\":70",
        "moonshot/kimi-k2.6|\"temperature\":0.2,\"thinking\":{\"type\":\"disabled\"}",
        "zai/glm-5|\"reasoning_effort\":\"high\",\"temperature\":1.5,\"max_tokens\":9000000",
        "zhipu/glm-4.7|\"thinking\":{\"type\":\"enabled\",\"clear_thinking\":false},\"top_p\":0.5",
        "mistral/mistral-medium-latest|\"reasoning_effort\":\"low\",\"temperature\":1.9,\"seed\":3",
        "minimax/MiniMax-M2|\"reasoning_effort\":\"low\",\"temperature\":1.9"
      })
  void a_request_that_is_written_anew_asks_for_the_same(String model, String given)
      throws Exception {
    var whole = turn("\"content\":null,\"reasoning_content\":\"想\",", "abcdefghi", "\"{}\"");
    var cut = whole.substring(0, whole.indexOf(",{\"role\":\"tool\""));
    var next = ",{\"role\":\"user\",\"content\":\"算了\"}";
    for (boolean stream : new boolean[] {false, true}) {
      var untouched = asked(request(model, stream, whole), given);
      var anew = asked(request(model, stream, cut + next), given);
      assertThat(anew.path("messages").toString()).contains("interrupted");
      assertThat(members(anew)).isEqualTo(members(untouched));
    }
  }

  private JsonNode asked(String request, String given) throws Exception {
    answered(request.replaceFirst("\\{", "{" + given + ","));
    return upstream.take().json();
  }

  /// What is asked for beside the conversation and the form of the answer.
  private static Map<String, JsonNode> members(JsonNode request) {
    var members = new TreeMap<String, JsonNode>();
    for (var each : request.properties()) members.put(each.getKey(), each.getValue());
    members.keySet().removeAll(List.of("messages", "stream", "stream_options"));
    return members;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "openai/gpt-5|\"max_tokens\":70|\"max_completion_tokens\":70|max_tokens:as-max_completion_tokens",
        "openai/o3|\"max_tokens\":70,"
            + " \"temperature\":0.2|\"max_completion_tokens\":70|temperature:rejected-by-model",
        "openai/gpt-4o|\"max_tokens\":70,\"temperature\":0.2|\"max_tokens\":70,\"temperature\":0.2|",
        "own/m|\"max_completion_tokens\" : 70|\"max_tokens\" :"
            + " 70|max_completion_tokens:as-max_tokens",
        "own/gpt-5.1|\"max_tokens\":70|\"max_completion_tokens\":70|max_tokens:as-max_completion_tokens",
        "openai/gpt-5.1|\"temperature\":0.2|\"temperature\":0.2|",
        "openai/gpt-5.1|\"top_p\":0.2,\"reasoning_effort\":\"low\"|\"reasoning_effort\":\"low\"|top_p:rejected-by-model",
        "moonshot/kimi-k2.6|\"temperature\":0.2,\"thinking\":{\"type\":\"disabled\"}|\"thinking\":{\"type\":\"disabled\"}|temperature:unsupported",
        "zai/glm-5|\"temperature\":1.5|\"temperature\":1.0|temperature:clamped-to-1.0",
        "mistral/mistral-large-latest|\"tool_choice\":\"required\",\"seed\":3|\"tool_choice\":\"any\",\"random_seed\":3|",
        "zai/glm-5|\"tool_choice\":\"required\"|\"tool_choice\":\"auto\"|tool_choice:cannot-be-forced",
        "deepseek/deepseek-v4-pro|\"thinking\":{\"type\":\"enabled\",\"x\":1},\"reasoning_effort\":\"medium\"|\"thinking\":{\"type\":\"enabled\",\"x\":1},\"reasoning_effort\":\"medium\"|",
      })
  void limits_and_sampling_fit_the_model(String model, String given, String wanted, String loss)
      throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      var request =
          "{\"model\":\"%s\",\"stream\":%s,%s,\"stream_options\":{\"include_usage\":true},%s,"
              + " \"messages\":[{\"role\":\"user\",\"content\":\"嗨\"}]}";
      var got = answered(request.formatted(model, stream, TOOLS, given));
      var name = model.substring(model.indexOf('/') + 1);
      var expected = request.formatted(name, stream, TOOLS, wanted);
      assertThat(upstream.take().text()).isEqualTo(fitting(model, expected));
      if (loss == null) continue;
      assertThat(got.require("x-gateway-losses")).contains(loss);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "moonshot/kimi-k2.6|\"reasoning_effort\":\"high\"|thinking|{\"type\":\"enabled\"}",
        "deepseek/deepseek-v4-pro|\"reasoning_effort\":\"none\"|thinking|{\"type\":\"disabled\"}",
        "moonshot/kimi-k3|\"thinking\":{\"type\":\"enabled\"},\"reasoning_effort\":\"max\"|reasoning_effort|\"max\"",
        "dashscope/qwen3.5-plus|\"reasoning_effort\":\"none\"|enable_thinking|false",
        "deepseek/deepseek-v4-pro|\"tool_choice\":\"required\"|thinking|{\"type\":\"disabled\"}"
      })
  void another_vendors_words_for_reasoning_become_the_targets(
      String model, String given, String member, String wanted) throws Exception {
    answered(
        "{\"model\":\"%s\",%s,%s,\"messages\":[ {\"role\":\"user\",\"content\":\"\\u55e8\"}]}"
            .formatted(model, TOOLS, given));
    var sent = upstream.take();
    assertThat(sent.json().path(member).toString()).isEqualTo(wanted);
    assertThat(sent.text()).contains("[ {\"role\":\"user\",\"content\":\"\\u55e8\"}]");
    for (var other : new String[] {"reasoning_effort", "thinking", "enable_thinking"}) {
      if (!other.equals(member)) assertThat(sent.json().has(other)).as(other).isFalse();
    }
  }
}
