package io.llmcallgateway.dialect.responses.request;

import static io.llmcallgateway.dialect.support.RequestBodyParser.invalid;
import static io.llmcallgateway.dialect.support.RequestBodyParser.wrongType;

import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Sampling;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a client's request.
public final class RequestReader {
  /// The default of `include`: encrypted reasoning, which all dialects that have it return.
  private static final JsonNode OWN_INCLUDES =
      Json.MAPPER.createArrayNode().add("reasoning.encrypted_content");

  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "input",
          "instructions",
          "stream",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "max_output_tokens",
          "temperature",
          "top_p",
          "top_logprobs",
          "text",
          "reasoning",
          "user",
          "safety_identifier",
          "metadata",
          "service_tier",
          "prompt_cache_key",
          "store",
          "previous_response_id",
          "conversation",
          "background",
          "prompt");

  private RequestReader() {}

  public static ChatRequest read(Body body, Facts facts) {
    var root = Json.MAPPER.readTree(body.toByteArray());
    refuseStored(root);
    var request = ChatRequest.of(facts.model()).extrasOf(TypedMembers.DIALECT);
    var instructions = TypedMembers.text(root, "instructions");
    if (instructions != null && !instructions.isEmpty()) {
      request.messages.add(Message.of(Message.Role.SYSTEM, instructions));
    }
    var tools = ClientTools.of(root);
    request.messages.addAll(InputReader.read(root.path("input"), tools));
    request.tools.addAll(tools.tools());
    request.toolChoice = ToolReader.choice(root.path("tool_choice"), tools);
    request.parallelToolCalls = TypedMembers.flag(root, "parallel_tool_calls");
    request.maxTokens = TypedMembers.whole(root, "max_output_tokens");
    request.sampling = sampling(root);
    var text = root.path("text");
    request.format = format(text.path("format"));
    request.verbosity = JsonNodes.text(text, "verbosity");
    request.reasoning = reasoning(root.path("reasoning"));
    request.stream = facts.stream();
    var identifier = TypedMembers.text(root, "safety_identifier");
    request.user = identifier == null ? TypedMembers.text(root, "user") : identifier;
    for (var member : root.path("metadata").properties()) {
      var value = member.getValue();
      request.metadata.put(member.getKey(), value.isString() ? value.asString() : value.toString());
    }
    request.serviceTier = TypedMembers.text(root, "service_tier");
    request.cacheKey = TypedMembers.text(root, "prompt_cache_key");
    request.extras.putAll(TypedMembers.others(root, KNOWN).fields());
    if (OWN_INCLUDES.equals(root.path("include"))) request.extras.remove("include");
    request.unread = KnownMembers.SHAPE.unread(root);
    return request.build();
  }

  /// Refuses references to things that the gateway does not keep. `previous_response_id` has been
  /// resolved by now.
  private static void refuseStored(JsonNode root) {
    for (var name : new String[] {"conversation", "prompt", "previous_response_id"}) {
      if (JsonNodes.has(root, name)) throw kept(name);
    }
    if (Boolean.TRUE.equals(JsonNodes.flag(root, "background"))) throw kept("background");
  }

  public static GatewayException kept(String name) {
    return invalid(
        "'"
            + name
            + "' needs what the gateway does not keep; send the whole conversation in 'input', or"
            + " go on from an earlier response with 'previous_response_id'.",
        name);
  }

  private static Sampling sampling(JsonNode root) {
    var top = TypedMembers.whole(root, "top_logprobs");
    boolean asked = top != null && top > 0;
    for (var each : root.path("include")) {
      asked |= each.asString("").equals("message.output_text.logprobs");
    }
    return new Sampling(
        TypedMembers.decimal(root, "temperature"),
        TypedMembers.decimal(root, "top_p"),
        null,
        null,
        null,
        null,
        asked ? Boolean.TRUE : null,
        asked && top != null ? (Integer) Math.clamp(top, 0, 20) : null,
        null);
  }

  private static @Nullable OutputFormat format(JsonNode format) {
    if (!format.isObject()) return null;
    return switch (JsonNodes.text(format, "type", "text")) {
      case "json_object" -> new OutputFormat.JsonObject();
      case "json_schema" -> {
        if (!(format.path("schema") instanceof ObjectNode schema)) {
          throw invalid("Missing required parameter: 'text.format.schema'.", "text.format.schema");
        }
        yield new OutputFormat.JsonSchema(
            JsonNodes.text(format, "name", "answer"),
            JsonNodes.text(format, "description"),
            schema,
            JsonNodes.flag(format, "strict"));
      }
      default -> null;
    };
  }

  private static @Nullable ReasoningOptions reasoning(JsonNode reasoning) {
    if (reasoning.isMissingNode() || reasoning.isNull()) return null;
    if (!reasoning.isObject()) throw wrongType("reasoning", "an object");
    var word = JsonNodes.text(reasoning, "effort");
    var effort = Effort.of(word);
    if (word != null && effort == null) {
      throw invalid("Invalid value for 'reasoning.effort': '" + word + "'.", "reasoning.effort");
    }
    var summary =
        JsonNodes.has(reasoning, "summary") || JsonNodes.has(reasoning, "generate_summary");
    if (effort == null && !summary) return null;
    if (effort == Effort.NONE) return ReasoningOptions.off();
    return new ReasoningOptions(
        effort == null ? ReasoningOptions.Mode.ADAPTIVE : ReasoningOptions.Mode.ON,
        effort,
        null,
        summary ? Boolean.TRUE : null);
  }
}
