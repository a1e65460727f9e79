package io.llmcallgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoding;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.ollama.OllamaDialect;
import io.llmcallgateway.dialect.support.AnswerSummary;
import io.llmcallgateway.edges.EdgeDialect;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.wire.AwsEventReader;
import io.llmcallgateway.wire.AwsEventWriter;
import io.llmcallgateway.wire.BrokenFrameException;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.EventTooLargeException;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonLineReader;
import io.llmcallgateway.wire.JsonNodes;
import io.llmcallgateway.wire.SseReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What must hold for any bytes. The first byte chooses among the ways to read the others.
final class Fuzzed {
  private static final int LIMIT = 512;
  private static final int STREAM_LIMIT = 1 << 20;
  private static final TargetModel OLLAMA =
      new TargetModel("ollama", "some-model", ModelRules.UNKNOWN, true);
  private static final TargetDialect OLLAMA_DIALECT = new OllamaDialect();

  private Fuzzed() {}

  private static int choice(byte[] input) {
    return input.length == 0 ? 0 : input[0] & 0xFF;
  }

  private static byte[] rest(byte[] input) {
    return input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
  }

  /// What a reader made of bytes: its frames, how they ended, and the bytes that it handed out.
  private record Found(List<String> frames, @Nullable String refusal, Body raw) {}

  private static Found find(Frames frames, byte[] bytes, int piece) {
    var found = new ArrayList<String>();
    var raw = new ByteArrayOutputStream();
    String refusal = null;
    try {
      for (int at = 0; at < bytes.length; at += piece) {
        int size = Math.min(piece, bytes.length - at);
        frames.feed(ByteBuffer.wrap(bytes, at, size));
        // Neither what was fed at once nor an event of its limit needs more.
        assertThat(frames.raw().length).isLessThanOrEqualTo(4 * (LIMIT + size) + 8_192);
        while (frames.next()) take(frames, found, raw);
      }
      while (frames.last()) take(frames, found, raw);
    } catch (EventTooLargeException | BrokenFrameException e) {
      refusal = e.getClass().getSimpleName();
    }
    return new Found(found, refusal, Body.of(raw.toByteArray()));
  }

  /// What carries nothing is handed out, but where it begins may depend on the pieces: a line feed
  /// that comes after its carriage return.
  private static void take(Frames frames, List<String> found, ByteArrayOutputStream raw) {
    raw.write(frames.raw(), frames.rawStart(), frames.rawEnd() - frames.rawStart());
    if (!frames.hasData()) return;
    int length = frames.dataEnd() - frames.dataStart();
    assertThat(length).isLessThanOrEqualTo(LIMIT);
    found.add(
        frames.name()
            + (frames.isException() ? "! " : " ")
            + new String(frames.data(), frames.dataStart(), length, UTF_8));
  }

  private static void readTwice(IntFunction<Frames> reader, byte[] input) {
    var bytes = rest(input);
    var whole = find(reader.apply(LIMIT), bytes, Math.max(bytes.length, 1));
    requireBeginning(whole.raw(), bytes);
    var pieces = find(reader.apply(LIMIT), bytes, choice(input) % 31 + 1);
    requireBeginning(pieces.raw(), bytes);
    if (pieces.refusal() == null && whole.refusal() == null) {
      assertThat(pieces.frames()).isEqualTo(whole.frames());
      assertThat(pieces.raw().size()).isEqualTo(whole.raw().size());
      return;
    }
    int both = Math.min(pieces.frames().size(), whole.frames().size());
    assertThat(pieces.frames().subList(0, both)).isEqualTo(whole.frames().subList(0, both));
  }

  /// What is passed on untouched is what came, from the first byte.
  private static void requireBeginning(Body raw, byte[] bytes) {
    assertThat(Arrays.mismatch(raw.toByteArray(), bytes)).isIn(-1, raw.size());
  }

  static void serverSentEvents(byte[] input) {
    readTwice(SseReader::new, input);
  }

  static void jsonLines(byte[] input) {
    readTwice(JsonLineReader::new, input);
  }

  static void awsFrames(byte[] input) {
    readTwice(AwsEventReader::new, input);
  }

  /// Reading members of any document never fails, and what was read can be written.
  static void jsonTrees(byte[] input) {
    JsonNode tree;
    try {
      tree = Json.MAPPER.readTree(rest(input));
    } catch (JacksonException _) {
      return; // no JSON
    }
    for (var member : tree.properties()) {
      var name = member.getKey();
      JsonNodes.text(tree, name);
      JsonNodes.text(tree, name, "");
      JsonNodes.whole(tree, name);
      assertThat(JsonNodes.count(tree, name)).isNotNegative();
      JsonNodes.decimal(tree, name);
      JsonNodes.flag(tree, name);
      JsonNodes.object(tree, name);
      JsonNodes.has(tree, name);
    }
    Json.MAPPER.writeValueAsBytes(tree);
  }

