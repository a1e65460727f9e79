package io.llmcallgateway.dialect.bedrock.request;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.bedrock.content.BlockWriter;
import io.llmcallgateway.dialect.bedrock.content.CachePoints;
import io.llmcallgateway.dialect.support.Conversation;
import io.llmcallgateway.dialect.support.FormatInstruction;
import io.llmcallgateway.dialect.support.ToolCallIdRule;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a Converse request. One request, one thread.
public final class RequestWriter {
  /// Bedrock's whole range; the model's own may end earlier.
  private static final double MOST_TEMPERATURE = 1;

  private static final int MOST_METADATA = 16;

  private static final String BETAS = "anthropic_beta";

  private final ChatRequest request;
  private final ModelRules rules;
  private final Losses losses;
  private final CachePoints cache;
  private final ObjectNode body = Json.MAPPER.createObjectNode();
  private final ObjectNode fields = Json.MAPPER.createObjectNode();
  private final ReasoningWriter reasoning;
  private final List<String> instructions = new ArrayList<>(0);
  private boolean formatEnforced;

  private RequestWriter(ChatRequest request, TargetModel target, Losses losses) {
    this.request = request;
    this.losses = losses;
    rules = target.rules();
    cache = new CachePoints(!rules.rejected().contains("cache_control"), losses);
    reasoning = new ReasoningWriter(rules, losses, fields);
  }

  public static WrittenRequest request(ChatRequest request, TargetModel target, Losses losses) {
    var writer = new RequestWriter(request, target, losses);
    var body = Body.of(Json.MAPPER.writeValueAsBytes(writer.write()));
    return WrittenRequest.of(body, writer.formatEnforced);
  }

  public static ObjectNode write(ChatRequest request, TargetModel target, Losses losses) {
    return new RequestWriter(request, target, losses).write();
  }

  private ObjectNode write() {
    var conversation = Conversation.of(request, ToolCallIdRule.WORD, losses);
    var turns = conversation.spoken(losses);
    var tools = new ToolWriter(request, rules, cache, losses);
    var toolConfig = tools.write(turns);
    instructions.addAll(tools.instructions());
    format(toolConfig != null);
    var maxTokens = maxTokens();
    reason(tools, turns, maxTokens);
    if (maxTokens == null) maxTokens = reasoning.room();

    var system = system(conversation.system());
    if (!system.isEmpty()) body.set("system", system);
    var blocks = new BlockWriter(rules, ToolWriter.taken(rules), cache, losses);
    var alone = rules.has(Quirk.RESULTS_ALONE);
    body.set("messages", new TurnWriter(blocks, alone, losses).write(turns));
    inference(maxTokens);
    if (toolConfig != null) body.set("toolConfig", toolConfig);
    rest();
    return body;
  }

  private ArrayNode system(List<Message> messages) {
    var system = Json.MAPPER.createArrayNode();
    for (var message : messages) {
      for (var part : message.parts()) {
        switch (part) {
          case Part.Text text -> {
            if (text.text().isBlank()) continue;
            system.add(BlockWriter.text(text));
            cache.write(text.cache(), system);
          }
          case Part.Foreign foreign -> {
            if (foreign.dialect().equals(DialectId.BEDROCK.text())) system.add(foreign.node());
            else losses.add("messages.content", "foreign-block");
          }
          case Part.Refusal _, Part.Media _, Part.Reasoning _, Part.ToolCall _, Part.ToolResult _ ->
              losses.changesMeaning("messages.content", "no-text-in-system");
        }
      }
    }
    for (var instruction : instructions) system.addObject().put("text", instruction);
    return system;
  }

  private void format(boolean tools) {
    switch (request.format()) {
      case null -> {}
      case OutputFormat.JsonObject _ -> {
        tell(request.format());
      }
      case OutputFormat.JsonSchema schema -> {
        if (rules.jsonSchema() && (rules.jsonWithTools() || !tools)) {
          held(schema);
        } else {
          tell(schema);
        }
      }
    }
  }

