package io.llmcallgateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What vendors count beside their sums is counted once, and what they count within them too.
final class UsageSumsTest {
  /// The columns: prompt, completion, total, cached, heard, reasoned, spoken; then what comes of
  /// them.
  @ParameterizedTest
  @CsvSource({
    "100, 50, 150, 40, 0, 20, 0, 100, 50, 20", // all within
    "100, 50, 170, 40, 0, 20, 0, 100, 70, 20", // xAI: reasoned beside
    "11, 15, 401, 9, 375, 0, 0, 386, 15, 0", // Mistral: heard beside
    "11, 15, 421, 9, 375, 20, 0, 386, 35, 20", // both
    "5, 50, 1055, 1000, 0, 0, 0, 1005, 50, 0", // cached beside
    "10, 20, 530, 0, 0, 0, 0, 10, 520, 500", // Google's OpenAI format: thought, untold
    "10, 20, 530, 0, 0, 7, 0, 10, 520, 500", // no part comes to it: the total is believed
    "10, 20, 0, 0, 0, 5, 0, 10, 20, 5", // a total of nothing says nothing
    "10, 20, 30, 0, 0, 25, 0, 10, 20, 20", // the total says that it is within
    "10, 20, -1, 0, 0, 25, 0, 10, 45, 25", // none does
    "11, 15, -1, 0, 375, 0, 0, 386, 15, 0",
    "-1, -1, 7, 0, 0, 0, 0, 7, 0, 0", // embeddings
    "-1, 20, 30, 0, 0, 0, 0, 10, 20, 0",
    "10, -1, 30, 0, 0, 0, 0, 10, 20, 0",
    "10, 20, 130, 0, 0, 0, 100, 10, 120, 0" // spoken beside
  })
  void every_token_is_in_one_bucket(
      long prompt,
      long completion,
      long total,
      long cached,
      long heard,
      long reasoned,
      long spoken,
      long in,
      long out,
      long thought) {
    var usage =
        new UsageSums(prompt, completion, total, cached, 0, heard, 0, reasoned, spoken, 0, false)
            .usage();
    assertThat(usage.promptTokens()).isEqualTo(in);
    assertThat(usage.completionTokens()).isEqualTo(out);
    assertThat(usage.reasoning()).isEqualTo(thought);
    assertThat(usage.cacheRead()).isEqualTo(Math.min(cached, in));
    assertThat(usage.inputAudio()).isEqualTo(heard);
    assertThat(usage.outputAudio()).isEqualTo(spoken);
  }
}
