package io.llmcallgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.wire.ByteSink;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Sound inputs, changed at random but the same way each time. The real fuzzing is `JazzerTest`'s.
final class MutationTest {
  private static final int MUTANTS = 400;

  /// What formats are sensitive to.
  private static final List<String> SPICES =
      List.of(
          "null",
          "[]",
          "{}",
          "\"\"",
          "-1",
          "1e999",
          "99999999999999999999",
          "true",
          "\n",
          "\n\n",
          "\\ud83d",
          "\\udc00",
          "\u0000",
          ",",
          "}",
          "]",
          "\"",
          ":",
          "0");

  static Stream<Arguments> targets() {
    return Stream.of(
        target("server-sent events", Fuzzed::serverSentEvents, Seeds.wires()),
        target("AWS frames", Fuzzed::awsFrames, Seeds.wires()),
        target("JSON lines", Fuzzed::jsonLines, Seeds.wires()),
        target("JSON trees", Fuzzed::jsonTrees, Seeds.requests()),
        target("requests", Fuzzed::requests, Seeds.requests()),
        target("answers", Fuzzed::answers, Seeds.answers()),
        target("streams", Fuzzed::streams, Seeds.streams()));
  }

  private static Arguments target(String name, Consumer<byte[]> reader, List<byte[]> seeds) {
    return Arguments.of(name, reader, seeds);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void no_bytes_do_more_than_be_refused(String name, Consumer<byte[]> reader, List<byte[]> seeds) {
    for (var seed : seeds) read(reader, seed);
    for (int i = 0; i < MUTANTS; i++) {
      var random = new SplittableRandom(i);
      read(reader, mutant(random, seeds.get(random.nextInt(seeds.size()))));
    }
  }

  private static void read(Consumer<byte[]> reader, byte[] input) {
    try {
      reader.accept(input);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      throw new AssertionError("bytes " + Base64.getEncoder().encodeToString(input), e);
    }
  }

  private static byte[] mutant(SplittableRandom random, byte[] seed) {
    var bytes = seed;
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && bytes.length > 1; i++) bytes = changed(random, bytes);
    return bytes;
  }

  private static byte[] changed(SplittableRandom random, byte[] bytes) {
    int from = 1 + random.nextInt(bytes.length - 1);
    int length = Math.min(random.nextInt(40), bytes.length - from);
    var out = new ByteSink();
    out.write(bytes, 0, from);
    switch (random.nextInt(4)) {
      case 0 -> out.write(SPICES.get(random.nextInt(SPICES.size())).getBytes(UTF_8));
      case 1 -> out.write(bytes, from, length); // twice
      case 2 -> from += length; // gone
      default -> {
        // A value in another's place.
        int end = from;
        while (end < bytes.length && bytes[end] != ',' && bytes[end] != '}') end++;
        out.write(SPICES.get(random.nextInt(8)).getBytes(UTF_8));
        from = end;
      }
    }
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }
}