  private void tell(OutputFormat format) {
    formatEnforced = true;
    losses.add("response_format", "instructed");
    instructions.add(FormatInstruction.instruction(format));
  }

  private void held(OutputFormat.JsonSchema schema) {
    var format = body.putObject("outputConfig").putObject("textFormat").put("type", "json_schema");
    var node = format.putObject("structure").putObject("jsonSchema");
    node.put("name", schema.name().isBlank() ? "answer" : ToolCallIdRule.WORD.fit(schema.name()));
    if (schema.description() != null) node.put("description", schema.description());
    node.put("schema", schema.schema().toString()); // a string, unlike a tool's schema
  }

  private @Nullable Long maxTokens() {
    var asked = request.maxTokens();
    if (asked == null || rules.maxOutput() == 0 || asked <= rules.maxOutput()) return asked;
    losses.add("max_tokens", "clamped-to-" + rules.maxOutput());
    return rules.maxOutput();
  }

  private void reason(ToolWriter tools, List<Message> turns, @Nullable Long maxTokens) {
    var options = request.reasoning();
    if (options == null) return;
    boolean alone = options.mode() == ReasoningOptions.Mode.UNSAID; // an effort only
    boolean budget = rules.reasoning() == ReasoningStyle.BUDGET && !alone;
    if (tools.forces() && !alone && !rules.forcedWhileReasoning()) {
      losses.add("reasoning_effort", "forced-tool-choice");
    } else if (budget && tools.loopLacksReasoning(turns)) {
      // Thinking that lost its signature cannot be given back, and without it thinking is an error.
      losses.add("reasoning_effort", "signature-lost");
    } else {
      reasoning.write(options, maxTokens);
    }
  }

  private void inference(@Nullable Long maxTokens) {
    var config = Json.MAPPER.createObjectNode();
    boolean novaAtMost = reasoning.isNovaAtMost();
    var fixed = reasoning.isThinking() || novaAtMost;
    if (maxTokens != null) {
      if (novaAtMost) losses.add("max_tokens", "while-reasoning");
      else config.put("maxTokens", maxTokens);
    }
    var sampling = request.sampling();
    if (passes("temperature", sampling.temperature(), fixed)) {
      config.put("temperature", temperature(sampling.temperature()));
    }
    if (passes("top_p", sampling.topP(), fixed)) {
      if (config.has("temperature") && !rules.temperatureAndTopP()) {
        losses.add("top_p", "with-temperature");
      } else {
        config.put("topP", sampling.topP());
      }
    }
    if (passes("top_k", sampling.topK(), fixed)) {
      boolean nova = rules.reasoning() == ReasoningStyle.NOVA;
      if (nova) fields.withObjectProperty("inferenceConfig").put("topK", sampling.topK());
      else fields.put("top_k", sampling.topK());
    }
    stop(config);
    unknown("frequency_penalty", sampling.frequencyPenalty());
    unknown("presence_penalty", sampling.presencePenalty());
    unknown("seed", sampling.seed());
    unknown("logit_bias", sampling.logitBias());
    if (Boolean.TRUE.equals(sampling.logprobs())) losses.changesMeaning("logprobs", "unsupported");
    if (!config.isEmpty()) body.set("inferenceConfig", config);
  }

  private boolean passes(String member, @Nullable Number value, boolean fixed) {
    if (value == null) return false;
    if (rules.rejected().contains(member)) losses.add(member, "unsupported");
    else if (fixed) losses.add(member, "while-reasoning");
    else return true;
    return false;
  }

  private double temperature(@Nullable Double asked) {
    double most = Math.min(MOST_TEMPERATURE, rules.mostTemperature());
    double value = asked == null ? most : asked;
    if (value <= most) return Math.max(value, 0);
    losses.add("temperature", "clamped-to-" + (most == 1 ? "1" : Double.toString(most)));
    return most;
  }

