package io.llmcallgateway.model.chat;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Normalizes media types: corrects clients' spellings when a part is made, and derives a missing
/// type from a file name.
public final class MediaTypes {
  private static final Map<String, String> MENDED =
      Map.ofEntries(
          Map.entry("image/jpg", "image/jpeg"),
          Map.entry("image/pjpeg", "image/jpeg"),
          Map.entry("image/x-png", "image/png"),
          Map.entry("image/x-webp", "image/webp"),
          Map.entry("application/x-pdf", "application/pdf"),
          Map.entry("text/x-markdown", "text/markdown"),
          Map.entry("audio/x-wav", "audio/wav"),
          Map.entry("audio/wave", "audio/wav"),
          Map.entry("audio/vnd.wave", "audio/wav"),
          Map.entry("audio/x-mp3", "audio/mp3"),
          Map.entry("audio/x-m4a", "audio/m4a"),
          Map.entry("audio/x-flac", "audio/flac"),
          Map.entry("video/x-mp4", "video/mp4"),
          Map.entry("video/mov", "video/quicktime"));

  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("heic", "image/heic"),
          Map.entry("heif", "image/heif"),
          Map.entry("bmp", "image/bmp"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("txt", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("html", "text/html"),
          Map.entry("csv", "text/csv"),
          Map.entry("json", "application/json"),
          Map.entry("mp3", "audio/mp3"),
          Map.entry("wav", "audio/wav"),
          Map.entry("flac", "audio/flac"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("m4a", "audio/m4a"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("webm", "video/webm"),
          Map.entry("mpeg", "video/mpeg"));

  private MediaTypes() {}

  static @Nullable String mend(@Nullable String type) {
    if (type == null) return null;
    var lower = type.strip().toLowerCase(Locale.ROOT);
    return MENDED.getOrDefault(lower, lower.equals(type.toLowerCase(Locale.ROOT)) ? type : lower);
  }

  /// Returns the media type of the file at a URL; null if its name does not determine it.
  public static @Nullable String ofAddress(String address) {
    int end = address.length();
    for (var mark : new char[] {'?', '#'}) {
      int at = address.indexOf(mark);
      if (at >= 0) end = Math.min(end, at);
    }
    int dot = address.lastIndexOf('.', end);
    if (dot < address.lastIndexOf('/', end)) return null;
    return dot < 0
        ? null
        : BY_EXTENSION.get(address.substring(dot + 1, end).toLowerCase(Locale.ROOT));
  }
}
