package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tests what the record says of a call beside its bodies: headers, the session, called tools, what
/// became of the bodies.
final class RecordedMetadataTest extends SharedGateway {
  private static final String SECRET = "sk-ant-secret-value-0123456789abcdef";
  private static final String CALLS =
      "[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"bash\",\"arguments\":\"{}\"}},"
          + "{\"id\":\"c2\",\"type\":\"function\",\"function\":{\"name\":\"edit\",\"arguments\":\"{}\"}},"
          + "{\"id\":\"c3\",\"type\":\"function\",\"function\":{\"name\":\"bash\",\"arguments\":\"{}\"}}]";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
            models:
              terse: { targets: [up/terse], journal: metadata }
            """);
  }

  private static String header(JsonNode headers, String name) {
    for (var each : headers) {
      if (each.path("name").asString().equalsIgnoreCase(name)) {
        return each.path("value").asString();
      }
    }
    return "";
  }

  @Test
  void the_headers_of_all_four_sides_are_there_and_no_secret_is() throws Exception {
    upstream.next(
        Scripts.json(
            OpenAiLike.chat("m", "好"),
            "x-request-id: req_42",
            "openai-processing-ms: 17",
            "x-ratelimit-remaining-tokens: 9000",
            "set-cookie: session=" + SECRET,
            "www-authenticate: Bearer " + SECRET,
            "x-unknown: " + SECRET));
    var answer =
        gateway.post(
            CHAT,
            Calls.chat("up/m"),
            "user-agent: 测试/1.0",
            "anthropic-beta: tools-2024",
            "cookie: session=" + SECRET,
            "x-unknown: " + SECRET,
            "x-goog-api-key: " + SECRET,
            "openai-api-key: " + SECRET,
            "openai-organization: " + "o".repeat(300));
    var record = gateway.awaitRecord(answer);

    var asked = record.path("request_headers");
    assertThat(header(asked, "user-agent")).isEqualTo("测试/1.0");
    assertThat(header(asked, "anthropic-beta")).isEqualTo("tools-2024");
    assertThat(header(asked, "openai-organization")).isEqualTo("o".repeat(256));
    var sent = record.at("/attempts/0/request_headers");
    assertThat(header(sent, "content-type")).isEqualTo("application/json");
    assertThat(header(sent, "user-agent")).startsWith("llmcallgateway/");
    var returned = record.at("/attempts/0/answer_headers");
    assertThat(header(returned, "x-request-id")).isEqualTo("req_42");
    assertThat(header(returned, "openai-processing-ms")).isEqualTo("17");
    var got = record.path("answer_headers");
    assertThat(header(got, "x-gateway-provider")).isEqualTo("up");
    assertThat(header(got, "x-ratelimit-remaining-tokens")).isEqualTo("9000");
    assertThat(header(got, "x-request-id")).isEqualTo(answer.header("x-request-id"));

    var id = record.path("id").asString();
    for (var path : List.of("/" + id + "?bodies=true", "?limit=50", "?limit=50&format=jsonl")) {
      assertThat(gateway.get("/admin/api/calls" + path).text())
          .doesNotContain(SECRET, RunningGateway.CLIENT_KEY, RunningGateway.UPSTREAM_KEY)
          .doesNotContainIgnoringCase("\"cookie\"")
          .doesNotContainIgnoringCase("\"authorization\"");
    }
  }

  @Test
  void no_more_than_forty_headers_a_side_are_kept() throws Exception {
    var many = new String[60];
    for (int i = 0; i < many.length; i++) many[i] = "x-ratelimit-" + i + ": " + i;
    upstream.next(Scripts.json(OpenAiLike.chat("m", "好"), many));
    var record = gateway.awaitRecord(gateway.post(CHAT, Calls.chat("up/m"), many));
    assertThat(record.path("request_headers")).hasSize(40);
    assertThat(record.at("/attempts/0/answer_headers")).hasSize(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Session-Id",
        "x-claude-code-session-id",
        "session-id",
        "session_id",
        "X-Session-Affinity"
      })
  void a_session_is_known_by_each_header_that_agents_send(String header) throws Exception {
    var id = "会话-" + header;
    var answer = gateway.post(CHAT, Calls.chat("up/m"), header + ": " + id);
    assertSession(answer, id, header.toLowerCase(Locale.ROOT));
  }

  @Test
  void the_first_of_several_headers_counts_and_all_count_more_than_the_body() throws Exception {
    var body = Calls.chat("up/m").replaceFirst("\\{", "{\"prompt_cache_key\":\"cache-1\",");
    assertSession(
        gateway.post(CHAT, body, "session_id: codex-1", "x-session-id: own-1"),
        "own-1",
        "x-session-id");
    assertSession(gateway.post(CHAT, body, "x-session-id:  "), "cache-1", "prompt_cache_key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/chat/completions|\"prompt_cache_key\":\"任务-7\"|任务-7|prompt_cache_key",
        "/v1/responses|\"prompt_cache_key\":\"任务-8\"|任务-8|prompt_cache_key",
        "/v1/messages|\"metadata\":{\"user_id\":\"user_ab12_account__session_1f0c9f2e-7a41-4c5e-9b1a-0d6f6c9a1b2c\"}"
            + "|1f0c9f2e-7a41-4c5e-9b1a-0d6f6c9a1b2c|metadata.user_id",
        "/v1/messages|\"metadata\":{\"user_id\":\"{\\\"device_id\\\":\\\"d\\\",\\\"session_id\\\":\\\"2f0c9f2e-7a41\\\"}\"}"
            + "|2f0c9f2e-7a41|metadata.user_id"
      })
  void a_session_is_known_by_the_body(String path, String member, String id, String source)
      throws Exception {
    var content = path.endsWith("responses") ? "input" : "messages";
    var body =
        "{\"model\":\"up/m\",\"max_tokens\":9,%s,\"%s\":[{\"role\":\"user\",\"content\":\"你好\"}]}"
            .formatted(member, content);
    if (path.endsWith("responses")) body = body.replace("\"max_tokens\":9,", "");
    assertSession(gateway.post(path, body), id, source);
  }

  @Test
  void an_absurd_session_is_no_session() throws Exception {
    var body =
        Calls.chat("up/m")
            .replaceFirst("\\{", "{\"prompt_cache_key\":\"" + "k".repeat(257) + "\",");
    var record = gateway.awaitRecord(gateway.post(CHAT, body));
    assertThat(record.path("client").has("session")).isFalse();
    assertThat(record.path("client").has("session_source")).isFalse();
  }

  private void assertSession(RawAnswer answer, String id, String source) throws Exception {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    var record = gateway.awaitRecord(answer);
    assertThat(record.at("/client/session").asString()).isEqualTo(id);
    assertThat(record.at("/client/session_source").asString()).isEqualTo(source);
    var line = line(record.path("id").asString());
    assertThat(line.path("session").asString()).isEqualTo(id);
    assertThat(line.path("session_source").asString()).isEqualTo(source);
  }

  private JsonNode line(String id) throws Exception {
    var page = gateway.get("/admin/api/calls?limit=200").json().path("calls");
    for (var line : page) if (line.path("id").asString().equals(id)) return line;
    throw new AssertionError("no line of " + id);
  }

  private void assertTools(RawAnswer answer, String... names) throws Exception {
    var record = gateway.awaitRecord(answer);
    assertThat(names(record.path("tools"))).as(record.toString()).containsExactly(names);
    assertThat(names(line(record.path("id").asString()).path("tools"))).containsExactly(names);
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString).toList();
  }

  private static String called() {
    return OpenAiLike.chat("m", "x")
        .replace("\"content\":\"x\"", "\"content\":null,\"tool_calls\":" + CALLS)
        .replace("\"finish_reason\":\"stop\"", "\"finish_reason\":\"tool_calls\"");
  }

  @Test
  void the_tools_that_a_plain_answer_calls_are_named_once() throws Exception {
    upstream.next(Scripts.json(called()));
    assertTools(gateway.post(CHAT, Calls.chat("up/m")), "bash", "edit");
  }

  @Test
  void the_tools_that_a_translated_answer_calls_are_named() throws Exception {
    upstream.next(Scripts.json(called()));
    var asked =
        """
        {"model":"up/m","max_tokens":9,"messages":[{"role":"user","content":"测试"}],
         "tools":[{"name":"bash","input_schema":{"type":"object"}},{"name":"edit","input_schema":{"type":"object"}}]}\
        """;
    assertTools(gateway.post("/v1/messages", asked), "bash", "edit");
  }

  @Test
  void the_tools_that_a_stream_calls_are_named() throws Exception {
    var call =
        "{\"tool_calls\":[{\"index\":%d,\"id\":\"c%d\",\"type\":\"function\",\"function\":"
            + "{\"name\":\"%s\",\"arguments\":\"{}\"}}]}";
    upstream.next(
        Scripts.stream(
            OpenAiLike.role("m"),
            OpenAiLike.chunk("m", call.formatted(0, 0, "查天气"), "null"),
            OpenAiLike.chunk("m", call.formatted(1, 1, "edit"), "null"),
            OpenAiLike.finish("m", "tool_calls"),
            OpenAiLike.DONE));
    assertTools(gateway.post(CHAT, Calls.stream("up/m")), "查天气", "edit");
  }

  @Test
  void what_became_of_the_bodies_is_said() throws Exception {
    var kept = gateway.awaitRecord(gateway.post(CHAT, Calls.chat("up/m")));
    assertThat(kept.path("payloads_state").asString()).isEqualTo("kept");
    var off = gateway.awaitRecord(gateway.post(CHAT, Calls.chat("terse"), "user-agent: a/1"));
    assertThat(off.path("payloads_state").asString()).isEqualTo("off");
    assertThat(header(off.path("request_headers"), "user-agent")).isEqualTo("a/1");
  }

  @Test
  void losses_are_told_one_by_one() throws Exception {
    var asked =
        """
        {"model":"up/m","max_tokens":9,"top_k":3,"messages":[{"role":"user","content":"你好"}]}\
        """;
    var record = gateway.awaitRecord(gateway.post("/v1/messages", asked));
    assertThat(record.at("/losses_list/0/path").asString()).isEqualTo("top_k");
    assertThat(record.at("/losses_list/0/reason").asString()).isEqualTo("unsupported");
    assertThat(line(record.path("id").asString()).path("losses").asInt())
        .isEqualTo(record.path("losses_list").size());
  }

  @Test
  void a_refused_request_is_the_clients_fault() throws Exception {
    var answer = gateway.post(CHAT, Calls.chat("nobody/knows"));
    assertThat(answer.status()).isEqualTo(404);
    var record = gateway.awaitRecord(answer);
    assertThat(record.at("/error/fault").asString()).isEqualTo("client");
    assertThat(line(record.path("id").asString()).path("origin").asString()).isEqualTo("client");
  }
}
