package io.llmcallgateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The distance that suggestions for mistyped names are chosen by.
final class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', port, 4",
    "port, port, 0",
    "prot, port, 2",
    "prt, port, 1",
    "listen, lissten, 1",
    "kitten, sitting, 3",
    "快速, 快, 1",
  })
  void counts_insertions_deletions_and_replacements_in_both_directions(
      String a, String b, int distance) {
    assertThat(EditDistance.between(a, b)).isEqualTo(distance);
    assertThat(EditDistance.between(b, a)).isEqualTo(distance);
  }
}
