package io.llmcallgateway.dialect.bedrock.content;

import io.llmcallgateway.model.chat.Part;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Converts between Bedrock's `format` of a media block and media types.
public final class MediaFormats {
  private static final Map<String, String> IMAGES =
      Map.of(
          "png", "image/png",
          "jpeg", "image/jpeg",
          "gif", "image/gif",
          "webp", "image/webp");

  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "pdf", "application/pdf",
          "csv", "text/csv",
          "doc", "application/msword",
          "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "xls", "application/vnd.ms-excel",
          "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "html", "text/html",
          "txt", "text/plain",
          "md", "text/markdown");

  private static final Map<String, String> VIDEOS =
      Map.of(
          "mkv", "video/x-matroska",
          "mov", "video/quicktime",
          "mp4", "video/mp4",
          "webm", "video/webm",
          "flv", "video/x-flv",
          "mpeg", "video/mpeg",
          "mpg", "video/mpg",
          "wmv", "video/x-ms-wmv",
          "three_gp", "video/3gpp");

  private static final Map<String, String> SOUNDS =
      Map.ofEntries(
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("flac", "audio/flac"),
          Map.entry("opus", "audio/opus"),
          Map.entry("aac", "audio/aac"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("pcm", "audio/pcm"),
          Map.entry("mka", "audio/x-matroska"),
          Map.entry("webm", "audio/webm"));

  /// Other spellings of media types.
  private static final Map<String, String> ALIASES =
      Map.of(
          "image/jpg", "jpeg",
          "audio/mp3", "mp3",
          "audio/x-wav", "wav",
          "audio/wave", "wav",
          "text/x-markdown", "md",
          "text/x-web-markdown", "md",
          "application/csv", "csv");

  /// The beginnings of well-known files in base64.
  private static final Map<String, String> BEGINNINGS =
      Map.of("iVBORw", "png", "/9j/", "jpeg", "R0lGOD", "gif", "UklGR", "webp", "JVBERi0", "pdf");

  private MediaFormats() {}

  private static Map<String, String> of(Part.Kind kind) {
    return switch (kind) {
      case IMAGE -> IMAGES;
      case DOCUMENT -> DOCUMENTS;
      case AUDIO -> SOUNDS;
      case VIDEO -> VIDEOS;
    };
  }

  /// The member that holds such a block.
  public static String member(Part.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  public static @Nullable String mediaType(Part.Kind kind, @Nullable String format) {
    return format == null ? null : of(kind).get(format);
  }

  /// The format of a media part, null where Bedrock has none for it.
  public static @Nullable String format(Part.Media media) {
    var known = of(media.kind());
    var type = media.mediaType();
    if (type != null) {
      int parameters = type.indexOf(';');
      var bare =
          (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
      for (var each : known.entrySet()) if (each.getValue().equals(bare)) return each.getKey();
      var alias = ALIASES.get(bare);
      if (alias != null && known.containsKey(alias)) return alias;
      if (media.kind() == Part.Kind.DOCUMENT && isText(bare)) return "txt";
    }
    var name = media.name();
    if (name != null) {
      var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      if (known.containsKey(ending)) return ending;
    }
    if (!(media.source() instanceof Part.Source.Base64(var data))) return null;
    for (var each : BEGINNINGS.entrySet()) {
      if (data.startsWith(each.getKey()) && known.containsKey(each.getValue())) {
        return each.getValue();
      }
    }
    return null;
  }

  private static boolean isText(String type) {
    return type.startsWith("text/")
        || type.equals("application/json")
        || type.equals("application/xml")
        || type.equals("application/yaml");
  }
}
