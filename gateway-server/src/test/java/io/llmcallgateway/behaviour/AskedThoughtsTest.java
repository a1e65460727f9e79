package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests how requests for reasoning are written for each server, and that no model reasons where
/// the client's format means that none is wanted.
final class AskedThoughtsTest extends SharedGateway {
  /// Built-in rows of vendors whose models think, at the upstream.
  static String rows(ScriptedUpstream upstream) {
    var rows = new StringBuilder();
    for (var vendor :
        List.of(
            "hosted_vllm",
            "groq",
            "cerebras",
            "deepseek",
            "moonshot",
            "zai",
            "volcengine",
            "dashscope",
            "together_ai",
            "nvidia_nim",
            "siliconflow")) {
      rows.append(
          "  %s: { base-url: \"%s\", api-key: k, endpoint: openai }\n"
              .formatted(vendor, upstream.baseUrl()));
    }
    rows.append(
        "  house: { like: hosted_vllm, base-url: \"%s\", api-key: k }\n"
            .formatted(upstream.baseUrl()));
    return rows.toString();
  }

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) {
    return RunningGateway.on(upstream).yaml(rows(upstream));
  }

  /// Claude Code leaves `thinking` out where it is told not to think, and names an effort still.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deepseek/deepseek-v4-pro   | | /thinking/type   | disabled",
        "deepseek/deepseek-v4-pro   | high | /thinking/type | disabled",
        "moonshot/kimi-k2.6         | | /thinking/type   | disabled",
        "zai/glm-5                  | high | /thinking/type | disabled",
        "volcengine/doubao-seed-1-6 | | /thinking/type   | disabled",
        "dashscope/qwen3-32b        | | /enable_thinking | false",
        "siliconflow/Qwen/Qwen3-32B | | /enable_thinking | false",
        "hosted_vllm/Qwen/Qwen3-32B-FP8 | | /chat_template_kwargs/enable_thinking | false",
        "hosted_vllm/Qwen/Qwen3.8-27B | high | /chat_template_kwargs/enable_thinking | false",
        "house/zai-org/GLM-4.7      | high | /chat_template_kwargs/enable_thinking | false",
        "hosted_vllm/MiniMaxAI/MiniMax-M2.5 | | /chat_template_kwargs | ",
        "hosted_vllm/Qwen/Qwen3-Coder-30B-A3B-Instruct | | /chat_template_kwargs | ",
        "nvidia_nim/z-ai/glm5       | | /chat_template_kwargs/enable_thinking | false",
        "together_ai/Qwen/Qwen3.5-9B | | /reasoning/enabled | false",
        "together_ai/zai-org/GLM-5  | high | /reasoning/enabled | false",
        "together_ai/openai/gpt-oss-20b | high | /reasoning_effort | high",
        "groq/qwen/qwen3.6-27b      | | /reasoning_effort | none",
        "cerebras/zai-glm-4.7       | | /reasoning_effort | none",
        "dashscope/qwen3.6-plus     | high | /enable_thinking | false",
        "dashscope/qwen-plus        | high | /enable_thinking | false",
        "deepseek/deepseek-reasoner | | /thinking | ",
        "moonshot/kimi-k2.7-code    | | /thinking | ",
        "moonshot/kimi-k3           | high | /reasoning_effort | high",
        "moonshot/kimi-k3           | high | /thinking | ",
        "groq/openai/gpt-oss-120b   | high | /reasoning_effort | high",
        "groq/openai/gpt-oss-120b   | | /reasoning_effort | ",
      })
  void nobody_thinks_unasked_for_a_messages_client(
      String model, String effort, String member, String wanted) throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      upstream.next(Scripts.json(500, "{\"error\":{\"message\":\"no\"}}"));
      var asked = effort == null ? "" : ",\"output_config\":{\"effort\":\"" + effort + "\"}";
      gateway.post(
          "/v1/messages",
          """
          {"model":"%s","max_tokens":900,"stream":%s,"messages":[{"role":"user","content":"好"}]%s}\
          """
              .formatted(model, stream, asked));
      var sent = upstream.take().json();
      assertThat(sent.at(member).asString(""))
          .as(sent.toString())
          .isEqualTo(wanted == null ? "" : wanted);
      boolean off = "disabled".equals(wanted) || "false".equals(wanted);
      if (off) assertThat(sent.has("reasoning_effort")).as(sent.toString()).isFalse();
    }
  }

  /// A chat client's effort, from OpenAI's words to what servers of open models know.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hosted_vllm/Qwen/Qwen3.6-27B | \"reasoning_effort\":\"none\"   |"
            + " {\"enable_thinking\":false} | ",
        "hosted_vllm/Qwen/Qwen3.6-27B | \"reasoning_effort\":\"high\"   |"
            + " {\"enable_thinking\":true}  | ",
        "hosted_vllm/Qwen/Qwen3.8-27B | \"reasoning_effort\":\"high\"   |"
            + " {\"enable_thinking\":true}  | medium",
        "hosted_vllm/Qwen/Qwen3.8-27B | \"reasoning_effort\":\"max\"    |"
            + " {\"enable_thinking\":true}  | xhigh",
        "hosted_vllm/Qwen/Qwen3.8-27B | \"reasoning_effort\":\"low\"    | | low",
        "house/zai-org/GLM-5          | \"enable_thinking\":false      |"
            + " {\"enable_thinking\":false} | ",
        "hosted_vllm/Qwen/Qwen3.6-27B |"
            + " \"reasoning_effort\":\"none\",\"chat_template_kwargs\":{\"preserve_thinking\":true}"
            + " | {\"enable_thinking\":false,\"preserve_thinking\":true} | ",
        "groq/qwen/qwen3.6-27b        | \"reasoning_effort\":\"high\"   | | ",
        "groq/qwen/qwen3.6-27b        | \"reasoning_effort\":\"default\" | | default",
        "groq/qwen/qwen3.6-27b        | \"reasoning_effort\":\"none\"   | | none",
      })
  void an_effort_becomes_what_the_server_knows(
      String model, String asked, String kwargs, String effort) throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      upstream.next(Scripts.json(500, "{\"error\":{\"message\":\"no\"}}"));
      gateway.post(
          "/v1/chat/completions",
          "{\"model\":\"%s\",\"stream\":%s,%s,\"messages\":[{\"role\":\"user\",\"content\":\"好\"}]}"
              .formatted(model, stream, asked));
      var sent = upstream.take().json();
      assertThat(sent.has("chat_template_kwargs")).as(sent.toString()).isEqualTo(kwargs != null);
      if (kwargs != null) {
        assertThat(sent.path("chat_template_kwargs")).isEqualTo(Json.MAPPER.readTree(kwargs));
      }
      assertThat(sent.path("reasoning_effort").asString(""))
          .as(sent.toString())
          .isEqualTo(effort == null ? "" : effort);
    }
  }

  /// Chat completions leave it to the model.
  @ParameterizedTest
  @ValueSource(strings = {"deepseek/deepseek-v4-pro", "zai/glm-5", "moonshot/kimi-k2.6"})
  void a_chat_client_leaves_it_to_the_model(String model) throws Exception {
    upstream.next(Scripts.json(500, "{\"error\":{\"message\":\"no\"}}"));
    gateway.post(
        "/v1/chat/completions",
        "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"好\"}]}");
    assertThat(upstream.take().json().has("thinking")).isFalse();
  }
}
