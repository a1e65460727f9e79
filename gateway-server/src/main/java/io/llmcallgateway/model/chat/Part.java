package io.llmcallgateway.model.chat;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A part of a message.
public sealed interface Part {

  /// Returns the part with a cache mark, or with none. Parts that cannot have one are returned as
  /// they are.
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

  /// Text. Only answers have `citations`.
  record Text(String text, @Nullable CacheMark cache, List<Citation> citations, Extras extras)
      implements Part {
    public Text {
      citations = List.copyOf(citations);
    }

    public static Text of(String text) {
      return new Text(text, null, List.of(), Extras.NONE);
    }
  }

  /// The text of a model's refusal.
  record Refusal(String text) implements Part {}

  /// An image, a document (PDF or text), audio or video.
  ///
  /// @param mediaType such as `image/png`; null if unknown
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
    /// Derives the kind and the source from the content, not from the member that it was in: a
    /// `data:` URL becomes Base64, a PDF becomes a document even if declared as an image.
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

    /// Returns the media with another source, such as the bytes fetched from its URL.
    public Media with(Source other, String otherType) {
      return new Media(kind, other, otherType, name, detail, cache, extras);
    }
  }

  /// The kind of a media part.
  enum Kind {
    IMAGE,
    DOCUMENT,
    AUDIO,
    VIDEO;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The source of a media part's content.
  sealed interface Source {
    /// Base64 without line breaks and without a `data:` prefix.
    record Base64(String data) implements Source {}

    /// An http(s) URL, or one of a vendor's own schemes (`gs://`, `s3://`).
    record Url(String url) implements Source {}

    /// A file that was uploaded to the vendor of `dialect`.
    record FileId(String dialect, String id) implements Source {}

    /// A plain-text document.
    public record Plain(String text) implements Source {}
  }

  /// A model's reasoning. The text may be empty if there is only a signature. A signature without
  /// text that follows a text or a call belongs to that part (Gemini signs any part).
  record Reasoning(String text, @Nullable Signature signature) implements Part {}

  /// A tool call by the model.
  ///
  /// @param arguments JSON text of an object, byte for byte as the vendor wrote it; `{}` if there
  ///   are none
  /// @param signature Gemini's signature on the call itself
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

  /// A tool's result, in TOOL messages only.
  ///
  /// @param name the tool's name; null if the client did not give it (`Conversation` fills it in)
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

    /// Returns the texts joined by line feeds.
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

  /// A block that only its own dialect has (such as a server tool's use or a compaction), kept as
  /// it is.
  record Foreign(String dialect, ObjectNode node) implements Part {}
}
