package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tests that unsigned reasoning returns to the vendor that wants it, in the vendor's member,
/// through agents of each format.
final class ReturnedThoughtsTest extends SharedGateway {
  private static final String THOUGHT = "先看看文件。";
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"p\":{\"type\":\"string\"}}}";
  private static final String CALL =
      "{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"read\",\"arguments\":\"{}\"}}";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) {
    var gemini =
        "  gem: { dialect: gemini, base-url: \"%s\", api-key: k }\n".formatted(upstream.uri());
    return RunningGateway.on(upstream).yaml(AskedThoughtsTest.rows(upstream) + gemini);
  }

  /// How an agent asks, and what of an answer it sends back.
  enum Door {
    MESSAGES,
    MESSAGES_OMITTED,
    RESPONSES,
    GEMINI,
    GEMINI_SHOWN,
    GEMINI_KEPT,
    LANGCHAIN_GOOGLE;

    String path(String model, boolean stream) {
      return switch (this) {
        case MESSAGES, MESSAGES_OMITTED -> "/v1/messages";
        case RESPONSES -> "/v1/responses";
        case GEMINI, GEMINI_SHOWN, GEMINI_KEPT, LANGCHAIN_GOOGLE ->
            "/v1beta/models/"
                + model
                + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
      };
    }

    /// @param back the turn and its result, after a comma; empty at first
    String body(String model, boolean stream, String back) {
      return switch (this) {
        case MESSAGES, MESSAGES_OMITTED ->
            """
            {"model":"%s","max_tokens":9000,"stream":%s,"thinking":{"type":"adaptive"%s},
             "messages":[{"role":"user","content":"看 a"}%s],
             "tools":[{"name":"read","input_schema":%s}]}\
            """
                .formatted(
                    model,
                    stream,
                    this == MESSAGES ? "" : ",\"display\":\"omitted\"",
                    back,
                    SCHEMA);
        case RESPONSES ->
            """
            {"model":"%s","stream":%s,"store":false,"include":["reasoning.encrypted_content"],
             "input":[{"role":"user","content":"看 a"}%s],
             "tools":[{"type":"function","name":"read","parameters":%s}]}\
            """
                .formatted(model, stream, back, SCHEMA);
        case GEMINI, GEMINI_SHOWN, GEMINI_KEPT, LANGCHAIN_GOOGLE ->
            """
            {"contents":[{"role":"user","parts":[{"text":"看 a"}]}%s],
             "generationConfig":{"thinkingConfig":{"includeThoughts":%s}},
             "tools":[{"functionDeclarations":[{"name":"read","parametersJsonSchema":%s}]}]}\
            """
                .formatted(back, this != GEMINI, SCHEMA);
      };
    }

    String back(RawAnswer got, boolean stream) {
      return switch (this) {
        case MESSAGES, MESSAGES_OMITTED ->
            ",{\"role\":\"assistant\",\"content\":%s},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c1\",\"content\":\"甲\"}]}"
                .formatted(stream ? blocks(got) : got.json().path("content"));
        case RESPONSES -> {
          var output = stream ? completed(got) : got.json().path("output");
          var items = new StringBuilder();
          for (var item : output) items.append(',').append(item);
          var last = output.get(output.size() - 1).path("call_id");
          yield items
              + ",{\"type\":\"function_call_output\",\"call_id\":%s,\"output\":\"甲\"}"
                  .formatted(last);
        }
        case GEMINI, GEMINI_SHOWN, GEMINI_KEPT, LANGCHAIN_GOOGLE ->
            ",{\"role\":\"model\",\"parts\":%s},{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"read\",\"response\":{\"output\":\"甲\"}}}]}"
                .formatted(parts(got, stream));
      };
    }

    private static ArrayNode blocks(RawAnswer got) {
      var blocks = Json.MAPPER.createArrayNode();
      for (var data : got.events()) {
        if (!data.startsWith("{")) continue;
        var event = Json.MAPPER.readTree(data);
        if (event.has("content_block")) blocks.add(event.path("content_block"));
        if (!event.path("type").asString("").equals("content_block_delta")) continue;
        var block = (ObjectNode) blocks.get(blocks.size() - 1);
        for (var member : List.of("thinking", "signature", "text")) {
          var piece = event.path("delta").path(member).asString("");
          if (!piece.isEmpty()) block.put(member, block.path(member).asString("") + piece);
        }
      }
      return blocks;
    }

    private static JsonNode completed(RawAnswer got) {
      for (var data : got.events()) {
        if (!data.startsWith("{")) continue;
        var event = Json.MAPPER.readTree(data);
        if (event.path("type").asString("").equals("response.completed")) {
          return event.at("/response/output");
        }
      }
      throw new AssertionError(got.text());
    }

    /// Gemini CLI drops thoughts from its history, LangChain for Python ids; Google's SDK for
    /// Python writes bytes in the other alphabet.
    private ArrayNode parts(RawAnswer got, boolean stream) {
      var answers = new ArrayList<JsonNode>();
      if (!stream) answers.add(got.json());
      else for (var data : got.events()) answers.add(Json.MAPPER.readTree(data));
      var parts = Json.MAPPER.createArrayNode();
      for (var answer : answers) {
        for (var part : answer.at("/candidates/0/content/parts")) {
          if (!part.has("functionCall") && !(this == GEMINI_KEPT && part.has("thought"))) continue;
          parts.add(part);
          if (this != LANGCHAIN_GOOGLE) continue;
          ((ObjectNode) part.path("functionCall")).remove("id");
          var signature = part.path("thoughtSignature").asString();
          ((ObjectNode) part)
              .put("thoughtSignature", signature.replace('+', '-').replace('/', '_'));
        }
      }
      return parts;
    }
  }

  private static Script answer(boolean stream, String member) {
    return stream
        ? Scripts.stream(
            chunk("{\"%s\":\"先看看\"}".formatted(member), "null"),
            chunk("{\"%s\":\"文件。\"}".formatted(member), "null"),
            chunk("{\"tool_calls\":[" + CALL + "]}", "\"tool_calls\""),
            "data: [DONE]\n\n")
        : Scripts.json(
            """
            {"id":"a","object":"chat.completion","model":"m","choices":[{"index":0,"finish_reason":"tool_calls",
             "message":{"role":"assistant","content":"","%s":"%s","tool_calls":[%s]}}]}\
            """
                .formatted(member, THOUGHT, CALL));
  }

  private static String chunk(String delta, String finish) {
    return "data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n"
        .formatted(delta, finish);
  }

  private static final Script WORDS =
      Scripts.json(
          """
          {"id":"b","object":"chat.completion","model":"m","choices":[{"index":0,"finish_reason":"stop",
           "message":{"role":"assistant","content":"好"}}]}\
          """);

  static Stream<Arguments> doorsAndVendors() {
    var vendors =
        List.of(
            "hosted_vllm/Qwen/Qwen3.6-27B reasoning",
            "house/Qwen/Qwen3.6-27B reasoning",
            "hosted_vllm/openai/gpt-oss-20b reasoning",
            "groq/openai/gpt-oss-120b reasoning",
            "groq/qwen/qwen3-32b reasoning",
            "cerebras/gpt-oss-120b reasoning",
            "deepseek/deepseek-v4-pro reasoning_content",
            "moonshot/kimi-k2.6 reasoning_content",
            "zai/glm-5 reasoning_content");
    return Stream.of(Door.values())
        .flatMap(
            door ->
                vendors.stream()
                    .flatMap(
                        vendor ->
                            Stream.of(false, true)
                                .map(
                                    stream ->
                                        Arguments.of(
                                            door,
                                            vendor.substring(0, vendor.indexOf(' ')),
                                            vendor.substring(vendor.indexOf(' ') + 1),
                                            stream))));
  }

  @ParameterizedTest
  @MethodSource("doorsAndVendors")
  void a_thought_before_a_call_goes_back_to_its_vendor(
      Door door, String model, String member, boolean stream) throws Exception {
    upstream.next(answer(stream, member));
    var first = gateway.post(door.path(model, stream), door.body(model, stream, ""));
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    upstream.take();

    upstream.next(WORDS);
    var back = door.back(first, stream);
    var second = gateway.post(door.path(model, false), door.body(model, false, back));
    assertThat(second.status()).as(second.text()).isEqualTo(200);
    var sent = upstream.take().json();
    assertThat(sent.at("/messages/1/" + member).asString("")).as(back).isEqualTo(THOUGHT);
    assertThat(sent.at("/messages/1/tool_calls/0/function/name").asString()).isEqualTo("read");
    assertThat(sent.at("/messages/2/content").asString()).contains("甲");
    for (var id : List.of("/messages/1/tool_calls/0/id", "/messages/2/tool_call_id")) {
      assertThat(sent.at(id).asString()).as(sent.toString()).isEqualTo("c1");
    }
    assertThat("" + second.header("x-gateway-losses")).doesNotContain("reasoning");
  }

  /// Google refuses signatures that are not its own, so what carries one's thoughts stays behind.
  @ParameterizedTest
  @EnumSource(names = {"GEMINI", "GEMINI_SHOWN", "GEMINI_KEPT", "LANGCHAIN_GOOGLE"})
  void another_vendors_thought_does_not_go_to_gemini(Door door) throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      var model = "deepseek/deepseek-v4-pro";
      upstream.next(answer(stream, "reasoning_content"));
      var first = gateway.post(door.path(model, stream), door.body(model, stream, ""));
      assertThat(first.status()).as(first.text()).isEqualTo(200);
      upstream.take();

      upstream.next(
          Scripts.json(
              "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"好\"}]},\"finishReason\":\"STOP\",\"index\":0}]}"));
      var turned = "gem/gemini-3.5-flash";
      var back = door.back(first, stream);
      var second = gateway.post(door.path(turned, false), door.body(turned, false, back));
      assertThat(second.status()).as(second.text()).isEqualTo(200);
      var call = upstream.take().json().at("/contents/1/parts").valueStream().toList().getLast();
      assertThat(call.path("functionCall").path("name").asString()).isEqualTo("read");
      assertThat(call.path("thoughtSignature").asString(""))
          .isEqualTo("skip_thought_signature_validator");
    }
  }

  /// Google signs the call, not its summary of the thought, and wants only that back.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothing_is_lost_of_geminis_thought_at_the_responses_door(boolean stream) throws Exception {
    var answer =
        "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"想\",\"thought\":true},"
            + "{\"functionCall\":{\"name\":\"read\",\"args\":{}},\"thoughtSignature\":\"c2ln\"}]},\"finishReason\":\"STOP\",\"index\":0}]}";
    upstream.next(stream ? Scripts.stream("data: " + answer + "\r\n\r\n") : Scripts.json(answer));
    var door = Door.RESPONSES;
    var model = "gem/gemini-3.5-flash";
    var first = gateway.post(door.path(model, stream), door.body(model, stream, ""));
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(first.text()).contains("想");
    upstream.take();
    upstream.next(
        Scripts.json(
            "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"好\"}]},\"finishReason\":\"STOP\",\"index\":0}]}"));
    var second =
        gateway.post(door.path(model, false), door.body(model, false, door.back(first, stream)));
    assertThat(upstream.take().json().at("/contents/1/parts/0/thoughtSignature").asString())
        .isEqualTo("c2ln");
    assertThat("" + second.header("x-gateway-losses")).doesNotContain("signature-lost");
  }
}
