package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A source for a stretch of the answer's text.
///
/// @param start first character (UTF-16 unit) of the choice's text that it stands for, -1 unknown
/// @param end one past the last character, -1 unknown
/// @param quote the words of the source
/// @param raw the citation as `dialect` sent it, to be given back to that dialect
public record Citation(
    @Nullable String url,
    @Nullable String title,
    @Nullable String quote,
    int start,
    int end,
    String dialect,
    @Nullable JsonNode raw) {}
