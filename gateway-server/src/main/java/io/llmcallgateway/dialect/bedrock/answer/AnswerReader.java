package io.llmcallgateway.dialect.bedrock.answer;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.bedrock.content.BlockReader;
import io.llmcallgateway.dialect.bedrock.content.SignatureCodec;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a provider's whole answer.
public final class AnswerReader {
  private static final int MOST_TOLD = 200;

  private AnswerReader() {}

  public static ChatAnswer read(Body body, TargetModel target, CallIds ids) {
    var root = document(body, target.provider());
    var message = JsonNodes.object(root.path("output"), "message");
    if (message == null) {
      var failure = ErrorReader.inAnswer(root, target.provider());
      throw new GatewayException(failure);
    }
    var reader = BlockReader.ofAnswer(ids, SignatureCodec.familyOf(target.rules()));
    var parts = parts(reader, message, target.provider());
    boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
    var choice = new ChatAnswer.Choice(0, parts, FinishCodec.read(root, called), null, Extras.NONE);
    return new ChatAnswer(
        "",
        "",
        0,
        List.of(choice),
        UsageCodec.of(root),
        JsonNodes.text(root.path("serviceTier"), "type"),
        extras(root));
  }

  private static List<Part> parts(BlockReader reader, ObjectNode message, String provider) {
    try {
      return reader.read(message.path("content"), "output.message.content");
    } catch (GatewayException e) {
      throw broken(provider, e.failure().message(), e);
    }
  }

  private static Extras extras(ObjectNode root) {
    var rest = new LinkedHashMap<String, JsonNode>();
    for (var member : root.properties()) {
      switch (member.getKey()) {
        case "output", "stopReason", "usage", "serviceTier", "metrics" -> {}
        default -> rest.put(member.getKey(), member.getValue());
      }
    }
    return rest.isEmpty() ? Extras.NONE : new Extras(DialectId.BEDROCK.text(), rest);
  }

  private static ObjectNode document(Body body, String provider) {
    try {
      if (Json.EXACT.readTree(body.toByteArray()) instanceof ObjectNode root) return root;
    } catch (JacksonException e) {
      throw broken(provider, start(body), e);
    }
    throw new GatewayException(
        Failure.ofProvider(
            Failure.Kind.UPSTREAM_ERROR,
            provider,
            "The provider's answer is not a JSON object: " + start(body)));
  }

  private static GatewayException broken(String provider, String what, Throwable cause) {
    return new GatewayException(
        Failure.ofProvider(
            Failure.Kind.UPSTREAM_ERROR, provider, "The provider's answer cannot be read: " + what),
        cause);
  }

  /// The beginning of a body, for a message.
  public static String start(Body body) {
    var text = body.utf8().strip();
    if (text.isEmpty()) return "(empty)";
    return text.length() > MOST_TOLD ? text.substring(0, MOST_TOLD) + "…" : text;
  }
}
