package io.llmcallgateway.dialect.bedrock.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.support.TurnOrder;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a request's content blocks.
public final class BlockWriter {
  /// Bedrock rejects blank texts, and a result needs some content.
  private static final String NO_OUTPUT = "(no output)";

  private final ModelRules rules;
  private final boolean tools;
  private final CachePoints cache;
  private final Losses losses;
  private final DocumentNames names = new DocumentNames();

  /// @param tools whether tools can be told as such; else they are told in words
  public BlockWriter(ModelRules rules, boolean tools, CachePoints cache, Losses losses) {
    this.rules = rules;
    this.tools = tools;
    this.cache = cache;
    this.losses = losses;
  }

  /// The blocks of a turn, which ends with its calls, as Claude wants them. Media stand in the
  /// user's turns only.
  public ArrayNode blocks(List<Part> parts, boolean assistant) {
    var blocks = Json.MAPPER.createArrayNode();
    for (var part : assistant ? TurnOrder.endingWithCalls(parts) : parts) {
      if (assistant && part instanceof Part.Media media) {
        losses.add("messages.content." + MediaFormats.member(media.kind()), "in-assistant-turn");
      } else {
        write(part, blocks);
      }
    }
    return blocks;
  }

  private void write(Part part, ArrayNode into) {
    switch (part) {
      case Part.Text text -> {
        if (!text.text().isBlank()) into.add(text(text));
        mark(text.cache(), into);
      }
      case Part.Refusal refusal -> {
        if (!refusal.text().isBlank()) into.addObject().put("text", refusal.text());
      }
      case Part.Media media -> {
        var block = media(media);
        if (block != null) into.add(block);
        mark(media.cache(), into);
      }
      case Part.Reasoning reasoning -> reasoning(reasoning, into);
      case Part.ToolCall call -> {
        if (tools) toolUse(call, into.addObject());
        else into.addObject().put("text", call.name() + "(" + call.arguments() + ")");
        mark(call.cache(), into);
      }
      case Part.ToolResult result -> {
        toolResult(result, into);
        mark(result.cache(), into);
      }
      case Part.Foreign foreign -> {
        if (foreign.dialect().equals(DialectId.BEDROCK.text())) into.add(foreign.node());
        else losses.add("messages.content", "foreign-block");
      }
    }
  }

  private void mark(@Nullable CacheMark mark, ArrayNode into) {
    if (!into.isEmpty()) cache.write(mark, into);
  }

  public static ObjectNode text(Part.Text text) {
    var block = Json.MAPPER.createObjectNode();
    var qualifiers = text.extras().in(DialectId.BEDROCK.text()).get(BlockReader.GUARD);
    if (qualifiers != null) {
      var guarded = block.putObject(BlockReader.GUARD).putObject("text").put("text", text.text());
      if (qualifiers.isArray()) guarded.set("qualifiers", qualifiers);
    } else if (!text.citations().isEmpty()
        && text.citations().stream().allMatch(CitationCodec::own)) {
      cited(text, block);
    } else {
      block.put("text", text.text());
    }
    return block;
  }

  /// A text with its sources.
  public static void cited(Part.Text text, ObjectNode block) {
    var content = block.putObject("citationsContent");
    content.putArray("content").addObject().put("text", text.text());
    var citations = content.putArray("citations");
    for (Citation each : text.citations()) citations.add(CitationCodec.write(each));
  }

  private @Nullable ObjectNode media(Part.Media media) {
    var kind = MediaFormats.member(media.kind());
    var path = "messages.content." + kind;
    if (!rules.media().contains(media.kind())) {
      losses.changesMeaning(path, "unsupported");
      return null;
    }
    var extras = media.extras().in(DialectId.BEDROCK.text());
    if (extras.get(BlockReader.GUARD) instanceof ObjectNode guarded) {
      var block = Json.MAPPER.createObjectNode();
      block.set(BlockReader.GUARD, guarded);
      return block;
    }
    var source = source(media.source(), extras.get("bucketOwner"), path);
    if (source == null) return null;
    var format = media.source() instanceof Part.Source.Plain ? "txt" : MediaFormats.format(media);
    if (format == null) {
      losses.changesMeaning(path, "media-type");
      return null;
    }
    var block = Json.MAPPER.createObjectNode();
    var inner = block.putObject(kind).put("format", format);
    if (media.kind() == Part.Kind.DOCUMENT) inner.put("name", names.claim(media.name(), format));
    inner.set("source", source);
    for (var name : new String[] {"context", "citations"}) {
      var value = extras.get(name);
      if (value != null) inner.set(name, value);
    }
    if (media.detail() != null) losses.add(path + ".detail", "unsupported");
    return block;
  }

  private @Nullable ObjectNode source(Part.Source source, @Nullable JsonNode owner, String path) {
    var node = Json.MAPPER.createObjectNode();
    switch (source) {
      case Part.Source.Base64 bytes -> node.put("bytes", bytes.data());
      case Part.Source.Plain plain ->
          node.put("bytes", Base64.getEncoder().encodeToString(plain.text().getBytes(UTF_8)));
      case Part.Source.Url address -> {
        if (!address.url().startsWith("s3://")) {
          losses.changesMeaning(path, "address");
          return null;
        }
        var stored = node.putObject("s3Location").put("uri", address.url());
        if (owner != null) stored.set("bucketOwner", owner);
      }
      case Part.Source.FileId _ -> {
        losses.changesMeaning(path, "file-id");
        return null;
      }
    }
    return node;
  }

  private void reasoning(Part.Reasoning reasoning, ArrayNode into) {
    var signature = reasoning.signature();
    if (signature == null || !SignatureCodec.takes(rules, signature)) {
      losses.add("messages.reasoning", signature == null ? "signature-lost" : "foreign-signature");
      return;
    }
    var block = into.addObject().putObject("reasoningContent");
    if (signature.encrypted()) {
      block.put("redactedContent", SignatureCodec.toBlob(signature.data()));
      return;
    }
    var text = block.putObject("reasoningText");
    text.put("text", reasoning.text()).put("signature", signature.data());
  }

  private void toolUse(Part.ToolCall call, ObjectNode block) {
    var use = block.putObject("toolUse");
    use.put("toolUseId", call.id()).put("name", call.name());
    use.set("input", input(call));
    if (call.signature() != null) losses.add("messages.tool_calls", "foreign-signature");
  }

  private JsonNode input(Part.ToolCall call) {
    try {
      var input = Json.EXACT.readTree(call.arguments());
      if (input.isObject()) return input;
    } catch (JacksonException _) {
      // a model's own slip: told below
    }
    losses.add("messages.tool_calls.arguments", "not-an-object");
    return Json.MAPPER.createObjectNode();
  }

  private void toolResult(Part.ToolResult result, ArrayNode into) {
    var content = Json.MAPPER.createArrayNode();
    for (var part : result.content()) {
      if (part instanceof Part.Text text
          && text.extras().in(DialectId.BEDROCK.text()).get(BlockReader.JSON)
              instanceof ObjectNode json) {
        content.addObject().set(BlockReader.JSON, json);
      } else {
        write(part, content);
      }
    }
    if (content.isEmpty()) content.addObject().put("text", NO_OUTPUT);
    if (!tools) {
      into.addObject().put("text", "Result of the tool " + result.name() + ":");
      into.addAll(content);
      return;
    }
    var block = into.addObject().putObject("toolResult");
    block.put("toolUseId", result.callId());
    block.set("content", content);
    // Success is the default, and some models reject the member.
    if (result.error()) block.put("status", "error");
  }
}