  private void stop(ObjectNode config) {
    if (request.stop().isEmpty()) return;
    if (rules.rejected().contains("stop")) {
      losses.changesMeaning("stop", "unsupported");
      return;
    }
    var stops = Json.MAPPER.createArrayNode();
    for (var stop : request.stop()) {
      if (stop.isBlank()) losses.add("stop", "blank");
      else stops.add(stop);
    }
    if (!stops.isEmpty()) config.set("stopSequences", stops);
  }

  private void unknown(String member, @Nullable Object value) {
    if (value != null) losses.add(member, "unsupported");
  }

  private void rest() {
    if (request.choices() > 1) losses.changesMeaning("n", "unsupported");
    unknown("user", request.user());
    unknown("prompt_cache_key", request.cacheKey());
    unknown("verbosity", request.verbosity());
    metadata();
    tier();
    for (var extra : request.extras().in(DialectId.BEDROCK.text()).entrySet()) {
      if (extra.getKey().equals(BETAS)) continue; // below
      if (extra.getKey().equals(ModelFieldsReader.MEMBER)) {
        if (extra.getValue() instanceof ObjectNode more) merge(more);
      } else if (!body.has(extra.getKey())) {
        body.set(extra.getKey(), extra.getValue());
      }
    }
    if (!request.extras().isEmpty()
        && !request.extras().dialect().equals(DialectId.BEDROCK.text())) {
      for (var member : request.extras().fields().keySet()) {
        if (!member.equals(BETAS)) losses.add(member, "unknown");
      }
    }
    betas(request.extras().fields().get(BETAS));
    if (!fields.isEmpty()) body.set(ModelFieldsReader.MEMBER, fields);
  }

  /// The client's betas, which the target takes.
  private void betas(@Nullable JsonNode betas) {
    if (betas == null) return;
    var told = fields.withArrayProperty(BETAS);
    for (var beta : betas) if (!told.valueStream().anyMatch(beta::equals)) told.add(beta);
  }

  private void merge(ObjectNode more) {
    for (var member : more.properties()) {
      if (!fields.has(member.getKey())) {
        fields.set(member.getKey(), member.getValue());
      } else if (fields.get(member.getKey()) instanceof ObjectNode known
          && member.getValue() instanceof ObjectNode value) {
        for (var inner : value.properties()) known.putIfAbsent(inner.getKey(), inner.getValue());
      }
    }
  }

  private void metadata() {
    if (request.metadata().isEmpty()) return;
    var node = Json.MAPPER.createObjectNode();
    for (var entry : new TreeMap<>(request.metadata()).entrySet()) {
      boolean fits = isPlain(entry.getKey(), 1) && isPlain(entry.getValue(), 0);
      if (fits && node.size() < MOST_METADATA) node.put(entry.getKey(), entry.getValue());
      else losses.add("metadata", fits ? "too-many" : "characters");
    }
    if (!node.isEmpty()) body.set("requestMetadata", node);
  }

  /// True if Bedrock takes the text in metadata: letters, digits, blanks and `:_@$#=/+,-.`, up to
  /// 256.
  private static boolean isPlain(String text, int least) {
    if (text.length() < least || text.length() > 256) return false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || " \t\n:_@$#=/+,-.".indexOf(c) >= 0;
      if (!plain) return false;
    }
    return true;
  }

  private void tier() {
    var tier = request.serviceTier();
    if (tier == null) return;
    var type =
        switch (tier) {
          case "auto" -> null;
          case "default", "standard", "standard_only" -> "default";
          case "priority", "fast" -> "priority";
          case "flex", "reserved" -> tier;
          default -> "";
        };
    if (type == null) return;
    if (type.isEmpty()) losses.add("service_tier", "unknown");
    else body.putObject("serviceTier").put("type", type);
  }
}
