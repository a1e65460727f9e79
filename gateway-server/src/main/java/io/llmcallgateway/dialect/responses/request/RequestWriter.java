package io.llmcallgateway.dialect.responses.request;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.dialect.support.CacheBreakpoints;
import io.llmcallgateway.dialect.support.FormatInstruction;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.wire.Json;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a request for a target.
public final class RequestWriter {
  /// The least limit that OpenAI accepts.
  private static final long LEAST_OUTPUT = 16;

  /// The tiers of OpenAI; other vendors' tiers have no meaning here.
  private static final Set<String> TIERS =
      Set.of("auto", "default", "flex", "priority", "scale", "fast");

  private final ChatRequest request;
  private final TargetModel target;
  private final ModelRules rules;
  private final Losses losses;
  private final ObjectNode root = Json.MAPPER.createObjectNode();
  private final LinkedHashSet<String> include = new LinkedHashSet<>();
  private boolean formatEnforced;

  private RequestWriter(ChatRequest request, TargetModel target, Losses losses) {
    boolean marks = target.rules().takes(Trait.PROMPT_CACHE_BREAKPOINT);
    this.request = marks ? CacheBreakpoints.fit(request, losses) : request;
    this.target = target;
    this.rules = target.rules();
    this.losses = losses;
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
    root.put("model", target.model());
    root.set("input", InputWriter.write(request, target, losses));
    if (target.stream()) root.put("stream", true);
    root.put("store", false);
    boolean reasons = writeReasoning();
    new ToolWriter(request, rules, losses, reasons).writeTo(root);
    writeSampling();
    writeMaxTokens();
    writeText();
    if (request.user() != null) root.put("user", request.user());
    if (!request.metadata().isEmpty()) {
      var metadata = root.putObject("metadata");
      request.metadata().forEach(metadata::put);
    }
    writeTier();
    if (request.cacheKey() != null) root.put("prompt_cache_key", request.cacheKey());
    writeCaching();
    writeExtras();
    if (!include.isEmpty()) {
      var names = root.putArray("include");
      for (var name : include) names.add(name);
    }
    reportUnsupported();
    return root;
  }

  private void writeTier() {
    var tier = request.serviceTier();
    if (tier == null) return;
    var word = tier.startsWith("standard") ? "default" : tier;
    if (TIERS.contains(word)) root.put("service_tier", word);
    else losses.add("service_tier", "unknown-to-target");
  }

  /// Writes the cache members that OpenAI's two APIs have in common. For a client of Anthropic's
  /// format the cache is written only where its marks stand.
  private void writeCaching() {
    boolean marked = rules.takes(Trait.PROMPT_CACHE_BREAKPOINT) && request.marksCache();
    if (marked && request.extras().dialect().equals("anthropic")) {
      root.set(CacheBreakpoints.OPTIONS, CacheBreakpoints.explicit());
    }
    for (var name : CacheBreakpoints.SHARED) {
      var value = request.extras().in("openai").get(name);
      if (value == null) continue;
      var trait = Trait.of(name);
      if (trait != null && rules.takes(trait)) root.set(name, value);
      else losses.add(name, "unknown-to-target");
    }
  }

  private void writeExtras() {
    request
        .extras()
        .in(TypedMembers.DIALECT)
        .forEach(
            (name, value) -> {
              if (name.equals("include")) {
                for (var each : value) include.add(each.asString(""));
              } else if (!root.has(name)) {
                root.set(name, value);
              }
            });
    if (!request.extras().isEmpty() && request.extras().in(TypedMembers.DIALECT).isEmpty()) {
      for (var name : request.extras().fields().keySet()) {
        if (!root.has(name) && !CacheBreakpoints.SHARED.contains(name))
          losses.add(name, "unsupported");
      }
    }
  }

  /// Writes the reasoning settings; true if the model will reason.
  private boolean writeReasoning() {
    var asked = request.reasoning();
    if (rules.reasoning() == ReasoningStyle.NONE) {
      if (asked != null && asked.mode() != ReasoningOptions.Mode.OFF) {
        losses.add("reasoning", "unsupported");
      }
      return false;
    }
    include.add("reasoning.encrypted_content");
    if (asked == null) return rules.alwaysReasons();
    var effort = effort(asked);
    var node = Json.MAPPER.createObjectNode();
    if (effort != null) node.put("effort", effort.text());
    if (Boolean.TRUE.equals(asked.shown())) node.put("summary", "auto");
    if (!node.isEmpty()) root.set("reasoning", node);
    return effort != Effort.NONE;
  }

