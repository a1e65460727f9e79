package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.GatewayProcess;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RawClient;
import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that a gateway with a heap of 128 MB refuses what it has no memory for (503, or 529 in
/// Anthropic's format), survives, and answers the next call.
@Tag("slow")
@ExtendWith(LeakCheck.class)
final class SmallHeapTest {
  private static final String MESSAGES = "/v1/messages";
  private static final int MB = 1 << 20;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static ScriptedUpstream upstream;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    upstream = ScriptedUpstream.start();
    gateway =
        new GatewayProcess(
            folder,
            """
            listen: { host: 127.0.0.1, port: 0 }
            request-timeout: 20
            providers:
              up: { dialect: openai, base-url: "%s", api-key: k }
              local: { dialect: ollama, base-url: "%s" }
              claude: { dialect: anthropic, base-url: "%s", api-key: k }
            """
                .formatted(upstream.baseUrl(), upstream.uri(), upstream.uri()),
            List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
  }

  @BeforeEach
  void reset() {
    upstream.reset();
    upstream.always(Scripts.json(OpenAiLike.completion("m", "在")));
  }

  @AfterEach
  void it_lives_and_has_given_all_back() throws Exception {
    upstream.reset();
    assertThat(gateway.isAlive()).as(gateway.errors()).isTrue();
    Await.until(
        "all bytes given back",
        LONG,
        () -> gateway.metric("llmcallgateway_memory_held_bytes") == 0);
    upstream.always(Scripts.json(OpenAiLike.completion("m", "在")));
    assertThat(gateway.post(CHAT, bytes(Calls.chat("up/m", "在吗"))).status()).isEqualTo(200);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /// A chat of so many bytes.
  private static byte[] chat(String model, int size) {
    return bytes(Calls.chat(model, "长".repeat(size / 3)));
  }

  /// Calls beside each other; -1 stands for a connection that was closed while it was sent to.
  private static List<Integer> statuses(int count, Callable<RawAnswer> call) throws Exception {
    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(Collections.nCopies(count, answered(call)))) {
        statuses.add(each.get());
      }
    }
    return statuses;
  }

  private static Callable<Integer> answered(Callable<RawAnswer> call) {
    return () -> {
      try {
        var answer = call.call();
        if (answer.status() == 503) assertThat(answer.require("retry-after")).isNotBlank();
        return answer.status();
      } catch (IOException _) {
        return -1;
      }
    };
  }

  @Test
  void sixty_that_announce_much_and_send_nothing_take_no_memory() throws Exception {
    var idle = new ArrayList<RawClient>();
    try {
      for (int i = 0; i < 60; i++) {
        var client = gateway.client();
        idle.add(client);
        client.send(
            "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 33554432\r\n"
                + String.join("\r\n", authorized("Content-Type: application/json"))
                + "\r\n\r\n{");
      }
      assertThat(gateway.post(CHAT, chat("up/m", 2 * MB)).status()).isEqualTo(200);
    } finally {
      for (var client : idle) client.close();
    }
  }

  @Test
  void large_requests_that_pass_untouched_go_one_after_another_or_not_at_all() throws Exception {
    var body = chat("up/m", 20 * MB);
    var statuses = statuses(12, () -> gateway.post(CHAT, body));
    assertThat(statuses).isSubsetOf(200, 503, -1).contains(200);
  }

  @Test
  void large_requests_that_are_translated_are_refused_where_they_never_fit() throws Exception {
    var body = chat("claude/m", 20 * MB);
    assertThat(statuses(4, () -> gateway.post(CHAT, body))).isSubsetOf(413, 503, -1);
  }

  @Test
  void many_requests_that_are_translated_are_served_as_there_is_room() throws Exception {
    upstream.always(
        Scripts.json(
            """
            {"id":"m","type":"message","role":"assistant","model":"m","stop_reason":"end_turn",\
            "content":[{"type":"text","text":"好"}],"usage":{"input_tokens":1,"output_tokens":1}}\
            """));
    var body = chat("claude/m", 2 * MB);
    var statuses = statuses(20, () -> gateway.post(CHAT, body));
    assertThat(statuses).isSubsetOf(200, 503, -1).contains(200);
  }

  @Test
  void what_becomes_a_large_tree_is_counted_as_one() throws Exception {
    var empty = ",{}".repeat(4 * MB / 3);
    var body =
        bytes(
            "{\"model\":\"claude/m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"metadata\":{\"a\":[{}"
                + empty
                + "]}}");
    assertThat(statuses(4, () -> gateway.post(CHAT, body))).isSubsetOf(400, 413, 503, -1);
  }

  @Test
  void thirty_large_pictures_by_address_are_refused() throws Exception {
    var picture = new byte[8 * MB];
    upstream.always(Scripts.answer(200, picture, "Content-Type: image/png"));
    var parts = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      parts.append(
          ",{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s/%d.png\"}}"
              .formatted(upstream.uri(), i));
    }
    var body =
        bytes(
            "{\"model\":\"local/m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"看\"}"
                + parts
                + "]}]}");
    assertThat(gateway.post(CHAT, body).status()).isIn(400, 413, 502, 503);
  }

  @ParameterizedTest
  @ValueSource(strings = {CHAT, MESSAGES})
  void a_large_answer_is_an_error_where_there_is_no_room_to_translate_it(String door)
      throws Exception {
    var text = "长".repeat(30 * MB / 3);
    upstream.always(Scripts.json(OpenAiLike.completion("m", text)));
    var model = door.equals(CHAT) ? "claude/m" : "up/m";
    assertThat(gateway.post(door, bytes(withLimit(model))).status()).isIn(502, 503, 529);
  }

  private static String withLimit(String model) {
    return "{\"model\":\"%s\",\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}"
        .formatted(model);
  }

  @Test
  void twenty_readers_of_long_streams_get_them_whole_though_their_records_are_cut()
      throws Exception {
    upstream.always(
        (client, request) -> {
          Scripts.streamHead().play(client, request);
          client.chunk(bytes(OpenAiLike.role("m")));
          var chunk = bytes(OpenAiLike.content("m", "字".repeat(250)).repeat(4));
          for (int i = 0; i < 500; i++) client.chunk(chunk);
          client.chunk(bytes(OpenAiLike.finish("m", "stop") + OpenAiLike.DONE));
          client.endChunks();
        });
    var body = bytes(Calls.stream("up/m"));
    var ends = new ArrayList<Future<Boolean>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        ends.add(
            threads.submit(
                () -> {
                  var answer = gateway.post(CHAT, body);
                  return answer.status() == 200 && answer.text().endsWith("data: [DONE]\n\n");
                }));
      }
      for (var end : ends) assertThat(end.get()).isTrue();
    }
  }

  @Test
  void an_export_of_many_large_calls_streams() throws Exception {
    var body = chat("up/m", 900_000);
    for (int i = 0; i < 30; i++) gateway.post(CHAT, body);
    Await.until(
        "the calls in the journal",
        LONG,
        () -> gateway.get("/admin/api/calls?limit=200").json().path("calls").size() >= 30);
    var export = gateway.get("/admin/api/calls?format=jsonl&limit=1000");
    assertThat(export.status()).isEqualTo(200);
    assertThat(export.text().lines().count()).isGreaterThanOrEqualTo(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"comments", "empty events", "half an event"})
  void a_provider_that_sends_without_saying_anything_is_cut(String what) throws Exception {
    var piece =
        switch (what) {
          case "comments" -> ": OPENROUTER PROCESSING\n\n";
          case "empty events" -> OpenAiLike.chunk("m", "{}", "null");
          default -> "x";
        };
    Script forever =
        (client, request) -> {
          Scripts.streamHead().play(client, request);
          if (what.startsWith("half")) client.chunk(bytes("data: "));
          var many = bytes(piece.repeat(64 * 1024 / piece.length()));
          for (int mb = 0; mb < 200 * 16; mb++) client.chunk(many);
          client.stall();
        };
    upstream.always(forever);
    for (var door : List.of(CHAT, MESSAGES)) {
      var body = withLimit("up/m").replace("}]}", "}],\"stream\":true}");
      var answer = gateway.post(door, bytes(body));
      assertThat(answer.status()).as(door).isIn(200, 502, 503, 529);
      assertThat(answer.text()).as(door).contains("error");
    }
  }

  @Test
  void sixty_thousand_tool_calls_in_an_answer_take_seconds() throws Exception {
    upstream.always(
        (client, request) -> {
          Scripts.streamHead().play(client, request);
          client.chunk(bytes(OpenAiLike.role("m")));
          for (int i = 0; i < 60_000; i += 100) {
            var calls = new StringBuilder();
            for (int j = i; j < i + 100; j++) {
              calls.append(
                  OpenAiLike.chunk(
                      "m",
                      "{\"tool_calls\":[{\"index\":%d,\"id\":\"c%d\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}"
                          .formatted(j, j),
                      "null"));
            }
            client.chunk(bytes(calls.toString()));
          }
          client.chunk(bytes(OpenAiLike.finish("m", "tool_calls") + OpenAiLike.DONE));
          client.endChunks();
        });
    var body = withLimit("up/m").replace("}]}", "}],\"stream\":true}");
    var answer = gateway.post(MESSAGES, bytes(body));
    assertThat(answer.text()).contains("\"c59999\"").contains("message_stop");
  }
}
