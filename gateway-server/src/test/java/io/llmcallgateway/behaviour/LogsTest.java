package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tests the contents of the three log files for a call.
final class LogsTest extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream).env("LOG_LEVEL", "DEBUG").env("DEBUG", "true");
  }

  @Test
  void there_are_three_files_of_today() throws Exception {
    gateway.post(CHAT, Calls.chat("up/m"));
    gateway.awaitInteraction("RESPONSE COMPLETE");
    var day = LocalDate.now(ZoneId.systemDefault());
    List<String> names;
    try (var files = Files.list(gateway.directory().resolve("logs"))) {
      names = files.map(file -> file.getFileName().toString()).toList();
    }
    assertThat(names)
        .contains(
            "llmcallgateway_system_" + day + ".log",
            "llmcallgateway_llm_interactions_" + day + ".log",
            "llmcallgateway_error_" + day + ".log");
  }

  private static void requireSteps(List<String> lines, String... steps) {
    assertThat(lines).hasSameSizeAs(steps);
    for (int i = 0; i < steps.length; i++) {
      assertThat(lines.get(i))
          .matches(
              "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\| LLM \\| \\[[0-9a-f]{8}\\] .*")
          .contains(steps[i]);
    }
  }

  @Test
  void a_plain_call_reads_as_eight_lines_under_one_id() throws Exception {
    upstream.next(Scripts.json(OpenAiLike.chat("gpt-4o-mini", "你好！我是一个AI助手")));
    gateway.post(CHAT, Calls.chat("up/gpt-4o-mini", "你好，plain call"));
    requireSteps(
        gateway.awaitCall("你好，plain call", "Token Usage"),
        "▶️ REQUEST START | Model: up/gpt-4o-mini | User: 你好，plain call",
        "⬇️ DOWNSTREAM REQUEST | Provider: up",
        "📤 Request Data: {",
        "⬆️ DOWNSTREAM RESPONSE | Provider: up | Time: ",
        "📥 Response Data: {",
        "✅ RESPONSE COMPLETE | Status: SUCCESS | Time: ",
        "🤖 AI Response: 你好！我是一个AI助手",
        "📊 Token Usage: Input=15, Output=45, Total=60");
  }

  @Test
  void a_streamed_call_reads_the_same_its_answer_put_together() throws Exception {
    upstream.next(Scripts.stream(OpenAiLike.chatStream("m", true, "从前", "有座山", "，\\ \"庙\"\n里")));
    gateway.post(CHAT, Calls.stream("up/m", "讲个故事"));
    var lines = gateway.awaitCall("讲个故事", "Token Usage");
    requireSteps(
        lines,
        "REQUEST START",
        "DOWNSTREAM REQUEST",
        "Request Data",
        "DOWNSTREAM RESPONSE",
        "从前有座山",
        "SUCCESS",
        "AI Response: 从前有座山，\\ \"庙\"",
        "Input=15, Output=45, Total=60");
  }

  @Test
  void tool_calls_are_shown_plain_and_streamed() throws Exception {
    upstream.next(
        Scripts.json(
            """
            {"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1",\
            "type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":\\"北京\\"}"}}]},"finish_reason":"tool_calls"}]}\
            """),
        Scripts.stream(
            OpenAiLike.role("m"),
            OpenAiLike.chunk(
                "m",
                "{\"tool_calls\":[{\"index\":0,\"id\":\"call_2\",\"type\":\"function\",\"function\":{\"name\":\"get_time\",\"arguments\":\"\"}}]}",
                "null"),
            OpenAiLike.chunk(
                "m",
                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"zone\\\":\"}}]}",
                "null"),
            OpenAiLike.chunk(
                "m",
                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"上海\\\"}\"}}]}",
                "null"),
            OpenAiLike.finish("m", "tool_calls"),
            OpenAiLike.DONE));
    gateway.post(CHAT, Calls.chat("up/m", "weather tool"));
    assertThat(gateway.awaitCall("weather tool", "🔧 Tool Calls: "))
        .anyMatch(
            line ->
                line.contains("Tool Calls") && line.contains("get_weather") && line.contains("北京"));
    gateway.post(CHAT, Calls.stream("up/m", "time tool"));
    assertThat(gateway.awaitCall("time tool", "🔧 Tool Calls: "))
        .anyMatch(
            line ->
                line.contains("Tool Calls") && line.contains("get_time") && line.contains("上海"));
  }

  @Test
  void a_failed_call_says_why_in_both_logs() throws Exception {
    upstream.next(Scripts.json(500, OpenAiLike.error("上游出错 upstream broke", "server_error")));
    gateway.post(CHAT, Calls.chat("up/m", "will fail"));
    assertThat(gateway.awaitCall("will fail", "上游出错 upstream broke"))
        .anyMatch(line -> line.contains("ERROR"))
        .noneMatch(line -> line.contains("SUCCESS"));
    Await.until("the error log", () -> gateway.log("_error_").contains("upstream broke"));
  }

  @Test
  void a_prompt_cannot_forge_lines() throws Exception {
    var evil =
        "hi\r\n2026-01-01 00:00:00.000 | LLM | [00000000] ✅ FORGED\u001b[2J\u0085x\u2028y\u0007";
    upstream.next(Scripts.json(OpenAiLike.chat("m", "ok\n2026 | LLM | [00000000] FORGED-ANSWER")));
    gateway.post(CHAT, Calls.chat("up/m", "injection " + evil));
    gateway.awaitCall("injection ", "AI Response");
    assertThat(gateway.interactions().lines())
        .noneMatch(line -> line.startsWith("2026-01-01 00:00:00.000"))
        .noneMatch(line -> line.startsWith("2026 | LLM"))
        .noneMatch(
            line ->
                line.contains("\u001b")
                    || line.contains("\u0085")
                    || line.contains("\u2028")
                    || line.contains("\u0007"));
  }

  @Test
  void a_model_name_cannot_forge_lines_either() throws Exception {
    gateway.post(CHAT, Calls.chat("up/evil\nFORGED-MODEL\u001b[1m", "model injection"));
    gateway.awaitCall("model injection", "Time: ");
    assertThat(gateway.interactions().lines())
        .noneMatch(line -> line.startsWith("FORGED-MODEL") || line.contains("\u001b"));
  }

  @Test
  void base64_and_vectors_are_shortened() throws Exception {
    var image = "iVBORw0KGgo".repeat(5_000);
    gateway.post(
        CHAT,
        "{\"model\":\"up/m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"look"
            + " at this\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
            + image
            + "\"}}]}]}");
    var vector = "0.123456789,".repeat(2_000) + "0.5";
    upstream.next(
        Scripts.json(
            "{\"object\":\"list\",\"data\":[{\"embedding\":["
                + vector
                + "],\"index\":0}],\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}"));
    gateway.post("/v1/embeddings", "{\"model\":\"up/e\",\"input\":\"向量\"}");
    for (var text : new String[] {"look at this", "User: 向量"}) {
      for (var line : gateway.awaitCall(text, "RESPONSE COMPLETE")) {
        assertThat(line.length()).isLessThan(4_000);
      }
    }
    assertThat(upstream.requests().getFirst().text()).contains(image);
  }

  @Test
  void keys_appear_in_no_file() throws Exception {
    upstream.next(
        Scripts.unauthorized(
            OpenAiLike.error("Incorrect API key provided: " + RunningGateway.UPSTREAM_KEY, "auth")),
        Scripts.reset());
    gateway.post(CHAT, Calls.chat("up/m", "key check 1"));
    gateway.post(CHAT, Calls.chat("up/m", "key check 2"));
    gateway.post(CHAT, Calls.chat("up/m", "key check 3"));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.chat("up/m"), "x-api-key: " + RunningGateway.CLIENT_KEY + "x");
      assertThat(client.answer().status()).isEqualTo(401);
    }
    gateway.awaitCall("key check 3", "AI Response");
    var all = gateway.log("llmcallgateway");
    assertThat(all).contains("key check 1").doesNotContain(RunningGateway.UPSTREAM_KEY);
    assertThat(all).doesNotContain(RunningGateway.CLIENT_KEY);
  }
}
