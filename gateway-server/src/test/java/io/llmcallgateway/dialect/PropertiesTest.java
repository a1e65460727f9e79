package io.llmcallgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.edges.Speaker;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for any conversation and any answer, in each dialect. A failure names its seed.
final class PropertiesTest {
  private static final int CONVERSATIONS = 100;

  private static Generated generated(Speaker speaker, long seed) {
    return new Generated(seed, speaker.family, speaker == Speaker.RESPONSES);
  }

  @ParameterizedTest
  @EnumSource
  void what_a_request_loses_is_told(Speaker speaker) {
    for (long seed = 0; seed < CONVERSATIONS; seed++) {
      var request = generated(speaker, seed).request();
      var losses = speaker.losses();
      speaker.dialect.writeRequest(request, speaker.target(request.stream()), losses);
      var said = Seen.of(FormatLosses.left(speaker, request));
      var heard = Seen.of(speaker.hears(speaker.says(request)));
      var names = new TreeSet<>(said.keySet());
      names.addAll(heard.keySet());
      for (var name : names) {
        if (isTold(name, losses) && !name.equals("messages")) continue;
        assertThat(without(name, heard, losses))
            .as("%s of seed %d in %s, losses %s", name, seed, speaker, losses.report().header())
            .isEqualTo(without(name, said, losses));
      }
    }
  }

  private static boolean isTold(String name, Losses losses) {
    return losses.all().stream()
        .anyMatch(loss -> loss.path().replaceAll("\\[\\d+]", "").startsWith(name));
  }

  /// A form or a choice that is told in words, which the losses say, is one more instruction.
  private static Object without(String name, Map<String, Object> seen, Losses losses) {
    var value = seen.getOrDefault(name, "nothing");
    boolean instructed = isTold("response_format", losses) || isTold("tool_choice", losses);
    if (!instructed || !(value instanceof List<?> list)) return value;
    return list.stream().filter(each -> !Objects.toString(each).startsWith("SYSTEM")).toList();
  }

  @ParameterizedTest
  @EnumSource
  void what_was_written_and_read_once_stays_the_same(Speaker speaker) {
    for (long seed = 0; seed < CONVERSATIONS; seed++) {
      var once = speaker.hears(speaker.says(generated(speaker, seed).request()));
      var twice = speaker.hears(speaker.says(once));
      assertThat(Seen.of(twice)).as("seed %d in %s", seed, speaker).isEqualTo(Seen.of(once));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_stream_says_what_its_events_say(Speaker speaker) {
    var asked = speaker.says(asked(speaker));
    for (long seed = 0; seed < 2 * CONVERSATIONS; seed++) {
      var events = generated(speaker, seed).stream();
      var stream = speaker.streams(events, asked);
      var said = FormatLosses.left(speaker, Speaker.assembled(events));
      var piece = 1 + (int) (seed % 97);
      var heard = Speaker.assembled(speaker.follows(stream, piece));
      assertThat(Seen.of(FormatLosses.left(speaker, heard)))
          .as("seed %d in %s, in pieces of %d", seed, speaker, piece)
          .isEqualTo(Seen.of(said));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_plain_answer_says_what_the_stream_says(Speaker speaker) {
    var asked = speaker.says(asked(speaker));
    for (long seed = 0; seed < 2 * CONVERSATIONS; seed++) {
      var answer = Speaker.assembled(generated(speaker, seed).stream());
      var heard = speaker.reads(speaker.answers(answer, asked));
      assertThat(Seen.of(FormatLosses.left(speaker, heard)))
          .as("seed %d in %s", seed, speaker)
          .isEqualTo(Seen.of(FormatLosses.left(speaker, answer)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void half_a_character_from_a_client_breaks_no_target(Speaker speaker) {
    var said = speaker.says(asked(speaker)).body().utf8();
    var halved = said.replace("some-model", "\\ud83d").replace("好", "\\ude00 \\ud83d");
    assertThat(halved).contains("\\ud83d");
    var in = speaker.says(asked(speaker));
    var heard =
        speaker.hears(
            new Inbound(
                in.id(),
                in.operation(),
                in.place(),
                in.headers(),
                Body.utf8(halved),
                null,
                false,
                0));
    for (var target : Speaker.values()) {
      var sent = target.dialect.writeRequest(heard, target.target(true), target.losses()).body();
      assertThat(sent.utf8()).as("%s to %s", speaker, target).isNotEmpty();
      assertThat(Json.MAPPER.readTree(sent.toByteArray()).isObject()).isTrue();
    }
  }

  /// A client that wants to see the reasoning and the usage.
  private static ChatRequest asked(Speaker speaker) {
    var request = generated(speaker, 0).request().edit();
    request.stream = true;
    request.reasoning = new ReasoningOptions(ReasoningOptions.Mode.ON, null, 2_048L, true);
    return request.build();
  }
}
