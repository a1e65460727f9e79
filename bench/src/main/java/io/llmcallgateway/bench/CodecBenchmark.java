package io.llmcallgateway.bench;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.dialect.anthropic.AnthropicDialect;
import io.llmcallgateway.dialect.bedrock.BedrockDialect;
import io.llmcallgateway.dialect.cohere.CohereDialect;
import io.llmcallgateway.dialect.gemini.GeminiDialect;
import io.llmcallgateway.dialect.openai.OpenAiDialect;
import io.llmcallgateway.dialect.responses.ResponsesDialect;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Labels;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.wire.ByteSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/// What an event of a stream costs that is framed, decoded and written in another format.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CodecBenchmark {
  private static final int EVENTS = 100;

  @Param({"openai", "responses", "anthropic", "gemini", "bedrock", "cohere"})
  public String from = "openai";

  @Param({"openai", "responses", "anthropic", "gemini", "bedrock", "cohere"})
  public String to = "anthropic";

  private Dialect source = new OpenAiDialect();
  private Dialect target = new OpenAiDialect();
  private byte[] stream = {};

  private static Dialect dialect(String id) {
    return switch (id) {
      case "responses" -> new ResponsesDialect();
      case "anthropic" -> new AnthropicDialect();
      case "gemini" -> new GeminiDialect();
      case "bedrock" -> new BedrockDialect();
      case "cohere" -> new CohereDialect();
      default -> new OpenAiDialect();
    };
  }

  /// Makes the stream of `from` with a hundred pieces of text.
  @Setup
  public void prepare() {
    source = dialect(from);
    target = dialect(to);
    var encoder = source.encoder(asked());
    var out = new ByteSink();
    for (var event : events()) encoder.encode(event, out);
    encoder.end(out);
    stream = out.toByteArray();
  }

  private static List<ChatEvent> events() {
    var events = new ArrayList<ChatEvent>();
    events.add(new ChatEvent.Started("id-1", "m", 0, Extras.NONE));
    for (int i = 0; i < EVENTS; i++) events.add(new ChatEvent.Text(0, "杭州 word" + i));
    events.add(new ChatEvent.Finished(0, Finish.of(FinishReason.STOP)));
    events.add(new ChatEvent.Used(Usage.of(10, EVENTS)));
    return events;
  }

  private static AnswerContext asked() {
    var id = new CallId("0192f0c1-2b3c-7d4e-8f50-617283940a1b");
    var place = new UrlParameters("m", true, Map.of("alt", "sse"));
    var in = new Inbound(id, Operation.CHAT, place, Headers.NONE, Body.EMPTY, null, false, 0);
    var facts =
        new Facts(Operation.CHAT, "m", null, true, null, null, true, null, false, Labels.NONE);
    return new AnswerContext(id, facts, ChatRequest.of("m").build(), in, 0, "m");
  }

  /// Time for each of the hundred events.
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int event() {
    var frames = source.frames(1 << 20);
    var model = new TargetModel("p", "m", ModelRules.UNKNOWN, true);
    var decoder = source.decoder(model, CallIds.asTheyAre());
    var encoder = target.encoder(asked());
    var out = new ByteSink();
    frames.feed(ByteBuffer.wrap(stream));
    while (frames.next()) {
      if (frames.hasData() && !decoder.ended()) {
        var decoded = decoder.decode(frames, event -> encoder.encode(event, out));
        if (!(decoded instanceof Decoded.Events)) throw new IllegalStateException("no events");
      }
    }
    decoder.end(event -> encoder.encode(event, out));
    encoder.end(out);
    return out.size();
  }
}
