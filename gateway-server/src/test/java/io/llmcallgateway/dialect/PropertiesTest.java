package io.llmcallgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.edges.EdgeDialect;
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

  private static Generated generated(EdgeDialect dialect, long seed) {
    return new Generated(seed, dialect.family, dialect == EdgeDialect.RESPONSES);
  }

  @ParameterizedTest
  @EnumSource
  void what_a_request_loses_is_told(EdgeDialect dialect) {
    for (long seed = 0; seed < CONVERSATIONS; seed++) {
      var request = generated(dialect, seed).request();
      var losses = dialect.losses();
      dialect.dialect.writeRequest(request, dialect.target(request.stream()), losses);
      var said = Seen.of(FormatLosses.left(dialect, request));
      var heard = Seen.of(dialect.readRequest(dialect.clientRequest(request)));
      var names = new TreeSet<>(said.keySet());
      names.addAll(heard.keySet());
      for (var name : names) {
        if (isTold(name, losses) && !name.equals("messages")) continue;
        assertThat(without(name, heard, losses))
            .as("%s of seed %d in %s, losses %s", name, seed, dialect, losses.report().header())
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
  void what_was_written_and_read_once_stays_the_same(EdgeDialect dialect) {
    for (long seed = 0; seed < CONVERSATIONS; seed++) {
      var once = dialect.readRequest(dialect.clientRequest(generated(dialect, seed).request()));
      var twice = dialect.readRequest(dialect.clientRequest(once));
      assertThat(Seen.of(twice)).as("seed %d in %s", seed, dialect).isEqualTo(Seen.of(once));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_stream_says_what_its_events_say(EdgeDialect dialect) {
    var asked = dialect.clientRequest(asked(dialect));
    for (long seed = 0; seed < 2 * CONVERSATIONS; seed++) {
      var events = generated(dialect, seed).stream();
      var stream = dialect.writeStream(events, asked);
      var said = FormatLosses.left(dialect, EdgeDialect.assembled(events));
      var piece = 1 + (int) (seed % 97);
      var heard = EdgeDialect.assembled(dialect.readStream(stream, piece));
      assertThat(Seen.of(FormatLosses.left(dialect, heard)))
          .as("seed %d in %s, in pieces of %d", seed, dialect, piece)
          .isEqualTo(Seen.of(said));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_plain_answer_says_what_the_stream_says(EdgeDialect dialect) {
    var asked = dialect.clientRequest(asked(dialect));
    for (long seed = 0; seed < 2 * CONVERSATIONS; seed++) {
      var answer = EdgeDialect.assembled(generated(dialect, seed).stream());
      var heard = dialect.readAnswer(dialect.writeAnswer(answer, asked));
      assertThat(Seen.of(FormatLosses.left(dialect, heard)))
          .as("seed %d in %s", seed, dialect)
          .isEqualTo(Seen.of(FormatLosses.left(dialect, answer)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void half_a_character_from_a_client_breaks_no_target(EdgeDialect dialect) {
    var said = dialect.clientRequest(asked(dialect)).body().utf8();
    var halved = said.replace("some-model", "\\ud83d").replace("好", "\\ude00 \\ud83d");
    assertThat(halved).contains("\\ud83d");
    var in = dialect.clientRequest(asked(dialect));
    var heard =
        dialect.readRequest(
            new Inbound(
                in.id(),
                in.operation(),
                in.place(),
                in.headers(),
                Body.utf8(halved),
                null,
                false,
                0));
    for (var target : EdgeDialect.values()) {
      var sent = target.dialect.writeRequest(heard, target.target(true), target.losses()).body();
      assertThat(sent.utf8()).as("%s to %s", dialect, target).isNotEmpty();
      assertThat(Json.MAPPER.readTree(sent.toByteArray()).isObject()).isTrue();
    }
  }

  /// A client that wants to see the reasoning and the usage.
  private static ChatRequest asked(EdgeDialect dialect) {
    var request = generated(dialect, 0).request().edit();
    request.stream = true;
    request.reasoning = new ReasoningOptions(ReasoningOptions.Mode.ON, null, 2_048L, true);
    return request.build();
  }
}
