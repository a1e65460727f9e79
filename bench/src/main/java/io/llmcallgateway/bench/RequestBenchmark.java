package io.llmcallgateway.bench;

import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.dialect.openai.OpenAiDialect;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the verbatim lane does to a request before it leaves: its facts read, its model replaced. A
/// full tree of the same request is there to compare with.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class RequestBenchmark {
  private static final String SENTENCE = "What grows in autumn? 秋天种什么？ ";

  /// The request's size in KB.
  @Param({"1", "1024"})
  private int kilobytes;

  private final OpenAiDialect dialect = new OpenAiDialect();
  private final JsonMapper trees = JsonMapper.builder().build();
  private Inbound inbound = inbound(Body.EMPTY);
  private Facts facts = dialect.facts(inbound(Body.of(Script.request(true))));

  @Setup
  public void prepare() {
    int sentences = Math.max(1, kilobytes * 1024 / Body.utf8(SENTENCE).size());
    var json =
        """
        {"model":"gpt-4o-mini","messages":[{"role":"user","content":"%s"}],"stream":true}\
        """
            .formatted(SENTENCE.repeat(sentences));
    inbound = inbound(Body.utf8(json));
    facts = dialect.facts(inbound);
  }

  private static Inbound inbound(Body body) {
    var id = new CallId("01890a5d-ac96-774b-bcce-b302099a8057");
    return new Inbound(id, Operation.CHAT, UrlParameters.NONE, Headers.NONE, body, null, false, 0);
  }

  @Benchmark
  public Facts facts() {
    return dialect.facts(inbound);
  }

  @Benchmark
  public Body splice() {
    return dialect.forTarget(inbound.body(), facts, "gpt-4.1-mini", true);
  }

  @Benchmark
  public JsonNode tree() {
    return trees.readTree(inbound.body().toByteArray());
  }
}
