package io.llmcallgateway.dialect.openai;

import static io.llmcallgateway.dialect.openai.Kit.accepting;
import static io.llmcallgateway.dialect.openai.Kit.chat;
import static io.llmcallgateway.dialect.openai.Kit.json;
import static io.llmcallgateway.dialect.openai.Kit.losses;
import static io.llmcallgateway.dialect.openai.Kit.plain;
import static io.llmcallgateway.dialect.openai.Kit.refusing;
import static io.llmcallgateway.dialect.openai.Kit.rules;
import static io.llmcallgateway.dialect.openai.Kit.target;
import static io.llmcallgateway.dialect.openai.Kit.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRulesBuilder;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.Traits;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.rules.ModelRule;
import io.llmcallgateway.rules.RuleMember;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class RequestQuirksTest {
  private static final String HI = "{\"role\":\"user\",\"content\":\"你好\"}";
  private static final String TOOLS =
      ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}},"
          + "{\"type\":\"function\",\"function\":{\"name\":\"g\"}}]";
  private static final String CALLED =
      HI
          + ",{\"role\":\"assistant\",\"reasoning_content\":\"想\",\"content\":\"查\",\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":"
          + " 1.0}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"晴\"}";

  private static JsonNode with(TargetModel target, String messages, String more) {
    return write(chat(messages, more), target);
  }

  private static TargetModel textOnly() {
    var rules = new ModelRule(List.of(), List.of(), List.of(), Map.of(RuleMember.MEDIA, List.of()));
    var draft = ModelRulesBuilder.of(Set.of(), Traits.ALL);
    rules.apply(draft);
    return target(draft.build());
  }

  @Test
  void an_ordinary_request_stays_what_it_is() {
    var text =
        "{\"model\":\"acme-1\",\"messages\":["
            + HI
            + ",{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":"
            + " 1.0}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"晴\"}]"
            + TOOLS
            + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}},\"parallel_tool_calls\":false"
            + ",\"max_completion_tokens\":9,\"stop\":[\"完\"],\"temperature\":0.5,\"top_p\":0.9,\"seed\":3,\"logprobs\":true,\"top_logprobs\":2,\"n\":2"
            + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":{\"type\":\"object\"},\"strict\":true}}"
            + ",\"reasoning_effort\":\"low\",\"user\":\"u\",\"metadata\":{\"k\":\"v\"},\"service_tier\":\"flex\",\"prompt_cache_key\":\"c\",\"verbosity\":\"low\",\"store\":true}";
    var losses = losses();
    assertThat(write(Kit.read(text), plain(target()), losses)).isEqualTo(json(text));
    assertThat(losses.all()).isEmpty();
  }

  @Test
  void max_tokens_and_random_seed_are_renamed() {
    assertThat(
            with(refusing(Trait.MAX_COMPLETION_TOKENS), HI, ",\"max_completion_tokens\":7")
                .path("max_tokens"))
        .hasToString("7");
    var seeded = with(accepting(Trait.RANDOM_SEED), HI, ",\"seed\":7");
    assertThat(seeded.path("random_seed")).hasToString("7");
    assertThat(seeded.has("seed")).isFalse();
  }

  @Test
  void instructions_are_put_where_the_target_takes_them() {
    var two =
        "{\"role\":\"developer\",\"content\":\"一\"},{\"role\":\"system\",\"content\":\"二\"},"
            + HI
            + ",{\"role\":\"system\",\"content\":\"三\"}";
    assertThat(with(refusing(Trait.DEVELOPER_ROLE), two, "").at("/messages/0/role"))
        .hasToString("\"system\"");
    var one =
        with(refusing(Trait.SYSTEM_ANYWHERE, Trait.SEVERAL_SYSTEMS), two, "").path("messages");
    assertThat(one.at("/0/content").asString()).isEqualTo("一\n\n二");
    assertThat(one.at("/2/role").asString()).isEqualTo("user");
    var turns =
        with(
                refusing(Trait.REPEATED_ROLES),
                "{\"role\":\"assistant\",\"content\":\"先\"}," + HI + "," + HI,
                "")
            .path("messages");
    assertThat(turns.findValuesAsString("role")).containsExactly("user", "assistant", "user");
  }

  @Test
  void content_becomes_plain_where_it_must() {
    var parts =
        "{\"role\":\"user\",\"name\":\"n\",\"content\":[{\"type\":\"text\",\"text\":\"一\"},{\"type\":\"text\",\"text\":\"二\"}]}";
    assertThat(with(refusing(Trait.TEXT_PARTS), parts, "").at("/messages/0/content").asString())
        .isEqualTo("一\n二");
    assertThat(with(refusing(Trait.SPEAKER_NAMES), parts, "").at("/messages/0").has("name"))
        .isFalse();
    var image =
        "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a.cn/b\"}},{\"type\":\"text\",\"text\":\"看\"}]}";
    var losses = losses();
    var written = write(chat(image, ""), textOnly(), losses);
    assertThat(written.at("/messages/0/content").asString()).isEqualTo("看");
    assertThat(losses.report().header()).contains("no-image");
    assertThatThrownBy(() -> write(chat(image, ""), textOnly(), new Losses(true, "acme/acme-1")))
        .isInstanceOf(GatewayException.class);
  }

  @Test
  void tool_choice_is_said_in_the_target_s_words() {
    var required = TOOLS + ",\"tool_choice\":\"required\"";
    assertThat(with(target(Quirk.CHOICE_ANY), HI, required).path("tool_choice").asString())
        .isEqualTo("any");
    var none = with(refusing(Trait.TOOL_CHOICE), HI, TOOLS + ",\"tool_choice\":\"none\"");
    assertThat(none.has("tools")).isFalse();
    var named =
        with(
            refusing(Trait.TOOL_CHOICE),
            HI,
            TOOLS + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"g\"}}");
    assertThat(named.path("tools")).hasSize(1);
    assertThat(named.has("tool_choice")).isFalse();
    var allowed =
        write(
            chat(
                HI,
                TOOLS
                    + ",\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"g\"}}]}}"),
            target());
    assertThat(allowed.at("/tools/0/function/name").asString()).isEqualTo("g");
    assertThat(allowed.path("tool_choice").asString()).isEqualTo("required");
  }

  @Test
  void without_tools_calls_are_told_in_words() {
    var written = with(refusing(Trait.TOOLS), CALLED, TOOLS);
    assertThat(written.has("tools")).isFalse();
    assertThat(written.path("messages").toString()).contains("Called the tool f", "晴");
    assertThat(written.findValue("tool_calls")).isNull();
    assertThat(written.path("messages").findValuesAsString("role"))
        .containsExactly("user", "assistant", "user");
  }

  @Test
  void what_a_strict_target_does_not_know_is_left_out() {
    var more =
        ",\"store\":true,\"user\":\"u\",\"metadata\":{\"a\":\"b\"},\"verbosity\":\"low\",\"temperature\":1";
    var losses = losses();
    var written =
        write(
            chat(HI, more),
            plain(Kit.of(new Traits(Set.of(), Set.of(Trait.OTHER_MEMBERS, Trait.USER)))),
            losses);
    assertThat(written.propertyNames())
        .containsExactlyInAnyOrder("model", "messages", "temperature");
    assertThat(losses.report().header()).contains("store:", "user:", "metadata:", "verbosity:");
    assertThat(with(refusing(Trait.N), HI, ",\"n\":3").has("n")).isFalse();
    assertThat(
            with(
                    refusing(Trait.LOGPROBS, Trait.LOGIT_BIAS),
                    HI,
                    ",\"logprobs\":true,\"logit_bias\":{\"1\":2}")
                .size())
        .isEqualTo(4);
    assertThat(with(refusing(Trait.STREAM_OPTIONS), HI, "").has("stream_options")).isFalse();
    assertThat(with(accepting(Trait.TOP_K), HI, ",\"top_k\":3").path("top_k")).hasToString("3");
  }

  @Test
  void ids_have_nine_characters_on_both_sides() {
    var messages = with(target(Quirk.NINE_CHARACTER_IDS), CALLED, TOOLS).path("messages");
    var id = messages.at("/1/tool_calls/0/id").asString();
    assertThat(id).matches("[a-zA-Z0-9]{9}");
    assertThat(messages.at("/2/tool_call_id").asString()).isEqualTo(id);
  }

  @Test
  void reasoning_goes_back_as_the_target_wants_it() {
    var plain = with(target(Quirk.RETURN_REASONING), CALLED, TOOLS).at("/messages/1");
    assertThat(plain.path("reasoning_content").asString()).isEqualTo("想");
    var parts = with(target(Quirk.RETURN_THINKING_PARTS), CALLED, TOOLS).at("/messages/1/content");
    assertThat(parts.at("/0/thinking/0/text").asString()).isEqualTo("想");
    assertThat(parts.at("/1/text").asString()).isEqualTo("查");
    assertThat(
            with(target(Quirk.RETURN_DETAILS), CALLED, TOOLS)
                .at("/messages/1/reasoning")
                .asString())
        .isEqualTo("想");
    var details =
        "[{\"type\":\"reasoning.text\",\"text\":\"想\",\"signature\":\"cw\",\"format\":\"anthropic-claude-v1\",\"index\":0},"
            + "{\"type\":\"reasoning.encrypted\",\"data\":\"ZA\",\"id\":\"rs_1\",\"format\":\"openai-responses-v1\",\"index\":1}]";
    var signed =
        HI
            + ",{\"role\":\"assistant\",\"content\":\"答\",\"reasoning_details\":"
            + details
            + "},"
            + HI;
    assertThat(with(target(Quirk.RETURN_DETAILS), signed, "").at("/messages/1/reasoning_details"))
        .isEqualTo(json(details));
    var losses = losses();
    write(chat(signed, ""), target(), losses);
    assertThat(losses.report().header()).contains("messages.reasoning:not-taken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "EFFORT|\"reasoning_effort\":\"xhigh\"|{\"reasoning_effort\":\"high\"}",
        "EFFORT|\"reasoning_effort\":\"none\"|{\"reasoning_effort\":\"low\"}",
        "EFFORT|\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}|{\"reasoning_effort\":\"low\"}",
        "SWITCH|\"reasoning_effort\":\"high\"|{\"thinking\":{\"type\":\"enabled\"},\"reasoning_effort\":\"high\"}",
        "SWITCH|\"reasoning\":{\"enabled\":false}|{\"thinking\":{\"type\":\"disabled\"}}",
        "ENABLE|\"reasoning_effort\":\"low\"|{\"enable_thinking\":true,\"thinking_budget\":2048}",
        "ENABLE|\"thinking\":{\"type\":\"disabled\"}|{\"enable_thinking\":false}",
        "OBJECT|\"reasoning_effort\":\"low\"|{\"reasoning\":{\"effort\":\"low\"}}",
        "OBJECT|\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}|{\"reasoning\":{\"max_tokens\":2000}}",
        "OBJECT|\"reasoning_effort\":\"none\"|{\"reasoning\":{\"enabled\":false}}",
        "PROMPT_MODE|\"reasoning_effort\":\"low\"|{\"prompt_mode\":\"reasoning\"}",
        "NONE|\"reasoning_effort\":\"low\"|{}",
      })
  void reasoning_is_asked_for_in_the_model_s_style(
      ReasoningStyle style, String member, String expected) {
    var rules = rules(style, Set.of(Effort.LOW, Effort.HIGH));
    var request = chat(HI, "," + member).edit();
    var asked = Objects.requireNonNull(request.reasoning);
    request.reasoning = // as a client of another format asks, whose words are not the target's
        new ReasoningOptions(asked.mode(), asked.effort(), asked.budget(), asked.shown());
    var written = write(request.build(), plain(target(rules)));
    var only = Kit.json("{}");
    for (var name : written.properties()) {
      if (name.getKey().equals("model") || name.getKey().equals("messages")) continue;
      ((ObjectNode) only).set(name.getKey(), name.getValue());
    }
    assertThat(only).isEqualTo(json(expected));
  }

  @Test
  void a_picture_in_a_tool_s_result_follows_as_the_user_s() {
    var messages =
        HI
            + ",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}"
            + ",{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":[{\"type\":\"text\",\"text\":\"图\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,QQ\"}}]}";
    var written = write(chat(messages, ""), target()).path("messages");
    assertThat(written.at("/2/content").asString()).isEqualTo("图");
    assertThat(written.at("/3/content/1/image_url/url").asString())
        .isEqualTo("data:image/png;base64,QQ");
  }
}
