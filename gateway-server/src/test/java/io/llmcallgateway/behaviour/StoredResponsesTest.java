package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.ResponsesLike;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that clients of the Responses API can refer to earlier answers by id, whichever provider
/// gave them.
final class StoredResponsesTest extends StoredResponses {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void three_turns_with_a_tool_reach_a_provider_of_another_format_whole(boolean stream)
      throws Exception {
    var how = ",\"stream\":" + stream + "," + TOOLS;
    var call =
        """
        {"tool_calls":[{"index":0,"id":"call_9","type":"function","function":{"name":"weather","arguments":"{}"}}]}\
        """;
    upstream.next(
        stream
            ? Scripts.stream(
                OpenAiLike.role("m"),
                OpenAiLike.chunk("m", call, "null"),
                OpenAiLike.finish("m", "tool_calls"),
                OpenAiLike.DONE)
            : Scripts.json(
                """
                {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
                 "message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_9","type":"function",
                  "function":{"name":"weather","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}\
                """));
    var first = ask("up/m", "\"instructions\":\"只说中文\",\"input\":\"杭州天气？\"" + how);
    assertThat(first.path("store").asBoolean()).isTrue();
    assertThat(first.path("previous_response_id").isNull()).isTrue();
    assertThat(first.at("/output/0/call_id").asString()).isEqualTo("call_9");
    upstream.take();

    var result = "[{\"type\":\"function_call_output\",\"call_id\":\"call_9\",\"output\":\"晴\"}]";
    var second = ask("up/m", after(first, result) + how);
    assertThat(second.path("previous_response_id").asString()).isEqualTo(id(first));
    var messages = upstream.take().json().path("messages");
    assertThat(roles(messages)).containsExactly("user", "assistant", "tool"); // no instructions
    assertThat(messages.at("/1/tool_calls/0/function/name").asString()).isEqualTo("weather");
    assertThat(messages.at("/2/content").asString()).isEqualTo("晴");

    var third = ask("up/m", after(second, "\"那明天呢？\"") + how);
    assertThat(third.path("previous_response_id").asString()).isEqualTo(id(second));
    messages = upstream.take().json().path("messages");
    assertThat(roles(messages)).containsExactly("user", "assistant", "tool", "assistant", "user");
    assertThat(messages.at("/0/content").asString()).isEqualTo("杭州天气？");
    assertThat(messages.at("/3/content").asString()).startsWith("你好！").contains("an echo.");
    assertThat(messages.at("/4/content").asString()).isEqualTo("那明天呢？");

    assertThat(gateway.get(RESPONSES + "/" + id(third)).json()).isEqualTo(third);
    assertThat(gateway.get("/responses/" + id(second)).json()).isEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void three_turns_reach_a_provider_of_this_format_whole_and_under_its_own_ids(boolean stream)
      throws Exception {
    var how = ",\"stream\":" + stream + "," + TOOLS;
    vendor.answers(ResponsesLike.reasoning(""), ResponsesLike.call("weather", "{}"));
    var first = ask("resp/gpt", "\"input\":[{\"role\":\"user\",\"content\":\"杭州天气？\"}]" + how);
    assertThat(id(first)).startsWith("resp_vendor");
    assertThat(upstream.take().json().has("store")).isFalse(); // as the client sent it

    vendor.answers(
        ResponsesLike.reasoning(",\"encrypted_content\":\"gAAAvendor\""),
        ResponsesLike.message("晴天"));
    var result = "[{\"type\":\"function_call_output\",\"call_id\":\"call_v1\",\"output\":\"晴\"}]";
    var second = ask("resp/gpt", after(first, result) + ",\"store\":true" + how);
    assertThat(second.path("previous_response_id").asString()).isEqualTo(id(first));
    assertThat(second.path("store").asBoolean()).isTrue();
    var sent = upstream.take().json();
    assertThat(sent.has("previous_response_id")).isFalse();
    assertThat(sent.path("store").asBoolean()).isTrue();
    assertThat(sent.path("input").findValuesAsString("type"))
        .containsExactly("function_call", "function_call_output"); // the first has no type
    assertThat(sent.at("/input/0/content").asString()).isEqualTo("杭州天气？");
    assertThat(sent.at("/input/1").has("id")).isFalse(); // it asked for reasoning left out

    var third = ask("resp/gpt", after(second, "\"那明天呢？\"") + how);
    sent = upstream.take().json();
    assertThat(sent.path("input").findValuesAsString("type"))
        .containsExactly(
            "function_call",
            "function_call_output",
            "reasoning",
            "message",
            "output_text",
            "message");
    assertThat(sent.at("/input/3/encrypted_content").asString()).isEqualTo("gAAAvendor");
    assertThat(sent.at("/input/4/id").asString()).isEqualTo("msg_v1");
    assertThat(sent.at("/input/5/content").asString()).isEqualTo("那明天呢？");
    assertThat(gateway.get(RESPONSES + "/" + id(third)).json()).isEqualTo(third);
  }

  @Test
  void signed_reasoning_goes_back_to_who_signed_it() throws Exception {
    upstream.next(
        Scripts.json(
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"c","content":[
              {"type":"thinking","thinking":"先查天气。","signature":"c2lnLTE="},
              {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"杭州"}}],
             "stop_reason":"tool_use","usage":{"input_tokens":9,"output_tokens":9}}\
            """),
        Scripts.json(
            """
            {"id":"msg_2","type":"message","role":"assistant","model":"c","content":[{"type":"text","text":"晴天"}],
             "stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":9}}\
            """));
    var how = ",\"max_output_tokens\":9000,\"reasoning\":{\"effort\":\"low\"}," + TOOLS;
    var first = ask("ant/c", "\"input\":\"杭州天气？\"" + how);
    upstream.take();
    var call = first.path("output").get(first.path("output").size() - 1).path("call_id").asString();
    var result =
        "[{\"type\":\"function_call_output\",\"call_id\":\"" + call + "\",\"output\":\"晴\"}]";
    ask("ant/c", after(first, result) + how);
    var turn = upstream.take().json().at("/messages/1/content");
    assertThat(turn.at("/0/thinking").asString()).isEqualTo("先查天气。");
    assertThat(turn.at("/0/signature").asString()).isEqualTo("c2lnLTE=");
    assertThat(turn.at("/1/id").asString()).isEqualTo("toolu_1");
  }

  @Test
  void a_conversation_goes_on_where_another_provider_has_to_step_in() throws Exception {
    var first = ask("careful", "\"input\":\"杭州在哪里？\"");
    assertThat(id(first)).startsWith("resp_vendor");
    upstream.take();
    upstream.next(Scripts.json(500, OpenAiLike.error("down", "server_error")));
    var second = ask("careful", after(first, "\"那绍兴呢？\""));
    assertThat(id(second)).doesNotStartWith("resp_vendor");
    assertThat(upstream.take().target()).endsWith("/responses");
    assertThat(roles(upstream.take().json().path("messages")))
        .containsExactly("user", "assistant", "user");
    var third = ask("careful", after(second, "\"鲁迅呢？\""));
    assertThat(id(third)).startsWith("resp_vendor");
    assertThat(third.path("previous_response_id").asString()).isEqualTo(id(second));
    var input = upstream.take().json().path("input");
    assertThat(roles(input)).containsExactly("user", "assistant", "user", "assistant", "user");
  }

  @Test
  void the_input_of_a_response_is_listed_page_by_page() throws Exception {
    var first = ask("up/m", "\"input\":\"一\"");
    var second = ask("up/m", after(first, "[{\"role\":\"user\",\"content\":\"二\"}]"));
    var path = RESPONSES + "/" + id(second) + "/input_items";
    var all = gateway.get(path + "?order=asc").json();
    assertThat(all.path("object").asString()).isEqualTo("list");
    assertThat(roles(all.path("data"))).containsExactly("user", "assistant", "user");
    assertThat(all.at("/data/0/content/0/text").asString()).isEqualTo("一");
    assertThat(all.at("/data/2/content/0/type").asString()).isEqualTo("input_text");
    assertThat(all.path("has_more").asBoolean(true)).isFalse();

    var newest = gateway.get(path + "?limit=2").json();
    assertThat(newest.at("/data/0/content/0/text").asString()).isEqualTo("二");
    assertThat(newest.path("has_more").asBoolean()).isTrue();
    var rest = gateway.get(path + "?after=" + newest.path("last_id").asString()).json();
    assertThat(rest.path("data")).hasSize(1);
    assertThat(rest.path("first_id")).isEqualTo(all.path("first_id"));
    assertThat(gateway.get(path + "?limit=0").status()).isEqualTo(400);
    assertThat(gateway.get(path + "?after=nobody").error().path("param").asString())
        .isEqualTo("after");
  }

  @Test
  void a_stored_response_is_not_streamed_again() throws Exception {
    var answer = ask("up/m", "\"input\":\"你好\"");
    var got = gateway.get(RESPONSES + "/" + id(answer) + "?stream=true");
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.error().path("param").asString()).isEqualTo("stream");
    assertThat(gateway.get(RESPONSES + "/a/b").status()).isEqualTo(404);
  }

  @Test
  void tokens_are_counted_with_the_conversation_that_goes_before() throws Exception {
    var first = ask("up/m", "\"input\":\"从前有座山，山里有座庙，庙里有个老和尚\"");
    var alone = count("\"input\":\"接着说\"");
    var together = count(after(first, "\"接着说\""));
    assertThat(together).isGreaterThan(alone + 10);
  }

  private int count(String more) throws Exception {
    var got = gateway.post(RESPONSES + "/input_tokens", "{\"model\":\"up/m\"," + more + "}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    return got.json().path("input_tokens").asInt();
  }
}
