package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the content of a system's or a user's message: a string if that is enough, else parts.
final class PartWriter {
  private final ModelRules rules;
  private final AcceptedTraits allowed;
  private final Losses losses;

  PartWriter(AcceptedTraits allowed, Losses losses) {
    this.rules = allowed.rules();
    this.allowed = allowed;
    this.losses = losses;
  }

  JsonNode content(List<Part> parts) {
    var array = Json.MAPPER.createArrayNode();
    for (var part : parts) write(part, array);
    if (array.isEmpty()) return array.stringNode("");
    boolean plain = !rules.takes(Trait.TEXT_PARTS) || array.size() == 1;
    return plain && isText(array) ? array.stringNode(joined(array)) : array;
  }

  private static boolean isText(ArrayNode array) {
    for (var part : array) {
      boolean text = part.path("type").asString("").equals("text");
      if (!text || part.size() > 2) return false;
    }
    return true;
  }

  private static String joined(ArrayNode array) {
    var text = new StringBuilder();
    for (var part : array) {
      if (!text.isEmpty()) text.append('\n');
      text.append(part.path("text").asString(""));
    }
    return text.toString();
  }

  private void write(Part part, ArrayNode array) {
    switch (part) {
      case Part.Text text -> {
        var node = array.addObject().put("type", "text").put("text", text.text());
        extras(text.extras(), node);
        if (text.cache() != null) CacheControlWriter.write(text.cache(), node, rules, losses);
      }
      case Part.Media media -> {
        int before = array.size();
        writeMedia(media, array);
        if (array.size() > before && array.get(before) instanceof ObjectNode node) {
          extras(media.extras(), node);
        }
      }
      case Part.Refusal refusal ->
          array.addObject().put("type", "text").put("text", refusal.text());
      case Part.Foreign foreign -> {
        if (foreign.dialect().equals(CommonMembers.DIALECT)) array.add(foreign.node());
        else losses.changesMeaning("messages.content", "unknown-to-target");
      }
      case Part.Reasoning _, Part.ToolCall _, Part.ToolResult _ -> {}
    }
  }

  private void extras(Extras extras, ObjectNode node) {
    var own = extras.in(CommonMembers.DIALECT);
    if (rules.takes(Trait.OTHER_MEMBERS)) {
      own.forEach(node::set);
    } else {
      for (var name : own.keySet()) losses.add("messages.content." + name, "unknown-to-target");
    }
  }

  private void writeMedia(Part.Media media, ArrayNode array) {
    if (media.source() instanceof Part.Source.Plain plain) {
      var title = media.name() == null ? "" : media.name() + ":\n";
      array.addObject().put("type", "text").put("text", title + plain.text());
      return;
    }
    if (!reads(media.kind())) {
      losses.changesMeaning(
          "messages.content", "no-" + media.kind().name().toLowerCase(Locale.ROOT));
      return;
    }
    var node = Json.MAPPER.createObjectNode();
    boolean written =
        switch (media.kind()) {
          case IMAGE -> writeLinked("image_url", media, "image/png", node);
          case VIDEO -> writeLinked("video_url", media, "video/mp4", node);
          case AUDIO -> writeAudio(media, node);
          case DOCUMENT ->
              rules.takes(Trait.DOCUMENT_URL) ? writeDocument(media, node) : writeFile(media, node);
        };
    if (!written) return;
    if (media.cache() != null) CacheControlWriter.write(media.cache(), node, rules, losses);
    array.add(node);
  }

  /// True if the model reads media of that kind. Documents are read for any model if they have a
  /// part of their own; a client of this format knows which models accept audio.
  private boolean reads(Part.Kind kind) {
    if (rules.media().contains(kind)) return true;
    boolean document = kind == Part.Kind.DOCUMENT && rules.takes(Trait.DOCUMENT_URL);
    boolean sound = kind == Part.Kind.AUDIO && rules.takes(Trait.PLAIN_AUDIO);
    return document || (sound && allowed.own());
  }