  private @Nullable Effort effort(ReasoningOptions asked) {
    var wanted = asked.asEffort();
    if (wanted == null) return null;
    var nearest = rules.nearest(wanted);
    if (nearest == Effort.NONE && rules.alwaysReasons()) nearest = Effort.LOW;
    if (nearest != wanted) losses.add("reasoning.effort", "changed-to-" + nearest.text());
    return nearest;
  }

  private void writeSampling() {
    var sampling = request.sampling();
    var temperature = sampling.temperature();
    if (temperature != null && passes("temperature")) {
      double most = rules.mostTemperature();
      if (temperature > most) losses.add("temperature", "clamped-to-" + number(most));
      root.put("temperature", Math.min(temperature, most));
    }
    var topP = sampling.topP();
    if (topP != null && passes("top_p")) {
      if (root.has("temperature") && !rules.temperatureAndTopP()) {
        losses.add("top_p", "not-with-temperature");
      } else {
        root.put("top_p", topP);
      }
    }
    if (!Boolean.TRUE.equals(sampling.logprobs())) return;
    if (!rules.takes(Trait.LOGPROBS)) {
      losses.add("logprobs", "unsupported");
      return;
    }
    include.add("message.output_text.logprobs");
    if (sampling.topLogprobs() != null) root.put("top_logprobs", sampling.topLogprobs());
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private boolean passes(String name) {
    if (!rules.rejected().contains(name)) return true;
    losses.add(name, "unsupported");
    return false;
  }

  private void writeMaxTokens() {
    var asked = request.maxTokens();
    if (asked == null) return;
    long most = asked;
    if (rules.maxOutput() > 0 && most > rules.maxOutput()) {
      most = rules.maxOutput();
      losses.add("max_tokens", "clamped-to-" + most);
    }
    if (most < LEAST_OUTPUT) {
      most = LEAST_OUTPUT;
      losses.add("max_tokens", "raised-to-" + LEAST_OUTPUT);
    }
    root.put("max_output_tokens", most);
  }

  private void writeText() {
    var text = Json.MAPPER.createObjectNode();
    switch (request.format()) {
      case null -> {}
      case OutputFormat.JsonObject _ -> text.putObject("format").put("type", "json_object");
      case OutputFormat.JsonSchema schema -> {
        if (rules.jsonSchema()) {
          text.set("format", format(schema));
        } else {
          formatEnforced = true;
          losses.add("response_format", "instructed");
          root.put("instructions", FormatInstruction.instruction(schema));
          text.putObject("format").put("type", "json_object");
        }
      }
    }
    if (request.verbosity() != null && passes("verbosity")) {
      text.put("verbosity", request.verbosity());
    }
    if (!text.isEmpty()) root.set("text", text);
  }

  private static ObjectNode format(OutputFormat.JsonSchema schema) {
    var format = Json.MAPPER.createObjectNode().put("type", "json_schema");
    format.put("name", schema.name());
    if (schema.description() != null) format.put("description", schema.description());
    format.set("schema", schema.schema());
    if (schema.strict() != null) format.put("strict", schema.strict());
    return format;
  }

  /// Reports the members that this API does not have.
  private void reportUnsupported() {
    var sampling = request.sampling();
    boolean marks = rules.takes(Trait.PROMPT_CACHE_BREAKPOINT);
    if (request.marksCache() && !marks) losses.add("cache_control", "implicit");
    if (!request.stop().isEmpty()) losses.add("stop", "unsupported");
    if (request.choices() > 1) losses.changesMeaning("n", "unsupported");
    report("top_k", sampling.topK());
    report("seed", sampling.seed());
    report("frequency_penalty", sampling.frequencyPenalty());
    report("presence_penalty", sampling.presencePenalty());
    JsonNode bias = sampling.logitBias();
    report("logit_bias", bias == null || bias.isEmpty() ? null : bias);
  }

  private void report(String name, @Nullable Object value) {
    if (value != null) losses.add(name, "unsupported");
  }
}
