package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.dialect.openai.content.CustomTools;
import io.llmcallgateway.dialect.support.CacheBreakpoints;
import io.llmcallgateway.dialect.support.Conversation;
import io.llmcallgateway.dialect.support.FormatInstruction;
import io.llmcallgateway.dialect.support.ToolCallIdRule;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a request for a vendor of OpenAI's format: first the members that all vendors have, then
/// those that depend on the target's traits and its model's rules.
public final class RequestWriter {
  /// The tiers of OpenAI and the vendors that follow it; other tiers have no meaning there.
  private static final Set<String> TIERS =
      Set.of("auto", "default", "flex", "priority", "scale", "fast", "on_demand", "performance");

  /// Objects of which the gateway writes some members and the client others.
  private static final Set<String> JOINED = Set.of("stream_options", "chat_template_kwargs");

  private static final int MOST_STOPS = 4;
  private static final int MOST_USER = 64;
  private static final double USUAL_TEMPERATURE = ModelRules.UNKNOWN.mostTemperature();

  private final ChatRequest request;
  private final TargetModel target;
  private final ModelRules rules;
  private final AcceptedTraits allowed;
  private final Losses losses;
  private final ObjectNode out = Json.MAPPER.createObjectNode();

  private RequestWriter(ChatRequest request, TargetModel target, Losses losses) {
    this.request =
        CacheControlWriter.areBreakpoints(target.rules())
            ? CacheBreakpoints.fit(request, losses)
            : request;
    this.target = target;
    this.rules = target.rules();
    boolean own = request.extras().dialect().equals(CommonMembers.DIALECT);
    boolean reasons = !own || new ReasoningMembers(rules).reason(request.reasoning());
    this.allowed = new AcceptedTraits(rules, own, reasons);
    this.losses = losses;
  }

  public static WrittenRequest write(ChatRequest request, TargetModel target, Losses losses) {
    return new RequestWriter(request, target, losses).write();
  }

  private WrittenRequest write() {
    out.put("model", target.model());
    var tools = new ToolWriter(request, allowed, losses);
    tools.prepare();
    writeMessages(tools);
    tools.write(out);
    writeLimits();
    writeSampling();
    writeFormat(tools.any());
    new ReasoningWriter(rules, losses).write(request.reasoning(), tools.any(), tools.forced(), out);
    writeStream();
    writeHints();
    writeExtras();
    boolean enforced = formatInstruction(tools.any()) != null;
    return WrittenRequest.of(Body.of(Json.MAPPER.writeValueAsBytes(out)), enforced);
  }

  private void writeMessages(ToolWriter tools) {
    var rule = rules.has(Quirk.NINE_CHARACTER_IDS) ? ToolCallIdRule.NINE : ToolCallIdRule.ANY;
    var conversation = Conversation.of(tools.spoken(), rule, losses);
    var writer = new MessageWriter(allowed, losses, tools.any(), CustomTools.names(request));
    out.set("messages", writer.write(conversation, formatInstruction(tools.any())));
  }

  /// True if the target accepts the member that asks for JSON.
  private boolean takesFormat(boolean withTools) {
    return !(withTools && !rules.jsonWithTools()) && rules.takes(Trait.RESPONSE_FORMAT);
  }

  /// Returns an instruction to keep to the format, or null if the target keeps to it by itself.
  private @Nullable String formatInstruction(boolean withTools) {
    var format = request.format();
    if (format == null) return null;
    boolean held = format instanceof OutputFormat.JsonObject || rules.jsonSchema();
    return held && takesFormat(withTools) ? null : FormatInstruction.instruction(format);
  }

  /// Sets a member unless the value is null or the target does not accept the member.
  private void put(String name, @Nullable JsonNode value) {
    if (value != null && allowed.admits(name, losses)) out.set(name, value);
  }

  private static @Nullable JsonNode node(@Nullable Object value) {
    return value == null ? null : Json.MAPPER.valueToTree(value);
  }

  private void writeLimits() {
    var most = request.maxTokens();
    if (most != null) {
      if (rules.maxOutput() > 0 && most > rules.maxOutput()) {
        most = rules.maxOutput();
        losses.add("max_tokens", "clamped-to-" + most);
      }
      out.put(
          rules.takes(Trait.MAX_COMPLETION_TOKENS) ? "max_completion_tokens" : "max_tokens", most);
    }
    var stop = request.stop();
    if (stop.isEmpty()) return;
    if (stop.size() > MOST_STOPS && !allowed.own()) {
      losses.add("stop", "first-" + MOST_STOPS);
      stop = stop.subList(0, MOST_STOPS);
    }
    put("stop", node(stop));
  }

