package io.llmcallgateway.upstream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.upstream.UpstreamReply;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DemoStreamTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final String USAGE = ",\"stream_options\":{\"include_usage\":true}";

  private final Demo demo = new Demo();

  @Test
  void chunks_follow_the_grammar_of_openai() {
    var chunks = demo.chunks(Demo.ask("echo", "你好 world", ""));
    var first = chunks.getFirst();
    assertThat(first.path("object").stringValue()).isEqualTo("chat.completion.chunk");
    assertThat(first.path("id").stringValue()).startsWith("chatcmpl-");
    assertThat(first.at("/choices/0/delta").toString())
        .isEqualTo("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");
    assertThat(first.at("/choices/0/finish_reason").isNull()).isTrue();
    assertThat(first.has("usage")).isFalse();
    assertThat(chunks.stream().map(c -> c.at("/choices/0/delta/content").asString("")))
        .containsExactly("", "你", "好", " world", "");
    var last = chunks.getLast();
    assertThat(last.at("/choices/0/delta")).isEmpty();
    assertThat(last.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
    for (var name : new String[] {"id", "created", "model", "system_fingerprint"}) {
      assertThat(chunks).allMatch(chunk -> chunk.path(name).equals(first.path(name)));
    }
  }

  @Test
  void usage_comes_last_and_only_when_asked_for() {
    var chunks = demo.chunks(Demo.ask("echo", "你好", USAGE));
    var last = chunks.getLast();
    assertThat(last.path("choices")).isEmpty();
    assertThat(last.at("/usage/completion_tokens").intValue()).isEqualTo(2);
    assertThat(chunks.subList(0, chunks.size() - 1)).allMatch(c -> c.path("usage").isNull());
  }

  @Test
  void choices_take_turns() {
    var chunks = demo.chunks(Demo.ask("echo", "一二", ",\"n\":2"));
    assertThat(chunks.stream().map(chunk -> chunk.at("/choices/0/index").intValue()))
        .containsExactly(0, 1, 0, 1, 0, 1, 0, 1);
  }

  @Test
  void completions_stream_text() {
    var chunks = demo.chunks(Operation.COMPLETION, "{\"model\":\"echo\",\"prompt\":\"你好\"}");
    assertThat(chunks.stream().map(chunk -> chunk.at("/choices/0/text").stringValue()))
        .containsExactly("你", "好", "");
    assertThat(chunks.getLast().at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
    assertThat(chunks.getFirst().path("object").stringValue()).isEqualTo("text_completion");
  }

  @Test
  void a_story_comes_at_thirty_tokens_a_second() throws Exception {
    try (var reply = story(Headers.NONE)) {
      assertThat(demo.signal.await(0)).isTrue();
      assertThat(Demo.events(Demo.readNow(reply))).hasSize(1); // the role
      for (int token = 0; token < 40; token++) {
        reply.demand();
        demo.alarms.advance(SECOND / 30 - 1000);
        assertThat(reply.read()).isNull();
        assertThat(demo.signal.await(0)).isFalse();
        demo.alarms.advance(1001);
        assertThat(demo.signal.await(0)).isTrue();
        assertThat(Demo.events(Demo.readNow(reply))).hasSize(1);
        assertThat(reply.ended()).isFalse();
      }
    }
    assertThat(demo.alarms.pending()).isZero();
  }

  @Test
  void tokens_missed_meanwhile_are_there_at_once() {
    try (var reply = story(Headers.of("x-demo-tokens-per-second", "10"))) {
      demo.alarms.advance(SECOND + 1000);
      assertThat(Demo.events(Demo.readNow(reply))).hasSize(1 + 10);
      demo.alarms.advance(1000 * SECOND);
      assertThat(Demo.readNow(reply)).endsWith("data: [DONE]\n\n");
      assertThat(reply.ended()).isTrue();
    }
  }

  @Test
  void a_rate_of_zero_sends_all_at_once_and_garbage_is_refused() {
    try (var reply = story(Headers.of("X-Demo-Tokens-Per-Second", "0"))) {
      assertThat(Demo.readNow(reply)).endsWith("data: [DONE]\n\n");
    }
    for (var garbage : new String[] {"fast", "-1", "NaN", "Infinity", ""}) {
      try (var reply = story(Headers.of("x-demo-tokens-per-second", garbage))) {
        assertThat(reply.head()).isNotNull().extracting(UpstreamReply.Head::status).isEqualTo(400);
        assertThat(Demo.readNow(reply)).contains("x-demo-tokens-per-second");
      }
    }
  }

  @Test
  void a_plain_answer_waits_only_when_a_rate_is_asked_for() throws Exception {
    var body = Demo.ask("echo", "一二三四五", "");
    var headers = Headers.of("x-demo-tokens-per-second", "2.5");
    try (var reply = demo.send(Operation.CHAT, false, headers, body)) {
      assertThat(demo.signal.await(0)).isFalse();
      demo.alarms.advance(2 * SECOND - 1);
      assertThat(reply.head()).isNull();
      assertThat(reply.read()).isNull();
      demo.alarms.advance(1);
      assertThat(demo.signal.await(0)).isTrue();
      assertThat(reply.head()).isNotNull();
      assertThat(Demo.readNow(reply)).contains("一二三四五");
    }
  }

  @Test
  void closing_early_leaves_no_alarm() {
    var story = story(Headers.NONE);
    assertThat(Demo.readNow(story)).isNotEmpty();
    story.demand();
    assertThat(demo.alarms.pending()).isEqualTo(1);
    story.close();
    story.close();
    assertThat(demo.alarms.pending()).isZero();
    demo.alarms.advance(SECOND);
    assertThat(story.read()).isNull();
    assertThat(story.ended()).isFalse();

    var headers = Headers.of("x-demo-tokens-per-second", "1");
    var slow = demo.send(Operation.CHAT, false, headers, Demo.ask("echo", "hi", ""));
    assertThat(demo.alarms.pending()).isEqualTo(1);
    slow.close();
    assertThat(demo.alarms.pending()).isZero();
  }

  @Test
  void in_real_time_the_bell_rings_until_the_end() throws Exception {
    var headers = Headers.of("x-demo-tokens-per-second", "2000");
    var body = Demo.ask("story", "讲个故事", "");
    var text = new StringBuilder();
    int waits = 0;
    try (var upstream = new DemoUpstream();
        var reply = upstream.send(Demo.request(Operation.CHAT, true, headers, body), demo.signal)) {
      while (!reply.ended()) {
        text.append(Demo.readNow(reply));
        if (reply.ended()) break;
        reply.demand();
        assertThat(demo.signal.await(10 * SECOND)).isTrue();
        waits++;
      }
    }
    assertThat(text.toString()).endsWith("data: [DONE]\n\n");
    assertThat(waits).isPositive();
  }

  private UpstreamReply story(Headers headers) {
    return demo.send(Operation.CHAT, true, headers, Demo.ask("story", "讲个故事", ""));
  }
}
