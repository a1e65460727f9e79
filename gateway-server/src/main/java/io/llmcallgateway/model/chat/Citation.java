package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A source of a range of the answer's text.
///
/// @param start index of the first character (UTF-16 unit) of the range in the choice's text; -1 if
///   unknown
/// @param end index after the last character; -1 if unknown
/// @param quote the quoted words of the source
/// @param raw the citation as `dialect` sent it, for answers in that dialect
public record Citation(
    @Nullable String url,
    @Nullable String title,
    @Nullable String quote,
    int start,
    int end,
    String dialect,
    @Nullable JsonNode raw) {}
