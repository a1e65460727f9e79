package io.llmcallgateway.dialect.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoding;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ModelRulesBuilder;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.AwsEventReader;
import io.llmcallgateway.wire.AwsEventWriter;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What the tests of this dialect begin with.
final class Given {
  static final BedrockDialect DIALECT = new BedrockDialect();

  private Given() {}

  static Inbound inbound(String body, boolean stream) {
    return inbound(Operation.CHAT, body, stream);
  }

  static Inbound inbound(Operation operation, String body, boolean stream) {
    return new Inbound(
        new CallId("0199aaaa-0000-7000-8000-000000000001"),
        operation,
        new UrlParameters("us.amazon.nova-lite-v1:0", stream, Map.of()),
        Headers.NONE,
        Body.utf8(body),
        null,
        false,
        System.nanoTime());
  }

  static ChatRequest read(String body) {
    var in = inbound(body, false);
    return DIALECT.readRequest(in, DIALECT.facts(in));
  }

  static AnswerContext asked(boolean stream) {
    var in =
        inbound("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}", stream);
    var facts = DIALECT.facts(in);
    return new AnswerContext(
        in.id(), facts, DIALECT.readRequest(in, facts), in, 1_700_000_000, "nova");
  }

  static Rules rules() {
    return new Rules();
  }

  static JsonNode written(ChatRequest request, ModelRules rules, Losses losses) {
    var out = DIALECT.writeRequest(request, target(rules), losses);
    return Json.MAPPER.readTree(out.body().toByteArray());
  }

  static TargetModel target(ModelRules rules) {
    return new TargetModel("bedrock", "model", rules, false);
  }

  static TargetModel target() {
    return target(rules().reasoning(ReasoningStyle.BUDGET).build());
  }

  static Losses losses() {
    return new Losses(false, "bedrock/model");
  }

  /// The frames of a stream, each told as `type payload`; exceptions as `!type payload`.
  static byte[] frames(String... events) {
    var out = new ByteSink();
    var writer = new AwsEventWriter();
    for (var event : events) {
      int space = event.indexOf(' ');
      var type = event.substring(0, space);
      var headers =
          type.startsWith("!")
              ? AwsEventWriter.exception(type.substring(1))
              : AwsEventWriter.event(type);
      writer.write(headers, ByteBuffer.wrap(event.substring(space + 1).getBytes(UTF_8)), out);
    }
    return out.toByteArray();
  }

  /// Reads a stream back into `type payload`.
  static List<String> told(byte[] stream) {
    var reader = new AwsEventReader(1 << 20);
    reader.feed(ByteBuffer.wrap(stream));
    var told = new ArrayList<String>();
    while (reader.next()) {
      int size = reader.dataEnd() - reader.dataStart();
      var payload = new String(reader.data(), reader.dataStart(), size, UTF_8);
      told.add((reader.isException() ? "!" : "") + reader.name() + " " + payload);
    }
    return told;
  }

  /// Decodes a stream that comes in two pieces.
  static List<ChatEvent> decoded(byte[] stream, int cut) {
    var events = new ArrayList<ChatEvent>();
    var decoder = DIALECT.decoder(target(), CallIds.asTheyAre());
    var frames = DIALECT.frames(1 << 20);
    frames.feed(ByteBuffer.wrap(stream, 0, cut));
    while (frames.next()) Decoding.decode(decoder, frames, events::add);
    frames.feed(ByteBuffer.wrap(stream, cut, stream.length - cut));
    while (frames.next()) Decoding.decode(decoder, frames, events::add);
    decoder.end(events::add);
    return events;
  }

  /// Rules of a model that takes everything, but for what is changed.
  static final class Rules {
    private final ModelRulesBuilder rules = ModelRules.UNKNOWN.edit();

    private Rules() {
      rules.reasoning = ReasoningStyle.NONE;
      rules.mostTemperature = 1;
    }

    Rules reasoning(ReasoningStyle style) {
      rules.reasoning = style;
      return this;
    }

    Rules noTools() {
      rules.tools = false;
      return this;
    }

    Rules noSchema() {
      rules.jsonSchema = false;
      return this;
    }

    Rules noForcedTools() {
      rules.forcedTools = false;
      return this;
    }

    Rules notForcedWhileReasoning() {
      rules.forcedWhileReasoning = false;
      return this;
    }

    Rules eitherTemperatureOrTopP() {
      rules.temperatureAndTopP = false;
      return this;
    }

    Rules media(Part.Kind... kinds) {
      rules.media = Set.of(kinds);
      return this;
    }

    Rules rejected(String... members) {
      rules.rejected.addAll(Set.of(members));
      return this;
    }

    Rules efforts(Effort... known) {
      rules.efforts = Set.of(known);
      return this;
    }

    Rules quirks(Quirk... some) {
      rules.quirks.addAll(Set.of(some));
      return this;
    }

    Rules maxOutput(long most) {
      rules.maxOutput = most;
      return this;
    }

    ModelRules build() {
      return rules.build();
    }
  }
}
