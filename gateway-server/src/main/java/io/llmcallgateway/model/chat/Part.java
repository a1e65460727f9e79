package io.llmcallgateway.model.chat;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One piece of a message.
public sealed interface Part {

  /// The same with that cache mark, or none; parts that have no place for one stay.
  default Part marked(@Nullable CacheMark mark) {
    return switch (this) {
      case Text it -> new Text(it.text, mark, it.citations, it.extras);
      case Media it ->
          new Media(it.kind, it.source, it.mediaType, it.name, it.detail, mark, it.extras);
      case ToolCall it -> new ToolCall(it.id, it.name, it.arguments, it.signature, mark, it.extras);
      case ToolResult it -> {
        var content = it.content.stream().map(part -> part.marked(null)).toList();
        yield new ToolResult(it.callId, it.name, content, it.error, mark, it.extras);
      }
      case Refusal _, Reasoning _, Foreign _ -> this;
    };
  }

  /// Words. `citations` stand in answers only.
  record Text(String text, @Nullable CacheMark cache, List<Citation> citations, Extras extras)
      implements Part {
    public Text {
      citations = List.copyOf(citations);
    }

    public static Text of(String text) {
      return new Text(text, null, List.of(), Extras.NONE);
    }
  }

  /// The words with which a model refuses.
  record Refusal(String text) implements Part {}

  /// An image, a document (PDF or text), a sound or a film.
  ///
  /// @param mediaType `image/png`, say; null where it is not told
  /// @param name a file's name or a document's title
  /// @param detail OpenAI's `low`, `high` or `auto`
  record Media(
      Kind kind,
      Source source,
      @Nullable String mediaType,
      @Nullable String name,
      @Nullable String detail,
      @Nullable CacheMark cache,
      Extras extras)
      implements Part {
    /// What the content is decides, not the member that it came in: a `data:` address is bytes, a
    /// PDF is a document though it was called an image.
    public Media {
      if (source instanceof Source.Url(var url) && DataAddress.is(url)) {
        var data = DataAddress.read(url);
        source = new Source.Base64(data.base64());
        if (data.type() != null) mediaType = data.type();
      }
      mediaType = MediaTypes.mend(mediaType);
      kind = DataAddress.kind(mediaType, kind);
    }

    public static Media of(Kind kind, Source source, @Nullable String mediaType) {
      return new Media(kind, source, mediaType, null, null, null, Extras.NONE);
    }

    /// The same with other bytes, as fetched from its URL.
    public Media with(Source other, String otherType) {
      return new Media(kind, other, otherType, name, detail, cache, extras);
    }
  }

  /// Names what a media part is.
  enum Kind {
    IMAGE,
    DOCUMENT,
    AUDIO,
    VIDEO;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Where a media part's content is.
  sealed interface Source {
    /// Base64 without line breaks and without a `data:` prefix.
    record Base64(String data) implements Source {}

    /// An http(s) address, or a vendor's own scheme (`gs://`, `s3://`).
    record Url(String url) implements Source {}

    /// A file that was uploaded to a vendor; `dialect` says to whose.
    record FileId(String dialect, String id) implements Source {}

    /// A document that is plain text.
    public record Plain(String text) implements Source {}
  }

  /// A model's reasoning. Text may be empty: then the signature is all there is. A signature
  /// without text after a text or a call belongs to that part (Gemini signs any part).
  record Reasoning(String text, @Nullable Signature signature) implements Part {}

  /// A tool that the model wants called.
  ///
  /// @param arguments JSON text of an object, byte for byte as the vendor wrote it; `{}` when none
  /// @param signature what Gemini signed on the call itself
  record ToolCall(
      String id,
      String name,
      String arguments,
      @Nullable Signature signature,
      @Nullable CacheMark cache,
      Extras extras)
      implements Part {
    public static ToolCall of(String id, String name, String arguments) {
      return new ToolCall(id, name, arguments, null, null, Extras.NONE);
    }
  }

  /// Holds what a tool gave back; stands in TOOL messages only.
  ///
  /// @param name the tool's name; null where the client did not say (`Conversation` fills it in)
  /// @param content texts and media
  record ToolResult(
      String callId,
      @Nullable String name,
      List<Part> content,
      boolean error,
      @Nullable CacheMark cache,
      Extras extras)
      implements Part {
    public ToolResult {
      content = List.copyOf(content);
    }

    /// The texts joined by line feeds.
    public String text() {
      var text = new StringBuilder();
      for (var part : content) {
        if (!(part instanceof Text words)) continue;
        if (!text.isEmpty()) text.append('\n');
        text.append(words.text());
      }
      return text.toString();
    }
  }

  /// A block that only its own dialect knows (a server tool's use, a compaction), kept whole.
  record Foreign(String dialect, ObjectNode node) implements Part {}
}