  /// True if the target gets the media, in any form.
  boolean takes(Part.Media media) {
    return switch (media.source()) {
      case Part.Source.Plain _ -> true;
      case Part.Source.FileId id ->
          id.dialect().equals(CommonMembers.DIALECT) && reads(media.kind());
      case Part.Source.Url _, Part.Source.Base64 _ -> reads(media.kind());
    };
  }

  private static String dataUrl(Part.Media media, String data, String otherwise) {
    var type = media.mediaType() == null ? otherwise : media.mediaType();
    return "data:" + type + ";base64," + data;
  }

  private boolean foreignFile() {
    losses.changesMeaning("messages.content", "file-of-another-vendor");
    return false;
  }

  private boolean writeLinked(String name, Part.Media media, String otherwise, ObjectNode node) {
    var holder = node.put("type", name).putObject(name);
    switch (media.source()) {
      case Part.Source.Url url -> holder.put("url", url.url());
      case Part.Source.Base64 bytes -> holder.put("url", dataUrl(media, bytes.data(), otherwise));
      case Part.Source.FileId _ -> {
        return foreignFile();
      }
      case Part.Source.Plain _ -> {}
    }
    if (media.detail() != null) holder.put("detail", media.detail());
    return true;
  }

  private boolean writeAudio(Part.Media media, ObjectNode node) {
    if (rules.takes(Trait.PLAIN_AUDIO)) {
      var plain = plain(media);
      if (plain != null) node.put("type", "input_audio").put("input_audio", plain);
      return plain != null || foreignFile();
    }
    if (!(media.source() instanceof Part.Source.Base64 bytes)) {
      losses.changesMeaning("messages.content", "sound-by-address");
      return false;
    }
    node.put("type", "input_audio")
        .putObject("input_audio")
        .put("data", bytes.data())
        .put("format", audioFormat(media.mediaType() == null ? "" : media.mediaType()));
    return true;
  }

  /// Returns base64 or an address, as Mistral expects audio.
  private static @Nullable String plain(Part.Media media) {
    return switch (media.source()) {
      case Part.Source.Base64 bytes -> bytes.data();
      case Part.Source.Url url -> url.url();
      case Part.Source.FileId _, Part.Source.Plain _ -> null;
    };
  }

  private boolean writeDocument(Part.Media media, ObjectNode node) {
    var address =
        switch (media.source()) {
          case Part.Source.Base64 bytes -> dataUrl(media, bytes.data(), "application/pdf");
          case Part.Source.Url url -> url.url();
          case Part.Source.FileId _, Part.Source.Plain _ -> null;
        };
    if (address == null) return foreignFile();
    node.put("type", "document_url").put("document_url", address);
    if (media.name() != null) node.put("document_name", media.name());
    return true;
  }

  private static String audioFormat(String type) {
    return switch (type) {
      case "audio/mpeg", "audio/mp3" -> "mp3";
      case "", "audio/wav", "audio/x-wav", "audio/wave" -> "wav";
      default -> type.substring(type.indexOf('/') + 1);
    };
  }

  private boolean writeFile(Part.Media media, ObjectNode node) {
    var file = node.put("type", "file").putObject("file");
    switch (media.source()) {
      case Part.Source.Base64 bytes -> {
        file.put("filename", media.name() == null ? "document.pdf" : media.name());
        file.put("file_data", dataUrl(media, bytes.data(), "application/pdf"));
      }
      case Part.Source.FileId id -> {
        if (!id.dialect().equals(CommonMembers.DIALECT)) return foreignFile();
        file.put("file_id", id.id());
      }
      case Part.Source.Url url -> {
        // OpenRouter accepts an address here; others get the bytes, which have been fetched.
        if (media.name() != null) file.put("filename", media.name());
        file.put("file_data", url.url());
      }
      case Part.Source.Plain _ -> {}
    }
    return true;
  }
}