  private void writeSampling() {
    var sampling = request.sampling();
    var temperature = sampling.temperature();
    // A client of this format may send what no vendor accepts; the vendor then reports the error.
    boolean unusual = !allowed.own() || rules.mostTemperature() < USUAL_TEMPERATURE;
    if (temperature != null && temperature > rules.mostTemperature() && unusual) {
      temperature = rules.mostTemperature();
      losses.add("temperature", "clamped-to-" + temperature);
    }
    put("temperature", node(temperature));
    if (sampling.topP() != null && out.has("temperature") && !rules.temperatureAndTopP()) {
      losses.add("top_p", "not-beside-temperature");
    } else {
      put("top_p", node(sampling.topP()));
    }
    put("top_k", node(sampling.topK()));
    put("frequency_penalty", node(sampling.frequencyPenalty()));
    put("presence_penalty", node(sampling.presencePenalty()));
    put(rules.takes(Trait.RANDOM_SEED) ? "random_seed" : "seed", node(sampling.seed()));
    put("logprobs", node(sampling.logprobs()));
    put("top_logprobs", node(sampling.topLogprobs()));
    put("logit_bias", sampling.logitBias());
    if (request.choices() == 1) return;
    if (rules.leaves(Trait.N)) out.put("n", request.choices());
    else losses.changesMeaning("n", "one-choice-only");
  }

  private void writeFormat(boolean withTools) {
    var format = request.format();
    if (format == null) return;
    if (formatInstruction(withTools) != null) {
      losses.add("response_format", takesFormat(withTools) ? "instructed" : "not-taken");
    }
    if (!takesFormat(withTools)) return;
    var node = out.putObject("response_format");
    if (format instanceof OutputFormat.JsonSchema schema && rules.jsonSchema()) {
      var inner = node.put("type", "json_schema").putObject("json_schema");
      inner.put("name", schema.name());
      if (schema.description() != null) inner.put("description", schema.description());
      inner.set("schema", schema.schema());
      if (schema.strict() != null) inner.put("strict", schema.strict());
    } else {
      node.put("type", "json_object");
    }
  }

  private void writeStream() {
    if (!target.stream()) return;
    out.put("stream", true);
    if (rules.takes(Trait.STREAM_OPTIONS)) {
      out.putObject("stream_options").put("include_usage", true);
    }
  }

  private void writeHints() {
    var user = request.user();
    if (user != null && user.length() > MOST_USER && !allowed.own()) {
      user = digest(user);
      losses.add("user", "hashed");
    }
    put("user", node(user));
    writeMetadata();
    var tier = request.serviceTier();
    if (tier != null) {
      var word = tier.startsWith("standard") ? "default" : tier;
      if (allowed.own()) put("service_tier", node(tier));
      else if (TIERS.contains(word)) put("service_tier", node(word));
      else losses.add("service_tier", "unknown-to-target");
    }
    put("prompt_cache_key", node(request.cacheKey()));
    // Anthropic writes to the cache where a mark stands and nowhere else.
    boolean marked = CacheControlWriter.areBreakpoints(rules) && request.marksCache();
    if (marked && request.extras().dialect().equals("anthropic")) {
      put(CacheBreakpoints.OPTIONS, CacheBreakpoints.explicit());
    }
    put("verbosity", node(request.verbosity()));
  }

  /// Writes `metadata`, which OpenAI accepts for stored answers only and else refuses with 400.
  private void writeMetadata() {
    if (request.metadata().isEmpty()) return;
    boolean stored =
        request.extras().in(CommonMembers.DIALECT).get("store") instanceof BooleanNode flag
            && flag.booleanValue();
    if (!stored && rules.takes(Trait.METADATA) && !rules.takes(Trait.UNSTORED_METADATA)) {
      losses.add("metadata", "needs-store");
    } else {
      put("metadata", node(request.metadata()));
    }
  }

  private static String digest(String user) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(user.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has the algorithm
    }
  }

  private void writeExtras() {
    for (var extra : request.extras().fields().entrySet()) {
      var name = extra.getKey();
      boolean shared =
          CacheBreakpoints.SHARED.contains(name) && request.extras().dialect().equals("responses");
      if (shared) {
        put(name, extra.getValue());
      } else if (!allowed.own()) {
        losses.add(name, "unknown-to-target");
      } else if (JOINED.contains(name)
          && out.path(name) instanceof ObjectNode options
          && extra.getValue() instanceof ObjectNode more) {
        options.setAll(more);
      } else if (!out.has(name) && !name.equals("stream_options")) {
        put(name, extra.getValue());
      }
    }
  }
}
