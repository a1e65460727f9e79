package io.llmcallgateway.dialect.gemini.request;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.dialect.support.Conversation;
import io.llmcallgateway.dialect.support.ToolCallIdRule;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a conversation as a `generateContent` request.
public final class RequestWriter {
  private static final int MOST_LABELS = 64;

  private final ChatRequest request;
  private final TargetModel target;
  private final Losses losses;
  private final boolean vertex;
  private final ObjectNode root = Json.MAPPER.createObjectNode();
  private boolean formatEnforced;

  private RequestWriter(ChatRequest request, TargetModel target, Losses losses, boolean vertex) {
    this.request = request;
    this.target = target;
    this.losses = losses;
    this.vertex = vertex;
  }

  public static WrittenRequest request(
      ChatRequest request, TargetModel target, Losses losses, boolean vertex) {
    var writer = new RequestWriter(request, target, losses, vertex);
    writer.write();
    var body = Body.of(Json.MAPPER.writeValueAsBytes(writer.root));
    return WrittenRequest.of(body, writer.formatEnforced);
  }

  public static ObjectNode write(
      ChatRequest request, TargetModel target, Losses losses, boolean vertex) {
    var writer = new RequestWriter(request, target, losses, vertex);
    writer.write();
    return writer.root;
  }

  private void write() {
    var conversation = Conversation.of(request, ToolCallIdRule.ANY, losses);
    var tools = new ToolsWriter(request, target.rules(), losses);
    var config = new GenerationConfigWriter(request, target.rules(), losses);
    var generationConfig = config.write();
    formatEnforced = !config.instruction().isEmpty();
    var system = joined(conversation.systemText(), config.instruction());
    var contents = new ContentsWriter(target.rules(), losses, vertex);
    root.set("contents", contents.write(conversation));
    if (!system.isEmpty()) {
      root.putObject("systemInstruction").putArray("parts").addObject().put("text", system);
    }
    tools.write(root);
    if (!generationConfig.isEmpty()) root.set("generationConfig", generationConfig);
    writeTier();
    writeLabels();
    if (request.cacheKey() != null) losses.add("prompt_cache_key", "unsupported");
    if (request.verbosity() != null) losses.add("verbosity", "unsupported");
    writeExtras();
  }

  private static String joined(String system, String instruction) {
    if (system.isEmpty()) return instruction;
    return instruction.isEmpty() ? system : system + "\n\n" + instruction;
  }

  private void writeTier() {
    var tier = request.serviceTier();
    if (tier == null || tier.equals("auto")) return;
    var known = Map.of("default", "standard", "flex", "flex", "priority", "priority").get(tier);
    // Vertex AI takes it in a header, not in the body.
    if (known == null || vertex) losses.add("service_tier", "unsupported");
    else root.put("serviceTier", known);
  }

  /// Writes user and metadata as labels, which only Vertex AI has, with a limited set of
  /// characters.
  private void writeLabels() {
    var user = request.user();
    if (!vertex) {
      if (user != null) losses.add("user", "unsupported");
      if (!request.metadata().isEmpty()) losses.add("metadata", "unsupported");
      return;
    }
    var labels = Json.MAPPER.createObjectNode();
    request.metadata().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> label(labels, entry.getKey(), entry.getValue()));
    if (user != null) label(labels, "user", user);
    if (!labels.isEmpty()) root.set("labels", labels);
  }

  private void label(ObjectNode labels, String key, String value) {
    var name = label(key);
    if (name.isEmpty() || !Character.isLetter(name.charAt(0)) || labels.size() >= MOST_LABELS) {
      losses.add("metadata." + key, "unsupported");
      return;
    }
    var text = label(value);
    if (!text.equals(value) || !name.equals(key)) losses.add("metadata." + key, "changed");
    labels.put(name, text);
  }

  private static String label(String text) {
    var label = new StringBuilder();
    for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      if (label.length() == 63) break;
      boolean fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      label.append(fits ? c : '_');
    }
    return label.toString();
  }

  private void writeExtras() {
    var own = request.extras().in(GeminiPart.DIALECT);
    if (own.isEmpty()) {
      for (var name : request.extras().fields().keySet()) losses.add(name, "unsupported");
      return;
    }
    own.forEach((name, value) -> merge(root, name, value));
    if (!root.has("cachedContent")) return;
    // The cached content has them, and they may not be sent again.
    for (var name : List.of("systemInstruction", "tools", "toolConfig")) {
      if (root.remove(name) != null) losses.add(name, "cached");
    }
  }

  /// Merges a client's own member into the translated request, over what is there.
  private static void merge(ObjectNode into, String name, JsonNode value) {
    if (into.get(name) instanceof ObjectNode known && value instanceof ObjectNode more) {
      for (var member : more.properties()) merge(known, member.getKey(), member.getValue());
    } else {
      into.set(name, value);
    }
  }
}
