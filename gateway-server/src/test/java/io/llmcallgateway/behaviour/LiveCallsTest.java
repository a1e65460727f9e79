package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawClient;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Tests that calls can be watched as they happen.
final class LiveCallsTest extends SharedGateway {
  private static final String TAIL = "/admin/api/tail";
  private static final Pattern ID = Pattern.compile("id: (\\d+)");

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml("models: { secretive: { targets: [up/secretive], journal: off } }\n");
  }

  private RawClient tail(String query, String... headers) throws Exception {
    var client = gateway.client();
    client.get(TAIL + query, authorized(headers));
    var head = client.head();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.require("content-type")).startsWith("text/event-stream");
    client.readUntil("event: running\n");
    return client;
  }

  @Test
  void a_call_is_told_when_it_has_ended_with_its_cost_and_question() throws Exception {
    try (var tail = tail("")) {
      var answer = gateway.post(CHAT, Calls.chat("up/told", "为什么测试失败"), "x-gateway-tag-team: core");
      var seen = tail.readUntil(answer.require("x-request-id"));
      seen += tail.readUntil("\n\n");
      assertThat(seen).contains("event: call\n", "id: ", "\"model\":\"up/told\"", "为什么测试失败");
      assertThat(seen)
          .contains("\"state\":\"success\"", "\"duration_ms\":", "\"tags\":{\"team\":\"core\"}");
    }
  }

  @Test
  void only_calls_that_the_filters_want_are_told() throws Exception {
    try (var tail = tail("?model=up/wanted")) {
      gateway.post(CHAT, Calls.chat("up/unwanted"));
      gateway.post(CHAT, Calls.chat("up/wanted"));
      var seen = tail.readUntil("\"model\":\"up/wanted\"");
      assertThat(seen).doesNotContain("up/unwanted");
    }
  }

  @Test
  void a_call_whose_record_is_not_kept_is_not_told_either() throws Exception {
    try (var tail = tail("")) {
      gateway.post(CHAT, Calls.chat("secretive"));
      gateway.post(CHAT, Calls.chat("up/open"));
      assertThat(tail.readUntil("\"model\":\"up/open\"")).doesNotContain("secretive");
    }
  }

  @Test
  void who_comes_back_is_told_what_was_missed_or_that_something_was() throws Exception {
    try (var stays = tail("");
        var leaves = tail("")) {
      gateway.post(CHAT, Calls.chat("up/before"));
      var seen = leaves.readUntil("up/before");
      var ids = ID.matcher(seen).results().map(MatchResult::group).toList();
      leaves.leave();
      gateway.post(CHAT, Calls.chat("up/meanwhile"));
      stays.readUntil("up/meanwhile");
      try (var back = tail("", "last-event-id: " + ids.getLast().substring(4))) {
        var missed = back.readUntil("up/meanwhile");
        assertThat(missed).doesNotContain("event: skipped", "up/before");
      }
      try (var stranger = tail("", "last-event-id: 12")) {
        assertThat(stranger.readUntil("event: skipped\n")).doesNotContain("event: beat");
      }
    }
  }

  @Test
  void a_flood_is_counted_and_not_passed_on() throws Exception {
    try (var tail = tail("")) {
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < 8; i++) {
        threads.add(
            Thread.startVirtualThread(
                () -> {
                  try {
                    for (int n = 0; n < 40; n++) gateway.post(CHAT, Calls.chat("up/flood"));
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                }));
      }
      for (var thread : threads) thread.join();
      var seen = tail.readUntil("event: skipped\n");
      seen += tail.readUntil("}\n\n");
      assertThat(seen).containsPattern("event: skipped\ndata: \\{\"calls\":\\d+\\}");
      assertThat(seen.split("event: call\n", -1)).hasSizeBetween(2, 200);
    }
  }

  @Test
  void a_call_under_way_is_listed_and_counted() throws Exception {
    var gate = new Gate();
    upstream.next(
        Scripts.streamHead()
            .then(Scripts.chunks(OpenAiLike.role("m"), OpenAiLike.content("m", "一")))
            .then(Scripts.pause(gate))
            .then(Scripts.chunks(OpenAiLike.finish("m", "stop"), OpenAiLike.DONE)));
    try (var tail = tail("");
        var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/slow", "还在写"), authorized());
      client.head();
      gate.awaitReached();
      tail.readUntil("{\"calls\":1}");
      var running = gateway.get("/admin/api/calls/running").json();
      assertThat(running.path("count").asInt()).isEqualTo(1);
      var call = running.at("/calls/0");
      assertThat(call.path("model").asString()).isEqualTo("up/slow");
      assertThat(call.path("provider").asString()).isEqualTo("up");
      assertThat(call.path("question").asString()).isEqualTo("还在写");
      assertThat(call.path("stream").asBoolean()).isTrue();
      gate.release();
      client.rest();
      Await.until(
          "none runs", () -> gateway.get("/admin/api/calls/running").json().at("/calls").isEmpty());
    }
  }

  @Test
  void a_ninth_follower_is_refused_until_one_has_left() throws Exception {
    var open = new ArrayList<RawClient>();
    try {
      Await.until("the followers of other tests have left", () -> follows(open));
      while (open.size() < 8) open.add(tail(""));
      var refused = gateway.get(TAIL);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("retry-after")).isNotNull();
      assertThat(refused.error().path("message").asString()).contains("8 live views");
    } finally {
      for (var client : open) client.close();
    }
  }

  /// Opens followers until one is refused, which is the case while those of other tests are open.
  private boolean follows(List<RawClient> open) throws Exception {
    while (open.size() < 8) {
      var client = gateway.client();
      client.get(TAIL, authorized());
      open.add(client);
      if (client.head().status() == 200) continue;
      for (var each : open) each.close();
      open.clear();
      return false;
    }
    return true;
  }

  @Test
  void a_filter_that_makes_no_sense_is_refused_and_a_key_is_needed() throws Exception {
    assertThat(gateway.get(TAIL + "?modle=x").status()).isEqualTo(400);
    try (var client = gateway.client()) {
      client.get(TAIL, "authorization: Bearer wrong");
      assertThat(client.answer().status()).isEqualTo(401);
    }
  }

  @Test
  @SuppressWarnings("try") // the stop itself is what is timed
  void followers_do_not_hold_up_a_stop() throws Exception {
    try (var own = ScriptedUpstream.start();
        var stopped = RunningGateway.on(own).env("STOP_TIMEOUT", "60").start();
        var client = stopped.client()) {
      client.get(TAIL, authorized());
      client.head();
      client.readUntil("event: running\n");
      long began = System.nanoTime();
      stopped.close();
      assertThat((System.nanoTime() - began) / 1_000_000_000).isLessThan(30);
    }
  }
}
