package io.llmcallgateway.outline;

import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.dialect.PartType;
import org.jspecify.annotations.Nullable;

/// A part of a conversation within a body.
///
/// @param index its number in the outline, from 0
/// @param path the way to it: `messages[2].content[0]`; of a stream the events that it came in
/// @param start the offset of its first byte in the body as it was kept
/// @param end the offset after its last byte
/// @param name the name of a tool, a file or a source
/// @param ref the tool call's id
/// @param hash a hash of what it says, the same in every format; neither its role nor a cache mark
///   changes it
/// @param text its text, or the beginning of it; null if it has none
/// @param textCut true if the text is longer
/// @param cached how long the prompt up to here is to be cached, where it has a cache mark
public record OutlinePart(
    int index,
    PartRole role,
    PartType type,
    String path,
    int start,
    int end,
    @Nullable String name,
    @Nullable String ref,
    @Nullable String mediaType,
    long hash,
    @Nullable String text,
    boolean textCut,
    @Nullable String cached) {
  /// The most characters of a text.
  public static final int MOST_TEXT = 2_000;

  OutlinePart marked(String lifetime) {
    return new OutlinePart(
        index, role, type, path, start, end, name, ref, mediaType, hash, text, textCut, lifetime);
  }
}
