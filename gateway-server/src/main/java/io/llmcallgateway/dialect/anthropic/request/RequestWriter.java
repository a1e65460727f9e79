package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.dialect.anthropic.content.JsonAnswerTool;
import io.llmcallgateway.dialect.anthropic.content.ServiceTierCodec;
import io.llmcallgateway.dialect.support.Conversation;
import io.llmcallgateway.dialect.support.FormatInstruction;
import io.llmcallgateway.dialect.support.ToolCallIdRule;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes a conversation as a Messages request.
public final class RequestWriter {
  /// The `anthropic_version` that Vertex AI wants in the body.
  static final String VERTEX_VERSION = "vertex-2023-10-16";

  /// The members that `count_tokens` accepts.
  private static final List<String> COUNTED =
      List.of(
          "anthropic_version",
          "model",
          "system",
          "messages",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "context_management",
          "mcp_servers",
          "cache_control");

  private static final int MOST_USER = 256;

  /// Members of tools that not every target accepts.
  static final List<String> TOOL_MEMBERS =
      List.of("defer_loading", "eager_input_streaming", "input_examples", "allowed_callers");

  private final ChatRequest request;
  private final TargetModel target;
  private final ModelRules rules;
  private final Losses losses;
  private final CacheControlWriter marks = new CacheControlWriter();
  private final ObjectNode root = Json.MAPPER.createObjectNode();
  private @Nullable String instruction;
  private boolean formatEnforced;

  private RequestWriter(ChatRequest request, TargetModel target, Losses losses) {
    this.request = request;
    this.target = target;
    rules = target.rules();
    this.losses = losses;
  }

  public static WrittenRequest request(
      ChatRequest request, TargetModel target, Losses losses, boolean vertex) {
    var writer = new RequestWriter(request, target, losses);
    var body = Body.of(Json.MAPPER.writeValueAsBytes(writer.write(vertex)));
    return WrittenRequest.of(body, writer.formatEnforced);
  }

  /// Writes a request to count tokens, without the members that limit or sample an answer. Vertex
  /// AI wants the model in the body here, since its path has none.
  public static ObjectNode writeCount(
      ChatRequest request, TargetModel target, Losses losses, boolean vertex) {
    var whole = new RequestWriter(request, target, losses).write(vertex);
    whole.put("model", target.model());
    return whole.retain(COUNTED);
  }

  private ObjectNode write(boolean vertex) {
    if (vertex) root.put("anthropic_version", VERTEX_VERSION);
    else root.put("model", target.model());
    var thinking = ThinkingSettings.of(request, rules, losses);
    root.put("max_tokens", thinking.maxTokens());
    writeFormat(thinking.on());
    var conversation = Conversation.of(request, ToolCallIdRule.WORD, losses);
    if (!root.has("tools"))
      new ToolsWriter(request, rules, losses, marks).write(root, thinking.on());
    writeSystem(conversation.system());
    // See platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages.
    boolean instructed = rules.takes(Trait.SYSTEM_ANYWHERE);
    var turns = instructed ? conversation.instructed(losses) : conversation.spoken(losses);
    root.set("messages", new MessagesWriter(rules, losses, marks).write(turns));
    if (thinking.thinking() != null) root.set("thinking", thinking.thinking());
    if (thinking.effort() != null) outputConfig().put("effort", thinking.effort().text());
    new SamplingWriter(request, rules, losses).write(root, thinking.on());
    writeRest();
    marks.limit(losses);
    if (!rules.takes(Trait.TOOL_EXTRAS)) dropToolMembers();
    return root;
  }

  private void dropToolMembers() {
    for (var tool : root.path("tools")) {
      if (!(tool instanceof ObjectNode object)) continue;
      for (var name : TOOL_MEMBERS) {
        if (object.remove(name) != null) losses.add("tools." + name, "unsupported");
      }
    }
  }

  private ObjectNode outputConfig() {
    var config = root.get("output_config");
    return config instanceof ObjectNode object ? object : root.putObject("output_config");
  }

  private void writeSystem(List<Message> system) {
    var blocks = Json.MAPPER.createArrayNode();
    for (var message : system) {
      for (var part : message.parts()) {
        if (part instanceof Part.Text text) {
          if (text.text().isBlank()) continue;
          var block = ContentBlocks.text(text.text());
          marks.put(text.cache(), block);
          ContentBlocks.put(text.extras(), block);
          blocks.add(block);
        } else {
          losses.add("messages.system", "not-text");
        }
      }
    }
    if (instruction != null) blocks.add(ContentBlocks.text(instruction));
    if (blocks.isEmpty()) return;
    if (blocks.size() == 1 && blocks.get(0).size() == 2) {
      root.set("system", blocks.get(0).path("text"));
    } else {
      root.set("system", blocks);
    }
  }

  private void writeFormat(boolean reasons) {
    switch (request.format()) {
      case null -> {}
      case OutputFormat.JsonObject _ -> {
        tell(request.format());
      }
      case OutputFormat.JsonSchema format -> writeSchema(format, reasons);
    }
  }

  private void tell(OutputFormat format) {
    formatEnforced = true;
    losses.add("response_format", "instructed");
    instruction = FormatInstruction.instruction(format);
  }

  private void writeSchema(OutputFormat.JsonSchema format, boolean reasons) {
    var schema = format.schema();
    boolean tools = !request.tools().isEmpty();
    if (rules.jsonSchema() && (!tools || rules.jsonWithTools())) {
      outputConfig()
          .putObject("format")
          .put("type", "json_schema")
          .set("schema", new SchemaAdapter(losses).adapt(schema));
      return;
    }
    boolean free = !tools && !(reasons && !rules.forcedWhileReasoning());
    if (free && rules.tools() && rules.forcedTools() && JsonAnswerTool.fits(schema)) {
      formatEnforced = true;
      losses.add("response_format", "by-forced-tool");
      JsonAnswerTool.ask(root, schema);
      return;
    }
    tell(format);
  }

  private void writeRest() {
    if (request.choices() > 1) losses.changesMeaning("n", "unsupported");
    if (target.stream()) root.put("stream", true);
    var user = request.user();
    if (user != null && user.length() <= MOST_USER) {
      root.putObject("metadata").put("user_id", user);
    } else if (user != null) {
      losses.add("user", "too-long");
    }
    if (!request.metadata().isEmpty()) losses.add("metadata", "unsupported");
    if (request.cacheKey() != null) losses.add("prompt_cache_key", "unsupported");
    if (request.verbosity() != null) losses.add("verbosity", "unsupported");
    if (request.serviceTier() != null) {
      var tier = ServiceTierCodec.write(request.serviceTier());
      if (tier == null) losses.add("service_tier", "unsupported");
      else root.put("service_tier", tier);
    }
    var extras = request.extras();
    if (!extras.dialect().equals(ContentBlocks.DIALECT)) {
      for (var name : extras.fields().keySet()) losses.add(name, "unsupported");
      return;
    }
    extras
        .fields()
        .forEach(
            (name, value) -> {
              if (name.equals("output_config") && value instanceof ObjectNode more) {
                outputConfig().setAll(more);
              } else if (!root.has(name)) {
                root.set(name, value);
              }
            });
  }
}
