package io.llmcallgateway.dialect.anthropic.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Part.Kind;
import io.llmcallgateway.model.chat.Part.Source;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes images and documents as blocks.
final class MediaWriter {
  private static final Set<String> IMAGES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
  private static final String PDF = "application/pdf";

  private final ModelRules rules;
  private final Losses losses;
  private final CacheControlWriter marks;

  MediaWriter(ModelRules rules, Losses losses, CacheControlWriter marks) {
    this.rules = rules;
    this.losses = losses;
    this.marks = marks;
  }

  /// Returns the block, or null if the target does not accept the media.
  @Nullable ObjectNode write(Part.Media media, String path) {
    boolean known = media.kind() == Kind.IMAGE || media.kind() == Kind.DOCUMENT;
    var source = known && rules.media().contains(media.kind()) ? source(media) : null;
    if (source == null) {
      losses.changesMeaning(path + ".content", "unsupported-media");
      return null;
    }
    boolean image = media.kind() == Kind.IMAGE;
    var block = ContentBlocks.of(image ? "image" : "document");
    block.set("source", source);
    if (!image && media.name() != null) block.put("title", media.name());
    marks.put(media.cache(), block);
    ContentBlocks.put(media.extras(), block);
    return block;
  }

  private static @Nullable ObjectNode source(Part.Media media) {
    boolean image = media.kind() == Kind.IMAGE;
    return switch (media.source()) {
      case Source.Url url ->
          url.url().startsWith("http") ? ContentBlocks.of("url").put("url", url.url()) : null;
      case Source.FileId file ->
          file.dialect().equals(ContentBlocks.DIALECT)
              ? ContentBlocks.of("file").put("file_id", file.id())
              : null;
      case Source.Plain plain -> image ? null : plain(plain.text());
      case Source.Base64 base64 ->
          image ? image(media, base64.data()) : document(media, base64.data());
    };
  }

  private static ObjectNode plain(String text) {
    return ContentBlocks.of("text").put("media_type", "text/plain").put("data", text);
  }

  private static @Nullable ObjectNode image(Part.Media media, String data) {
    var type = media.mediaType() == null ? "image/png" : media.mediaType();
    if (type.equals("image/jpg")) type = "image/jpeg";
    if (!IMAGES.contains(type)) return null;
    return ContentBlocks.of("base64").put("media_type", type).put("data", data);
  }

  private static @Nullable ObjectNode document(Part.Media media, String data) {
    var type = media.mediaType() == null ? PDF : media.mediaType();
    if (type.equals(PDF))
      return ContentBlocks.of("base64").put("media_type", type).put("data", data);
    boolean readable = type.startsWith("text/") || type.startsWith("application/json");
    if (!readable) return null;
    try {
      return plain(new String(Base64.getDecoder().decode(data), UTF_8));
    } catch (IllegalArgumentException _) {
      return null; // not base64: it cannot be sent
    }
  }
}