  /// A provider's stream, told on to a client of some dialect.
  static void streams(byte[] input) {
    int choice = choice(input);
    var speakers = EdgeDialect.values();
    int target = choice % (speakers.length + 1);
    var client = speakers[choice / (speakers.length + 1) % speakers.length];
    if (target == speakers.length) {
      follow(OLLAMA_DIALECT, OLLAMA, rest(input), client);
    } else {
      var bytes = speakers[target] == EdgeDialect.BEDROCK ? framed(rest(input)) : rest(input);
      follow(speakers[target].dialect, speakers[target].target(true), bytes, client);
    }
  }

  /// Lines of a type and a payload as AWS's frames, whose checksums no fuzzer finds.
  static byte[] framed(byte[] lines) {
    var out = new ByteSink();
    var writer = new AwsEventWriter();
    for (var line : new String(lines, UTF_8).split("\n", -1)) {
      int blank = line.indexOf(' ');
      var type = blank < 0 ? line : line.substring(0, blank);
      var payload = blank < 0 ? "" : line.substring(blank + 1);
      if (type.length() > 1_000) continue;
      boolean exception = type.endsWith("Exception");
      var headers = exception ? AwsEventWriter.exception(type) : AwsEventWriter.event(type);
      writer.write(headers, ByteBuffer.wrap(payload.getBytes(UTF_8)), out);
    }
    return out.toByteArray();
  }

  private static void follow(
      TargetDialect dialect, TargetModel target, byte[] stream, EdgeDialect client) {
    var asked = client.answerContext(client.clientRequest(request()));
    var encoder = client.dialect.encoder(asked);
    var out = new ByteSink();
    var told = new ArrayList<ChatEvent>();
    var decoder = dialect.decoder(target, CallIds.after(asked.request()));
    try {
      var frames = dialect.frames(STREAM_LIMIT);
      frames.feed(ByteBuffer.wrap(stream));
      while (frames.next()) decode(frames, decoder, told);
      while (frames.last()) decode(frames, decoder, told);
      decoder.end(told::add);
    } catch (GatewayException | EventTooLargeException | BrokenFrameException _) {
      // what a stream may come to
    }
    for (var event : told) encoder.encode(event, out);
    encoder.end(out);
    answered(EdgeDialect.assembled(told));
  }

  private static void decode(Frames frames, StreamDecoder decoder, List<ChatEvent> told) {
    if (frames.hasData() && !decoder.ended()) Decoding.decode(decoder, frames, told::add);
  }

  /// What is logged of an answer, and what each client gets of it.
  private static void answered(ChatAnswer answer) {
    AnswerSummary.of(answer, Body.EMPTY);
    for (var client : EdgeDialect.values())
      client.writeAnswer(answer, client.clientRequest(request()));
  }

  private static ChatRequest request() {
    var request = ChatRequest.of("some-model");
    request.messages.add(Message.of(Message.Role.USER, "你好"));
    request.stream = true;
    return request.build();
  }

  /// A provider's plain answer or error, told on to clients of each dialect.
  static void answers(byte[] input) {
    var speakers = EdgeDialect.values();
    int choice = choice(input) % (speakers.length + 1);
    boolean ollama = choice == speakers.length;
    var dialect = ollama ? OLLAMA_DIALECT : speakers[choice].dialect;
    var target = ollama ? OLLAMA : speakers[choice].target(false);
    var body = Body.of(rest(input));
    for (int status : new int[] {400, 429, 500}) {
      var failure = dialect.readError(status, Headers.NONE, body, "acme");
      for (var client : speakers) {
        client.dialect.writeError(failure);
        client.dialect.errorEvent(failure);
      }
    }
    ChatAnswer answer;
    try {
      answer = dialect.readAnswer(body, target, CallIds.after(request()));
    } catch (GatewayException _) {
      return; // no answer
    }
    answered(answer);
  }

  /// A client's request, written for a target of each dialect.
  static void requests(byte[] input) {
    var speakers = EdgeDialect.values();
    var client = speakers[choice(input) % speakers.length];
    var in = client.clientRequest(request());
    var body = Body.of(rest(input));
    ChatRequest request;
    try {
      request =
          client.readRequest(
              new Inbound(in.id(), in.operation(), in.place(), in.headers(), body, null, false, 0));
    } catch (GatewayException _) {
      return; // no request
    }
    for (var target : speakers) {
      try {
        target.dialect.writeRequest(request, target.target(true), target.losses());
      } catch (GatewayException _) {
        // one that this target cannot take
      }
    }
    try {
      OLLAMA_DIALECT.writeRequest(request, OLLAMA, EdgeDialect.OPENAI.losses());
    } catch (GatewayException _) {
      // as above
    }
  }
}
