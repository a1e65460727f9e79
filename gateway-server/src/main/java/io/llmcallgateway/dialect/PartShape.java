package io.llmcallgateway.dialect;

import java.util.List;

/// The shape of a part: a value with the paths of what an outline tells of it. A path is names of
/// members with dots between them, empty for the value itself; the first of several that exists is
/// taken.
///
/// @param texts paths of the text; JSON where it is neither a string nor an array of texts
/// @param names paths of a tool's or a file's name
/// @param refs paths of the tool call's id
/// @param mediaTypes paths of the media type
/// @param contents paths of what makes two parts the same; empty if the texts do
public record PartShape(
    PartType type,
    List<String> texts,
    List<String> names,
    List<String> refs,
    List<String> mediaTypes,
    List<String> contents)
    implements BodyShape {
  /// A text that is the value itself.
  public static final PartShape TEXT = of(PartType.TEXT).text("");

  public PartShape {
    texts = List.copyOf(texts);
    names = List.copyOf(names);
    refs = List.copyOf(refs);
    mediaTypes = List.copyOf(mediaTypes);
    contents = List.copyOf(contents);
  }

  /// Returns the shape of a part of which nothing is told but its type.
  public static PartShape of(PartType type) {
    return new PartShape(type, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  public PartShape text(String... paths) {
    return new PartShape(type, List.of(paths), names, refs, mediaTypes, contents);
  }

  public PartShape name(String... paths) {
    return new PartShape(type, texts, List.of(paths), refs, mediaTypes, contents);
  }

  public PartShape ref(String... paths) {
    return new PartShape(type, texts, names, List.of(paths), mediaTypes, contents);
  }

  public PartShape mediaType(String... paths) {
    return new PartShape(type, texts, names, refs, List.of(paths), contents);
  }

  /// Returns the shape whose parts are the same if all that is at these paths is.
  public PartShape sameBy(String... paths) {
    return new PartShape(type, texts, names, refs, mediaTypes, List.of(paths));
  }
}
