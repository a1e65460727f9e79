package io.llmcallgateway.dialect.openai.content;

import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes the pictures of an answer as OpenRouter has them: `images` of a message or a
/// delta (https://openrouter.ai/docs/features/multimodal/image-generation).
public final class ImageCodec {
  private ImageCodec() {}

  public static List<Part.Media> read(JsonNode images) {
    var all = new ArrayList<Part.Media>();
    for (var image : images) {
      var url = JsonNodes.text(image.path("image_url"), "url", "");
      if (url.isEmpty()) continue;
      all.add(
          new Part.Media(
              Part.Kind.IMAGE, new Part.Source.Url(url), null, null, null, null, Extras.NONE));
    }
    return all;
  }

  /// Returns the picture, or null if the media is none or has neither bytes nor an address.
  ///
  /// @param index among the pictures of the choice, which clients need to put chunks together
  public static @Nullable ObjectNode write(Part.Media media, int index) {
    if (media.kind() != Part.Kind.IMAGE) return null;
    var url =
        switch (media.source()) {
          case Part.Source.Base64 bytes -> {
            var type = media.mediaType() == null ? "image/png" : media.mediaType();
            yield "data:" + type + ";base64," + bytes.data();
          }
          case Part.Source.Url address -> address.url();
          case Part.Source.FileId _, Part.Source.Plain _ -> null;
        };
    if (url == null) return null;
    var node = Json.MAPPER.createObjectNode().put("type", "image_url");
    node.putObject("image_url").put("url", url);
    return node.put("index", index);
  }
}
