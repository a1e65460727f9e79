package io.llmcallgateway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.dialect.openai.OpenAiDialect;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.wire.Frames;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// The time for one chunk of OpenAI's stream: framed only, seen by the tap of the untouched lane,
/// and decoded for a translation.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkBenchmark {
  private static final int CHUNKS = 100;

  /// What the chunks carry.
  @Param({"text", "escapes", "arguments"})
  public String of = "text";

  private final OpenAiDialect dialect = new OpenAiDialect();
  private final TargetModel model = new TargetModel("p", "m", ModelRules.UNKNOWN, true);
  private final Inbound inbound = inbound();
  private final Facts facts = dialect.facts(inbound);
  private byte[] stream = {};

  private static Inbound inbound() {
    var id = new CallId("01890a5d-ac96-774b-bcce-b302099a8057");
    var body = Body.of(Script.request(true));
    return new Inbound(id, Operation.CHAT, UrlParameters.NONE, Headers.NONE, body, null, false, 0);
  }

  @Setup
  public void prepare() {
    var chunks = new StringBuilder();
    for (int i = 0; i < CHUNKS; i++) chunks.append(Script.delta(delta(i)));
    stream = chunks.append(Script.ending()).toString().getBytes(UTF_8);
  }

  private String delta(int i) {
    return switch (of) {
      case "text" -> "{\"content\":\" 杭州 word" + i + "\"}";
      case "escapes" -> "{\"content\":\"\\n\\\"word\\\" \\u00e9" + i + "\"}";
      default -> {
        var head = "\"id\":\"call_1\",\"type\":\"function\",";
        var function =
            i == 0
                ? "{\"name\":\"plant\",\"arguments\":\"\"}"
                : "{\"arguments\":\"\\\"a" + i + "\"}";
        yield "{\"tool_calls\":[{\"index\":0,%s\"function\":%s}]}"
            .formatted(i == 0 ? head : "", function);
      }
    };
  }

  private Frames frames() {
    var frames = dialect.frames(1 << 20);
    frames.feed(ByteBuffer.wrap(stream));
    return frames;
  }

  @Benchmark
  @OperationsPerInvocation(CHUNKS)
  public int framed() {
    var frames = frames();
    int bytes = 0;
    while (frames.next()) bytes += frames.dataEnd() - frames.dataStart();
    return bytes;
  }

  @Benchmark
  @OperationsPerInvocation(CHUNKS)
  public int tapped() {
    var frames = frames();
    var tap = dialect.tap(inbound, facts, model);
    int content = 0;
    while (frames.next()) if (tap.see(frames) == Tapped.Kind.CONTENT) content++;
    return content;
  }

  @Benchmark
  @OperationsPerInvocation(CHUNKS)
  public void decoded(Blackhole out) {
    var frames = frames();
    var decoder = dialect.decoder(model, CallIds.asTheyAre());
    while (frames.next()) decoder.decode(frames, out::consume);
    decoder.end(out::consume);
  }
}
