package io.llmcallgateway.upstream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class DemoToolsTest {
  private static final String WEATHER =
      """
      {"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{\
      "city":{"type":"string"},"unit":{"enum":["celsius","fahrenheit"]},"days":{"type":"integer","minimum":5},\
      "exact":{"type":"boolean"},"tags":{"type":"array","items":{"type":"string"},"minItems":2},\
      "at":{"$ref":"#/$defs/point"},"when":{"type":["null","string"],"format":"date"},\
      "limit":{"anyOf":[{"type":"null"},{"type":"number"}]}},"required":["city"],\
      "$defs":{"point":{"type":"object","properties":{"lat":{"type":"number","maximum":1.25}}}}}}}""";
  private static final String CLOCK = "{\"type\":\"function\",\"function\":{\"name\":\"clock\"}}";

  private final Demo demo = new Demo();

  @Test
  void calls_the_first_tool_with_arguments_of_its_schema() {
    var choice = demo.chat(ask("天气怎么样", "[" + WEATHER + "]", "")).at("/choices/0");
    assertThat(choice.path("finish_reason").stringValue()).isEqualTo("tool_calls");
    assertThat(choice.at("/message/content").isNull()).isTrue();
    var call = choice.at("/message/tool_calls/0");
    assertThat(call.path("id").stringValue()).matches("call_[A-Za-z0-9]{24}");
    assertThat(call.path("type").stringValue()).isEqualTo("function");
    assertThat(call.at("/function/name").stringValue()).isEqualTo("get_weather");
    assertThat(call.at("/function/arguments").stringValue())
        .isEqualTo(
            """
            {"city":"北京","unit":"celsius","days":5,"exact":true,"tags":["示例","示例"],\
            "at":{"lat":1.25},"when":"2026-01-15","limit":1.5}""");
  }

  @Test
  void two_tools_are_called_in_parallel_unless_forbidden() {
    var both = "[" + WEATHER + "," + CLOCK + "]";
    assertThat(names(demo.chat(ask("hi", both, "")))).containsExactly("get_weather", "clock");
    assertThat(names(demo.chat(ask("hi", both, ",\"parallel_tool_calls\":false"))))
        .containsExactly("get_weather");
  }

  @Test
  void the_choice_of_tool_is_honoured() {
    var both = "[" + WEATHER + "," + CLOCK + "]";
    var clock = ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"clock\"}}";
    assertThat(names(demo.chat(ask("hi", both, clock)))).containsExactly("clock");
    var none = demo.chat(ask("hi", both, ",\"tool_choice\":\"none\"")).at("/choices/0");
    assertThat(none.path("finish_reason").stringValue()).isEqualTo("stop");
    assertThat(none.at("/message/content").stringValue()).isNotBlank();
    var unknown = clock.replace("clock", "nobody");
    assertThat(demo.error(400, ask("hi", both, unknown)).path("param").stringValue())
        .isEqualTo("tool_choice");
  }

  @Test
  void streamed_calls_open_with_id_and_name_and_go_on_in_fragments() {
    var chunks = demo.chunks(ask("hi", "[" + WEATHER + "," + CLOCK + "]", ""));
    assertThat(chunks.getFirst().at("/choices/0/delta/content").isNull()).isTrue();
    assertThat(chunks.getLast().at("/choices/0/finish_reason").stringValue())
        .isEqualTo("tool_calls");
    var arguments = new StringBuilder[] {new StringBuilder(), new StringBuilder()};
    var opened = 0;
    for (var chunk : chunks.subList(1, chunks.size() - 1)) {
      var call = chunk.at("/choices/0/delta/tool_calls/0");
      int index = call.path("index").intValue();
      arguments[index].append(call.at("/function/arguments").stringValue());
      if (!call.has("id")) continue;
      assertThat(index).isEqualTo(opened++);
      assertThat(call.at("/function/arguments").stringValue()).isEmpty();
      assertThat(call.at("/function/name").stringValue()).isNotEmpty();
    }
    assertThat(opened).isEqualTo(2);
    assertThat(chunks).hasSizeGreaterThan(10);
    assertThat(Json.MAPPER.readTree(arguments[0].toString()).path("city").stringValue())
        .isEqualTo("Paris");
    assertThat(arguments[1]).hasToString("{}");
  }

  @Test
  void a_result_is_told_in_words() {
    var answer =
        demo.chat(
            """
            {"model":"tools","tools":[%s],"messages":[{"role":"user","content":"北京天气"},\
            {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",\
            "function":{"name":"get_weather","arguments":"{}"}}]},\
            {"role":"tool","tool_call_id":"call_1","content":"晴，18 度"}]}"""
                .formatted(WEATHER));
    assertThat(answer.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
    assertThat(answer.at("/choices/0/message/content").stringValue())
        .contains("get_weather", "晴，18 度");
  }

  @Test
  void a_schema_that_never_ends_is_cut() {
    var schema =
        """
        [{"type":"function","function":{"name":"f","parameters":{"type":"object",\
        "properties":{"next":{"$ref":"#"}}}}}]""";
    assertThat(names(demo.chat(ask("hi", schema, "")))).containsExactly("f");
  }

  private static String ask(String user, String tools, String more) {
    return Demo.ask("tools", user, ",\"tools\":" + tools + more);
  }

  private static List<String> names(JsonNode answer) {
    return answer.at("/choices/0/message/tool_calls").findValuesAsString("name");
  }
}
