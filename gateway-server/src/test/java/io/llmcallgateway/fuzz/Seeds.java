package io.llmcallgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.Generated;
import io.llmcallgateway.edges.EdgeDialect;
import io.llmcallgateway.wire.ByteSink;
import java.util.ArrayList;
import java.util.List;

/// Sound inputs to begin from: what the dialects themselves write.
final class Seeds {
  private static final int EACH = 3;

  private Seeds() {}

  private static byte[] choosing(int choice, byte[] input) {
    var out = new ByteSink();
    out.write(choice);
    out.write(input);
    return out.toByteArray();
  }

  /// Where `Fuzzed` finds it.
  private static int place(EdgeDialect dialect) {
    return List.of(EdgeDialect.values()).indexOf(dialect);
  }

  private static Generated generated(EdgeDialect dialect, long seed) {
    return new Generated(seed, dialect.family, dialect == EdgeDialect.RESPONSES);
  }

  static List<byte[]> requests() {
    var seeds = new ArrayList<byte[]>();
    for (var dialect : EdgeDialect.values()) {
      for (long seed = 0; seed < EACH; seed++) {
        var in = dialect.clientRequest(generated(dialect, seed).request());
        seeds.add(choosing(place(dialect), in.body().toByteArray()));
      }
    }
    return seeds;
  }

  static List<byte[]> streams() {
    var seeds = new ArrayList<byte[]>();
    int targets = EdgeDialect.values().length + 1;
    for (var dialect : EdgeDialect.values()) {
      for (long seed = 0; seed < EACH; seed++) {
        var generated = generated(dialect, seed);
        var stream =
            dialect.writeStream(generated.stream(), dialect.clientRequest(generated.request()));
        if (dialect == EdgeDialect.BEDROCK) stream = dialect.streamText(stream).getBytes(UTF_8);
        seeds.add(choosing(place(dialect) + targets * (int) seed, stream));
      }
    }
    var ollama =
        """
        {"message":{"content":"你好","thinking":"想","tool_calls":[{"id":"a","function":{"name":"f","arguments":{"x":1}}}]}}
        {"done":true,"done_reason":"stop","eval_count":9}
        """;
    seeds.add(choosing(targets - 1, ollama.getBytes(UTF_8)));
    return seeds;
  }

  static List<byte[]> answers() {
    var seeds = new ArrayList<byte[]>();
    for (var dialect : EdgeDialect.values()) {
      for (long seed = 0; seed < EACH; seed++) {
        var generated = generated(dialect, seed);
        var answer = EdgeDialect.assembled(generated.stream());
        var body = dialect.writeAnswer(answer, dialect.clientRequest(generated.request()));
        seeds.add(choosing(place(dialect), body.toByteArray()));
      }
    }
    return seeds;
  }

  /// Streams as they are on the wire, for the readers of frames.
  static List<byte[]> wires() {
    var seeds = new ArrayList<byte[]>();
    for (var dialect : EdgeDialect.values()) {
      var generated = generated(dialect, 1);
      var stream =
          dialect.writeStream(generated.stream(), dialect.clientRequest(generated.request()));
      seeds.add(choosing(7, stream));
    }
    seeds.add("\0\n\r\n".getBytes(UTF_8)); // found by fuzzing
    seeds.add("\3\ufeff: hi\r\rdata: a\r\ndata\n\nevent: x\ndata:b".getBytes(UTF_8));
    return seeds;
  }
}
