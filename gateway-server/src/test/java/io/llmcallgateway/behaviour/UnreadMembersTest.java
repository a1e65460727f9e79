package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.ManyFormats;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tests that an unknown member is a recorded loss wherever it stands in a request, and a refusal
/// in strict mode: tried in every object of a request of each format.
final class UnreadMembersTest extends SharedGateway {
  private static final String PNG = "iVBORw0KGgoAAAANSUhEUg==";

  /// What is in them is the user's or the model's, not the format's.
  private static final Set<String> FREE =
      Set.of("parameters", "input_schema", "json", "schema", "args", "response");

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
              own: { dialect: openai, base-url: "%1$s/v1", api-key: k }
              goo: { dialect: gemini, base-url: "%1$s", api-key: k }
              ant: { dialect: anthropic, base-url: "%1$s", api-key: k }
              res: { dialect: responses, base-url: "%1$s/v1", api-key: k }
            rules:
              - { provider: [own, ant, res], media: [image, document, audio] }
            """
                .formatted(upstream.uri()));
  }

  @BeforeEach
  void answerInAnyFormat() {
    upstream.always(new ManyFormats());
  }

  /// A way in, with a request that has each of its objects.
  enum Door {
    CHAT(
        "/v1/chat/completions",
        """
        {"model":"TO","stream":false,"reasoning":{"effort":"low"},"tool_choice":{"type":"function","function":{"name":"f"}},
         "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"}}},
         "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}},"cache_control":{"type":"ephemeral"}}],
         "messages":[{"role":"user","content":[{"type":"text","text":"看","cache_control":{"type":"ephemeral"}},
          {"type":"image_url","image_url":{"url":"data:image/png;base64,PNG"}},
          {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERi0xLjQK"}}]},
          {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"c1","content":"好"}]}\
        """),
    RESPONSES(
        "/v1/responses",
        """
        {"model":"TO","stream":false,"reasoning":{"effort":"low"},"tool_choice":{"type":"function","name":"f"},
         "text":{"format":{"type":"json_schema","name":"a","schema":{"type":"object"}}},
         "tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"custom","name":"g"}],
         "input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"看"},
          {"type":"input_image","image_url":"data:image/png;base64,PNG"},
          {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERi0xLjQK"}]},
          {"type":"message","role":"assistant","content":[{"type":"output_text","text":"好"}]},
          {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},
          {"type":"function_call_output","call_id":"c1","output":"好"},
          {"type":"custom_tool_call","call_id":"c2","name":"g","input":"x"},
          {"type":"custom_tool_call_output","call_id":"c2","output":"好"}]}\
        """),
    MESSAGES(
        "/v1/messages",
        """
        {"model":"TO","max_tokens":9000,"stream":false,"thinking":{"type":"disabled"},"tool_choice":{"type":"auto"},
         "system":[{"type":"text","text":"S","cache_control":{"type":"ephemeral"}}],
         "tools":[{"name":"f","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}],
         "messages":[{"role":"user","content":[{"type":"text","text":"看"},
          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"PNG"}},
          {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0xLjQK"}}]},
          {"role":"assistant","content":[{"type":"thinking","thinking":"想","signature":"c2ln"},
           {"type":"tool_use","id":"c1","name":"f","input":{}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":[{"type":"text","text":"好"}]}]}]}\
        """),
    GEMINI(
        "/v1beta/models/TO:generateContent",
        """
        {"systemInstruction":{"parts":[{"text":"S"}]},"generationConfig":{"thinkingConfig":{"thinkingBudget":0}},
         "tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT"}}]}],
         "contents":[{"role":"user","parts":[{"text":"看"},{"inline_data":{"mime_type":"image/png","data":"PNG"}}]},
          {"role":"model","parts":[{"functionCall":{"name":"f","args":{}}}]},
          {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"result":"好"}}}]}]}\
        """),
    CONVERSE(
        "/model/TO/converse",
        """
        {"system":[{"text":"S"}],"inferenceConfig":{"maxTokens":9},
         "toolConfig":{"toolChoice":{"tool":{"name":"f"}},"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}},
          {"cachePoint":{"type":"default"}}]},
         "messages":[{"role":"user","content":[{"text":"看"},{"image":{"format":"png","source":{"bytes":"PNG"}}},
          {"document":{"format":"pdf","name":"a","source":{"bytes":"JVBERi0xLjQK"}}},{"cachePoint":{"type":"default"}}]},
          {"role":"assistant","content":[{"toolUse":{"toolUseId":"c1","name":"f","input":{}}}]},
          {"role":"user","content":[{"toolResult":{"toolUseId":"c1","content":[{"text":"好"}]}}]}]}\
        """),
    COHERE(
        "/v2/chat",
        """
        {"model":"TO","stream":false,"thinking":{"type":"enabled"},"response_format":{"type":"json_object"},
         "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],
         "messages":[{"role":"user","content":[{"type":"text","text":"看"},{"type":"image_url","image_url":{"url":"data:image/png;base64,PNG"}}]},
          {"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"c1","content":[{"type":"document","document":{"data":"好"}}]}]}\
        """);

    private final String path;
    private final String body;

    Door(String path, String body) {
      this.path = path;
      this.body = body.replace("PNG", PNG);
    }

    String path(String target) {
      return path.replace("TO", target);
    }

    ObjectNode request(String target) {
      return (ObjectNode) Json.MAPPER.readTree(body.replace("TO", target));
    }
  }

  /// The paths of a request's objects, below the top one.
  private static List<String> objects(JsonNode node, String at) {
    var found = new ArrayList<String>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) found.addAll(objects(node.get(i), at + "/" + i));
    } else if (node.isObject()) {
      if (!at.isEmpty()) found.add(at);
      for (var member : node.properties()) {
        var name = member.getKey();
        boolean free =
            FREE.contains(name) || (name.equals("input") && member.getValue().isObject());
        // Google's parts with an unknown member, and a tool of another kind, are told whole
        if (!free) found.addAll(objects(member.getValue(), at + "/" + name));
      }
    }
    return found;
  }

  private static String told(String pointer) {
    return pointer.substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.') + ".zz";
  }

  private static boolean isToldWhole(Door door, String pointer) {
    return door == Door.GEMINI && pointer.matches(".*/parts/\\d+|/tools/\\d+|/generationConfig");
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void no_unknown_member_vanishes_untold(Door door) throws Exception {
    for (var target : door == Door.CHAT ? List.of("ant/m", "res/m") : List.of("own/m", "goo/m")) {
      if (door == Door.GEMINI && target.startsWith("goo")) continue;
      var all = objects(door.request(target), "");
      assertThat(all).hasSizeGreaterThan(9);
      for (var pointer : all) {
        if (isToldWhole(door, pointer)) continue;
        var request = door.request(target);
        ((ObjectNode) request.at(pointer)).put("zz", "未知");
        var got = gateway.post(door.path(target), request.toString());
        assertThat(got.status()).as(target + " " + pointer + got).isEqualTo(200);
        assertThat(got.header("x-gateway-losses"))
            .as(target + " " + pointer)
            .contains(told(pointer) + ":only-");
        var strict = gateway.post(door.path(target), request.toString(), "x-gateway-strict: true");
        assertThat(strict.status()).as(target + " " + pointer).isEqualTo(400);
        assertThat(strict.text()).contains(".zz'");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void what_readers_know_is_not_told_as_unknown(Door door) throws Exception {
    var got = gateway.post(door.path("own/m"), door.request("own/m").toString());
    assertThat(got.status()).as(got.toString()).isEqualTo(200);
    var losses = got.header("x-gateway-losses");
    assertThat(losses == null ? "" : losses).doesNotContain("only-");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, ant/m, 'guided_json', 400",
    "/v1/chat/completions, ant/m, 'store', 200",
    "/v1/chat/completions, own/m, 'guided_json', 200",
    "/v1/messages, own/m, 'zz', 400",
    "/v1/messages, own/m, 'diagnostics', 200"
  })
  void a_strict_request_has_no_unknown_member_at_the_top(
      String path, String target, String name, int status) throws Exception {
    var body =
        "{\"model\":\"%s\",\"max_tokens\":9,\"%s\":{\"甲\":1},\"messages\":[{\"role\":\"user\",\"content\":\"嗨\"}]}"
            .formatted(target, name);
    var got = gateway.post(path, body, "x-gateway-strict: true");
    assertThat(got.status()).as(got.toString()).isEqualTo(status);
    if (status == 400) assertThat(got.text()).contains("'" + name + "'");
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void thousands_of_unknown_members_are_told_as_few(boolean stream) throws Exception {
    var messages = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      messages.append("{\"role\":\"user\",\"content\":\"嗨\",\"zz\":1,\"z%d\":2},".formatted(i));
    }
    var body =
        "{\"model\":\"ant/m\",\"stream\":%s,\"messages\":[%s{\"role\":\"user\",\"content\":\"终\"}]}"
            .formatted(stream, messages);
    var got = gateway.post("/v1/chat/completions", body);
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.require("x-gateway-losses")).contains("messages[0].zz:only-openai");
  }
}
