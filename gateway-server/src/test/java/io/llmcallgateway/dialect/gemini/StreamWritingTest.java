package io.llmcallgateway.dialect.gemini;

import static io.llmcallgateway.dialect.gemini.Kit.asked;
import static io.llmcallgateway.dialect.gemini.Kit.encoded;
import static io.llmcallgateway.dialect.gemini.Kit.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.wire.ByteSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamWritingTest {
  private static final String ASKED =
      """
      {"contents": [{"parts": [{"text": "天气？"}]}]}
      """;

  @Test
  void a_waiting_client_is_sent_what_reads_as_no_text() {
    var out = new ByteSink();
    Kit.DIALECT.encoder(asked(ASKED, true, "sse")).keepAlive(out);
    var sent = new String(out.toByteArray(), UTF_8);

    var chunk = json(sent.substring("data: ".length()));
    assertThat(chunk.at("/candidates/0/content/parts/0/text").asString()).isEmpty();
    out.clear();
    Kit.DIALECT.encoder(asked(ASKED, true, "")).keepAlive(out);
    assertThat(out.isEmpty()).isTrue();
  }

  @Test
  void sources_of_other_vendors_come_with_the_last_chunk() {
    var citation = new Citation("https://a.example", "甲", "原文", 0, 2, "anthropic", null);
    var written =
        json(
            encoded(
                asked(ASKED, true, ""),
                List.of(
                    new ChatEvent.Text(0, "明天"),
                    new ChatEvent.Cited(0, citation),
                    new ChatEvent.Finished(0, Finish.of(FinishReason.STOP)))));

    var grounding = written.at("/1/candidates/0/groundingMetadata");
    assertThat(grounding.at("/groundingChunks/0/web/uri").asString())
        .isEqualTo("https://a.example");
    assertThat(grounding.at("/groundingSupports/0/segment/text").asString()).isEqualTo("明天");
    assertThat(grounding.at("/groundingSupports/0/segment/endIndex").asInt()).isEqualTo(6);
  }

  @Test
  void calls_of_many_choices_are_written_as_they_end_in_time() {
    int many = 100_000;
    var events = new ArrayList<ChatEvent>();
    for (int i = 0; i < many; i++) {
      events.add(new ChatEvent.CallStarted(0, i, "a" + i, "f", null));
    }
    for (int i = 0; i < many; i++) {
      events.add(new ChatEvent.CallStarted(1, i, "b" + i, "g", null));
      events.add(new ChatEvent.CallEnded(1, i));
    }
    var encoder = Kit.DIALECT.encoder(asked(ASKED, true, "sse"));
    var out = new ByteSink();
    long began = System.nanoTime();
    for (var event : events) encoder.encode(event, out);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    var sent = new String(out.toByteArray(), UTF_8);
    assertThat(sent.split("\"functionCall\"", -1)).hasSize(many + 1);
    assertThat(sent).doesNotContain("\"f\"");
  }
}
