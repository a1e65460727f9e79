package io.llmcallgateway.upstream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Operation;
import org.junit.jupiter.api.Test;

final class DemoChatTest {
  private final Demo demo = new Demo();

  @Test
  void echo_repeats_the_last_user_message_in_the_shape_of_openai() {
    var answer =
        demo.chat(
            """
            {"model":"echo","messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"first"},\
            {"role":"assistant","content":"first"},{"role":"user","content":"你好，\\"world\\"\\n😀"}]}""");
    assertThat(answer.path("id").stringValue()).matches("chatcmpl-[A-Za-z0-9]{29}");
    assertThat(answer.path("object").stringValue()).isEqualTo("chat.completion");
    assertThat(answer.path("created").longValue()).isEqualTo(Demo.NOW.getEpochSecond());
    assertThat(answer.path("model").stringValue()).isEqualTo("echo");
    assertThat(answer.path("system_fingerprint").stringValue()).startsWith("fp_");
    var choice = answer.path("choices").path(0);
    assertThat(choice.path("message").path("role").stringValue()).isEqualTo("assistant");
    assertThat(choice.path("message").path("content").stringValue()).isEqualTo("你好，\"world\"\n😀");
    assertThat(choice.path("message").path("refusal").isNull()).isTrue();
    assertThat(choice.path("finish_reason").stringValue()).isEqualTo("stop");
    var usage = answer.path("usage");
    assertThat(usage.path("completion_tokens").intValue()).isEqualTo(8);
    assertThat(usage.path("prompt_tokens").intValue()).isEqualTo(3 + 4 * 4 + 2 + 1 + 1 + 8);
    assertThat(usage.path("total_tokens").intValue()).isEqualTo(8 + 31);
  }

  @Test
  void text_parts_are_joined_and_images_cost_tokens() {
    var answer =
        demo.chat(
            """
            {"model":"echo","messages":[{"role":"user","content":[{"type":"text","text":"看图"},\
            {"type":"image_url","image_url":{"url":"data:,"}},{"type":"text","text":"说话"}]}]}""");
    assertThat(answer.at("/choices/0/message/content").stringValue()).isEqualTo("看图\n说话");
    assertThat(answer.at("/usage/prompt_tokens").intValue()).isGreaterThan(85);
  }

  @Test
  void a_token_limit_cuts_the_answer() {
    var answer = demo.chat(Demo.ask("echo", "一二三四五", ",\"max_completion_tokens\":3"));
    assertThat(answer.at("/choices/0/message/content").stringValue()).isEqualTo("一二三");
    assertThat(answer.at("/choices/0/finish_reason").stringValue()).isEqualTo("length");
    assertThat(answer.at("/usage/completion_tokens").intValue()).isEqualTo(3);
  }

  @Test
  void several_choices_are_answered_each() {
    var answer = demo.chat(Demo.ask("echo", "hi", ",\"n\":3"));
    assertThat(answer.path("choices")).hasSize(3);
    assertThat(answer.at("/choices/2/index").intValue()).isEqualTo(2);
    assertThat(answer.at("/usage/completion_tokens").intValue()).isEqualTo(3);
  }

  @Test
  void stories_are_long_enough_and_in_the_language_of_the_prompt() {
    for (var story : Stories.all())
      assertThat(TokenSplitter.count(story)).isGreaterThanOrEqualTo(40);
    var chinese = demo.chat(Demo.ask("story", "讲个故事", ""));
    var english = demo.chat(Demo.ask("story", "Tell me a story", ""));
    assertThat(Stories.isChinese(chinese.at("/choices/0/message/content").stringValue())).isTrue();
    assertThat(Stories.isChinese(english.at("/choices/0/message/content").stringValue())).isFalse();
    assertThat(demo.chat(Demo.ask("story", "讲个故事", "")).path("choices"))
        .isEqualTo(chinese.path("choices"));
  }

  @Test
  void structured_answers_are_json_of_the_schema() {
    var json = demo.chat(Demo.ask("echo", "你好", ",\"response_format\":{\"type\":\"json_object\"}"));
    assertThat(json.at("/choices/0/message/content").stringValue()).isEqualTo("{\"echo\":\"你好\"}");
    var schema =
        """
        ,"response_format":{"type":"json_schema","json_schema":{"name":"p","schema":{"type":"object",\
        "properties":{"name":{"type":"string"},"age":{"type":"integer"}}}}}""";
    assertThat(
            demo.chat(Demo.ask("echo", "hi", schema))
                .at("/choices/0/message/content")
                .stringValue())
        .isEqualTo("{\"name\":\"Ada\",\"age\":3}");
  }

  @Test
  void completions_take_one_prompt_or_several() {
    var one = demo.plain(Operation.COMPLETION, "{\"model\":\"echo\",\"prompt\":\"你好\"}");
    assertThat(one.path("object").stringValue()).isEqualTo("text_completion");
    assertThat(one.path("id").stringValue()).startsWith("cmpl-");
    assertThat(one.at("/choices/0/text").stringValue()).isEqualTo("你好");
    assertThat(one.at("/usage/total_tokens").intValue()).isEqualTo(4);
    var two =
        demo.plain(Operation.COMPLETION, "{\"model\":\"echo\",\"prompt\":[\"a\",\"b\"],\"n\":2}");
    assertThat(two.path("choices").findValuesAsString("text")).containsExactly("a", "a", "b", "b");
    assertThat(two.at("/choices/3/index").intValue()).isEqualTo(3);
  }

  @Test
  void requests_that_openai_refuses_are_refused_with_its_codes() {
    assertThat(demo.error(400, "{\"model\":\"echo\"}").path("code").stringValue())
        .isEqualTo("missing_required_parameter");
    assertThat(demo.error(400, "{\"model\":\"echo\",\"messages\":[]}").path("code").stringValue())
        .isEqualTo("empty_array");
    assertThat(
            demo.error(400, "{\"model\":\"echo\",\"messages\":\"hi\"}").path("code").stringValue())
        .isEqualTo("invalid_type");
    var role = demo.error(400, "{\"model\":\"echo\",\"messages\":[{\"role\":\"boss\"}]}");
    assertThat(role.path("param").stringValue()).isEqualTo("messages[0].role");
    var hot = demo.error(400, Demo.ask("echo", "hi", ",\"temperature\":2.5"));
    assertThat(hot.path("code").stringValue()).isEqualTo("decimal_above_max_value");
    assertThat(hot.path("type").stringValue()).isEqualTo("invalid_request_error");
    assertThat(hot.path("param").stringValue()).isEqualTo("temperature");
    assertThat(demo.error(400, Demo.ask("embedding", "hi", "")).path("param").stringValue())
        .isEqualTo("model");
    var unknown = demo.error(404, Demo.ask("gpt-0", "hi", ""));
    assertThat(unknown.path("code").stringValue()).isEqualTo("model_not_found");
  }
}
