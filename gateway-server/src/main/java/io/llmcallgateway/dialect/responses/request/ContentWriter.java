package io.llmcallgateway.dialect.responses.request;

import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.dialect.support.CacheBreakpoints;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the content of a user's message or of a tool's result as parts.
record ContentWriter(ModelRules rules, Losses losses) {
  /// The formats whose file ids are valid here: both of OpenAI's APIs use the files of one account.
  private static final Set<String> FILES = Set.of(TypedMembers.DIALECT, "openai");

  void write(Part part, ArrayNode out, String path) {
    switch (part) {
      case Part.Text text -> {
        if (text.text().isEmpty()) return;
        var node = out.addObject().put("type", "input_text").put("text", text.text());
        mark(text, node);
        text.extras()
            .in(TypedMembers.DIALECT)
            .forEach(
                (name, value) -> {
                  if (!name.equals("phase")) node.set(name, value);
                });
      }
      case Part.Media media -> media(media, out, path);
      case Part.Foreign foreign -> {
        if (foreign.dialect().equals(TypedMembers.DIALECT)) out.add(foreign.node());
        else losses.changesMeaning(path + ".content", "unsupported-part");
      }
      case Part.Refusal refusal ->
          out.addObject().put("type", "input_text").put("text", refusal.text());
      case Part.Reasoning _, Part.ToolCall _, Part.ToolResult _ ->
          losses.add(path + ".content", "misplaced-part");
    }
  }

  /// Writes a cache mark if the model accepts marks; that it does not is reported once for the
  /// request.
  void mark(Part part, ObjectNode node) {
    boolean taken = rules.takes(Trait.PROMPT_CACHE_BREAKPOINT);
    if (taken && CacheBreakpoints.mark(part) != null) CacheBreakpoints.write(node);
  }

  private void media(Part.Media media, ArrayNode out, String path) {
    if (media.source() instanceof Part.Source.Plain plain) {
      out.addObject().put("type", "input_text").put("text", titled(media, plain.text()));
      return;
    }
    boolean read = rules.media().contains(media.kind());
    var node = read ? node(media) : null;
    if (node != null) {
      mark(media, node);
      out.add(node);
      return;
    }
    losses.changesMeaning(path + ".content", "unsupported-media");
  }

  private static String titled(Part.Media media, String text) {
    return media.name() == null ? text : media.name() + ":\n\n" + text;
  }

  private static @Nullable ObjectNode node(Part.Media media) {
    var node = Json.MAPPER.createObjectNode();
    var type = media.mediaType();
    return switch (media.kind()) {
      case IMAGE -> {
        node.put("type", "input_image");
        if (media.detail() != null) node.put("detail", media.detail());
        yield switch (media.source()) {
          case Part.Source.Base64 bytes ->
              node.put("image_url", dataUrl(type, "image/png", bytes.data()));
          case Part.Source.Url url -> node.put("image_url", url.url());
          case Part.Source.FileId id ->
              FILES.contains(id.dialect()) ? node.put("file_id", id.id()) : null;
          case Part.Source.Plain _ -> null;
        };
      }
      case DOCUMENT -> {
        node.put("type", "input_file");
        yield switch (media.source()) {
          case Part.Source.Base64 bytes ->
              node.put("filename", media.name() == null ? "document.pdf" : media.name())
                  .put("file_data", dataUrl(type, "application/pdf", bytes.data()));
          case Part.Source.Url url -> node.put("file_url", url.url());
          case Part.Source.FileId id ->
              FILES.contains(id.dialect()) ? node.put("file_id", id.id()) : null;
          case Part.Source.Plain _ -> null;
        };
      }
      case AUDIO -> {
        if (!(media.source() instanceof Part.Source.Base64 bytes)) yield null;
        node.put("type", "input_audio");
        node.putObject("input_audio").put("data", bytes.data()).put("format", format(type));
        yield node;
      }
      case VIDEO -> null;
    };
  }

  private static String format(@Nullable String type) {
    if (type == null) return "wav";
    var format = type.substring(type.indexOf('/') + 1);
    return switch (format) {
      case "mpeg", "mpeg3", "x-mpeg" -> "mp3";
      case "x-wav", "wave", "vnd.wave" -> "wav";
      default -> format;
    };
  }

  private static String dataUrl(@Nullable String type, String otherwise, String data) {
    return "data:" + (type == null ? otherwise : type) + ";base64," + data;
  }
}
