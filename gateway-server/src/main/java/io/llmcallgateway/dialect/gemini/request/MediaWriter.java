package io.llmcallgateway.dialect.gemini.request;

import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.chat.MediaTypes;
import io.llmcallgateway.model.chat.Part;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes media as `inlineData` or `fileData`.
final class MediaWriter {
  private final ModelRules rules;
  private final Losses losses;

  MediaWriter(ModelRules rules, Losses losses) {
    this.rules = rules;
    this.losses = losses;
  }

  /// Adds media to parts, or reports the loss if the target does not accept them.
  void write(Part.Media media, ArrayNode parts, String path) {
    var kind = media.kind().name().toLowerCase(Locale.ROOT);
    if (media.cache() != null) losses.add("cache_control", "implicit");
    if (media.source() instanceof Part.Source.Plain plain) {
      var name = media.name();
      parts.addObject().put("text", name == null ? plain.text() : name + ":\n" + plain.text());
      return;
    }
    if (!rules.media().contains(media.kind())) {
      losses.changesMeaning(path + ".content." + kind, "unsupported");
      return;
    }
    var detail = media.detail();
    if (detail != null && !detail.equals("auto"))
      losses.add(path + ".content.detail", "unsupported");
    var part =
        switch (media.source()) {
          case Part.Source.Base64 bytes -> {
            var made = parts.addObject();
            var inline = made.putObject("inlineData");
            inline.put("mimeType", type(media)).put("data", bytes.data());
            yield made;
          }
          case Part.Source.Url url -> file(parts, url.url(), media.mediaType());
          case Part.Source.FileId file -> {
            if (file.dialect().equals(GeminiPart.DIALECT)) {
              yield file(parts, file.id(), media.mediaType());
            }
            losses.changesMeaning(path + ".content." + kind, "foreign-file");
            yield null;
          }
          case Part.Source.Plain _ -> null;
        };
    if (part != null) media.extras().in(GeminiPart.DIALECT).forEach(part::set);
  }

  private static ObjectNode file(ArrayNode parts, String uri, @Nullable String type) {
    var part = parts.addObject();
    var file = part.putObject("fileData");
    var known = type == null ? MediaTypes.ofAddress(uri) : type;
    if (known != null) file.put("mimeType", known);
    file.put("fileUri", uri);
    return part;
  }

  private static String type(Part.Media media) {
    var type = media.mediaType();
    if (type != null) return type;
    return switch (media.kind()) {
      case IMAGE -> "image/jpeg";
      case DOCUMENT -> "application/pdf";
      case AUDIO -> "audio/wav";
      case VIDEO -> "video/mp4";
    };
  }
}
