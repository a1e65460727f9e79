package io.llmcallgateway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.wire.SseReader;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Finding the events of a stream of 100 chunks that arrives in pieces of some size.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class StreamBenchmark {
  private static final int CHUNKS = 100;

  /// The size of a piece in bytes.
  @Param({"180", "1000", "16384"})
  private int piece;

  private final byte[] stream = (Script.chunk().repeat(CHUNKS) + Script.ending()).getBytes(UTF_8);

  @Benchmark
  public int frames() {
    var reader = new SseReader(1 << 20);
    int bytes = 0;
    for (int at = 0; at < stream.length; at += piece) {
      reader.feed(ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at)));
      while (reader.next()) bytes += reader.dataEnd() - reader.dataStart();
    }
    return bytes;
  }
}
