package io.llmcallgateway.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/// The same questions as in `MutationTest`, asked by a fuzzer that watches which branches it
/// reaches. Ordinarily it reads the seeds again; `JAZZER_FUZZ=1` makes it search.
@Tag("fuzz")
final class JazzerTest {
  static List<byte[]> wires() {
    return Seeds.wires();
  }

  static List<byte[]> requestSeeds() {
    return Seeds.requests();
  }

  static List<byte[]> answerSeeds() {
    return Seeds.answers();
  }

  static List<byte[]> streamSeeds() {
    return Seeds.streams();
  }

  @MethodSource("wires")
  @FuzzTest(maxDuration = "90s")
  void server_sent_events(byte[] input) {
    Fuzzed.serverSentEvents(input);
  }

  @MethodSource("wires")
  @FuzzTest(maxDuration = "90s")
  void aws_frames(byte[] input) {
    Fuzzed.awsFrames(input);
  }

  @MethodSource("wires")
  @FuzzTest(maxDuration = "90s")
  void json_lines(byte[] input) {
    Fuzzed.jsonLines(input);
  }

  @MethodSource("requestSeeds")
  @FuzzTest(maxDuration = "90s")
  void json_trees(byte[] input) {
    Fuzzed.jsonTrees(input);
  }

  @MethodSource("requestSeeds")
  @FuzzTest(maxDuration = "90s")
  void requests(byte[] input) {
    Fuzzed.requests(input);
  }

  @MethodSource("answerSeeds")
  @FuzzTest(maxDuration = "90s")
  void answers(byte[] input) {
    Fuzzed.answers(input);
  }

  @MethodSource("streamSeeds")
  @FuzzTest(maxDuration = "90s")
  void streams(byte[] input) {
    Fuzzed.streams(input);
  }
}
