package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests Claude Code's requests at other vendors' Messages endpoints: members for Anthropic alone
/// are cut out, reasoning is requested in the vendor's way, and no other byte changes.
@ExtendWith(LeakCheck.class)
class UntouchedMessagesTest {
  private static final String MESSAGE =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"好"}],"stop_reason":"end_turn",
       "stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}\
      """;
  private static final String[] EVENTS = {
    "event: message_start\n"
        + "data:"
        + " {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n",
    "event: content_block_start\n"
        + "data:"
        + " {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
    "event: content_block_delta\n"
        + "data:"
        + " {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"好\"}}\n\n",
    "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n",
    "event: message_delta\n"
        + "data:"
        + " {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":2}}\n\n",
    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"
  };
  private static final String BETAS =
      "anthropic-beta:"
          + " claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27";

  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    var yaml = new StringBuilder();
    for (var row : new String[] {"deepseek", "moonshot", "dashscope", "minimax", "anthropic"}) {
      yaml.append("  %s: { base-url: \"%s\", api-key: k }\n".formatted(row, upstream.uri()));
    }
    for (var row : new String[] {"zhipu", "zai"}) {
      yaml.append(
          "  %s: { base-url: \"%s/api/paas/v4\", api-key: k }\n".formatted(row, upstream.uri()));
    }
    gateway =
        RunningGateway.on(upstream)
            .yaml(yaml + "models:\n  fast: { targets: [anthropic/claude-haiku-4-5] }\n")
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private RawAnswer answered(String request) throws Exception {
    boolean stream = request.contains("\"stream\":true");
    upstream.next(stream ? Scripts.stream(EVENTS) : Scripts.json(MESSAGE));
    var got = gateway.post("/v1/messages?beta=true", request, BETAS);
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    return got;
  }

  private static final String AGENT =
      "{ \"model\":\"%s\", \"stream\":%s,"
          + " \"max_tokens\":32000,%s%s\"tools\":[{\"name\":\"read\",\"description\":\"读\\u6587件\"%s,"
          + "\"input_schema\":{\"type\":\"object\"}},{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}],\"system\":[%s{\"type\":\"text\",\"text\":\"你是助手\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}],"
          + " \"messages\":[%s]}";

  private static String sent(String model, boolean stream, String thinking, int turns) {
    var context = "\"context_management\":{\"edits\":[{\"type\":\"clear_thinking_20251015\"}]},";
    return AGENT.formatted(
        model,
        stream,
        thinking,
        context,
        ",\"defer_loading\":true,\"eager_input_streaming\":true",
        "{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: cc_version=2.1.197; cch=%s;\"}, "
            .formatted(Integer.toHexString(77_000 + turns)),
        turns(turns, true));
  }

  private static String wanted(String model, boolean stream, String thinking, int turns) {
    return AGENT.formatted(model, stream, thinking, "", "", "", turns(turns, false));
  }

  /// @param spoken whether a reminder is the system's
  private static String turns(int count, boolean spoken) {
    var messages = new StringBuilder("{\"role\":\"user\",\"content\":\"任\\u52a1\"}");
    for (int i = 1; i <= count; i++) {
      messages.append(
          ", {\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"想%1$d\",\"signature\":\"c2ln\"},{\"type\":\"tool_use\",\"id\":\"t_%1$d\",\"name\":\"read\",\"input\":{\"z\" : 1}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t_%1$d\",\"content\":\"结果\"}]}"
              .formatted(i));
      messages.append(
          spoken
              ? ",{\"role\":\"system\",\"content\":\"记得%d\"}".formatted(i)
              : ",{\"role\":\"user\",\"content\":\"<system>\\n记得%d\\n</system>\"}".formatted(i));
    }
    return messages.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "deepseek/deepseek-v4-pro|/anthropic|\"thinking\":{\"type\":\"adaptive\"},|\"thinking\":{\"type\":\"adaptive\"},",
        "moonshot/kimi-k2.6|/anthropic|\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},|\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},",
        "dashscope/qwen3-max|/apps/anthropic|\"thinking\":{\"type\":\"adaptive\"},|\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":8192},",
        "minimax/MiniMax-M3|/anthropic|\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":9},|\"thinking\":{\"type\":\"adaptive\"},",
        "zhipu/glm-5|/api/anthropic||",
        "zai/glm-4.7|/api/anthropic|\"thinking\":{\"type\":\"disabled\"},|\"thinking\":{\"type\":\"disabled\"},",
      })
  void only_what_is_anthropics_own_is_cut_out(String model, String path, String asked, String told)
      throws Exception {
    var name = model.substring(model.indexOf('/') + 1);
    for (boolean stream : new boolean[] {false, true}) {
      var before = "";
      for (int turns = 0; turns < 5; turns++) {
        var request = sent(model, stream, asked == null ? "" : asked, turns);
        var got = answered(request);
        var out = upstream.take();
        assertThat(out.target()).startsWith(path + "/v1/messages");
        assertThat(out.text()).isEqualTo(wanted(name, stream, told == null ? "" : told, turns));
        assertThat(out.text()).startsWith(before);
        before = out.text().substring(0, out.text().length() - 2);
        assertThat(out.header("anthropic-beta")).isNull();
        assertThat(got.require("x-gateway-losses"))
            .contains(
                "system:billing-header-left-out", "context_management:", "tools.defer_loading:")
            .contains("anthropic-beta.context-management-2025-06-27:unsupported");
      }
    }
  }

  @Test
  void claude_gets_all_of_it() throws Exception {
    var request =
        sent("anthropic/claude-opus-4-8", false, "\"thinking\":{\"type\":\"adaptive\"},", 3);
    var got = answered(request);
    var out = upstream.take();
    assertThat(out.text())
        .isEqualTo(request.replace("anthropic/claude-opus-4-8", "claude-opus-4-8"));
    assertThat("anthropic-beta: " + out.header("anthropic-beta")).isEqualTo(BETAS);
    assertThat(got.header("x-gateway-losses")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deepseek/deepseek-v4-pro", "zai/glm-5"})
  void the_attribution_is_a_line_of_a_longer_text_too(String model) throws Exception {
    var name = model.substring(model.indexOf('/') + 1);
    var request =
        "{\"model\":\"%s\",\"max_tokens\":9, %s\"messages\":["
            + " {\"role\":\"user\",\"content\":\"\\u55e8\"}]}";
    var line = "x-anthropic-billing-header: cc_version=2.1; cch=71fea;";
    answered(request.formatted(model, "\"system\" : \"" + line + "\\n你是\\n助手\","));
    assertThat(upstream.take().text())
        .isEqualTo(request.formatted(name, "\"system\" : \"你是\\n助手\","));
    answered(request.formatted(model, "\"system\":\"" + line + "\","));
    assertThat(upstream.take().text()).isEqualTo(request.formatted(name, ""));
    answered(
        request.formatted(
            model, "\"system\":[{\"type\":\"text\",\"text\":\"" + line + "\\n你是\"}],"));
    assertThat(upstream.take().text())
        .isEqualTo(request.formatted(name, "\"system\":[{\"type\":\"text\",\"text\":\"你是\"}],"));
  }

  @Test
  void a_translated_system_prompt_loses_that_line_alone() throws Exception {
    upstream.next(
        Scripts.json(
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"好\"},\"finish_reason\":\"stop\"}]}"));
    gateway.post(
        "/v1/messages",
        "{\"model\":\"up/m\",\"max_tokens\":9,\"system\":\"x-anthropic-billing-header: cch=1;\\n"
            + "你是助手\",\"messages\":[{\"role\":\"user\",\"content\":\"嗨\"}]}");
    assertThat(upstream.take().json().at("/messages/0/content").asString("")).isEqualTo("你是助手");
  }

  @Test
  void a_tool_can_be_forced_at_deepseek_where_it_does_not_think() throws Exception {
    var choice =
        "{\"model\":\"%s\",\"max_tokens\":99,%s\"tool_choice\":{\"type\":\"tool\",\"name\":\"web_search\"},\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}],\"messages\":[{\"role\":\"user\",\"content\":\"查\"}]}";
    var off = "\"thinking\":{\"type\":\"disabled\"},";
    answered(choice.formatted("deepseek/deepseek-v4-pro", "\"thinking\":{\"type\":\"adaptive\"},"));
    assertThat(upstream.take().text()).isEqualTo(choice.formatted("deepseek-v4-pro", off));
    answered(choice.formatted("deepseek/deepseek-v4-pro", ""));
    assertThat(upstream.take().json().at("/thinking/type").asString("")).isEqualTo("disabled");
    answered(choice.formatted("zai/glm-5", ""));
    assertThat(upstream.take().text()).isEqualTo(choice.formatted("glm-5", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\"},|\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":24576},",
        "\"output_config\" :"
            + " {\"effort\":\"high\",\"format\":{\"type\":\"json_schema\",\"schema\":{}}},|\"output_config\""
            + " : {\"format\":{\"type\":\"json_schema\",\"schema\":{}}},"
      })
  void a_group_s_older_claude_is_asked_as_it_knows_it(String asked, String told) throws Exception {
    var request =
        "{\"model\":\"%s\",\"max_tokens\":32000,%s\"messages\":[{\"role\":\"user\",\"content\":\"\\u55e8\"}]}";
    answered(request.formatted("fast", asked));
    assertThat(upstream.take().text()).isEqualTo(request.formatted("claude-haiku-4-5", told));
  }

  @Test
  void what_is_written_anew_after_all_tells_its_losses_once() throws Exception {
    var got =
        answered(
            "{\"model\":\"dashscope/qwen3-max\",\"stream\":false,\"max_tokens\":900,"
                + "\"thinking\":{\"type\":\"adaptive\"},\"messages\":["
                + "{\"role\":\"user\",\"content\":\"做\"},{\"role\":\"assistant\",\"content\":\"好\"},"
                + "{\"role\":\"system\",\"content\":\"记得\"}]}");
    assertThat(upstream.take().text()).contains("<system>\\n记得\\n</system>");
    assertThat(got.header("x-gateway-losses"))
        .contains("messages.role:system-as-user")
        .doesNotContain("messages[2].role");
  }
}
