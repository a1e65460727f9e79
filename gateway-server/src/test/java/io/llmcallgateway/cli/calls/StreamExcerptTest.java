package io.llmcallgateway.cli.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamExcerptTest {
  private static String events(int count, String format, String between) {
    return IntStream.range(0, count)
        .mapToObj(format::formatted)
        .collect(Collectors.joining(between));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n\n", "\r\n\r\n"})
  void a_long_stream_is_shown_by_its_ends(String between) {
    var stream = events(20, "event: 字\ndata: {\"n\":%d}", between) + between;
    assertThat(StreamExcerpt.isLong(stream)).isTrue();
    assertThat(StreamExcerpt.of(stream, "--body client_stream"))
        .isEqualTo(
            """
            event: 字
            data: {"n":0}

            event: 字
            data: {"n":1}

            event: 字
            data: {"n":2}

            … 14 more events (--body client_stream prints all)

            event: 字
            data: {"n":17}

            event: 字
            data: {"n":18}

            event: 字
            data: {"n":19}\
            """);
  }

  @Test
  void so_are_lines_of_json() {
    var stream = events(9, "{\"n\":%d}", "\n") + "\n";
    assertThat(StreamExcerpt.of(stream, "--body x").lines())
        .containsExactly(
            "{\"n\":0}",
            "{\"n\":1}",
            "{\"n\":2}",
            "… 3 more events (--body x prints all)",
            "{\"n\":6}",
            "{\"n\":7}",
            "{\"n\":8}");
  }

  @Test
  void what_is_short_or_no_stream_is_shown_whole() {
    assertThat(StreamExcerpt.isLong(events(7, "data: %d", "\n\n"))).isFalse();
    assertThat(StreamExcerpt.isLong("{\n  \"a\": [\n" + "    1,\n".repeat(50) + "  ]\n}"))
        .isFalse();
    assertThat(StreamExcerpt.isLong("")).isFalse();
  }
}
