package io.llmcallgateway.meter;

import static tools.jackson.core.JsonToken.END_ARRAY;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_ARRAY;
import static tools.jackson.core.JsonToken.START_OBJECT;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CountedMembers;
import io.llmcallgateway.model.Vocabulary;
import io.llmcallgateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/// The texts of a request or an answer that a model reads or writes, in any dialect. They are found
/// by the names of members, most of which the dialects share. A truncated body is read as far as it
/// goes.
final class CountedTexts {
  /// The number of characters that are counted. The rest of a longer text is assumed to be similar,
  /// so that no call delays the others.
  private static final int MOST_COUNTED = 32_000;

  /// The members whose JSON is itself read by the model.
  private static final Set<String> TOOLS = Set.of("tools", "functions", "toolConfig");

  private static final Set<String> ARGUMENTS = Set.of("input", "args", "arguments", "json");

  private static final Set<String> MESSAGES = Set.of("messages", "contents", "input");

  private static final Set<String> TOKENS = Set.of("input", "prompt");

  private static final Set<String> MEDIA =
      Set.of("data", "url", "image_url", "bytes", "file_data", "file_id", "fileUri", "uri");

  private static final Set<String> THOUGHT = Set.of("reasoning_content", "reasoning", "thinking");

  private static final Set<String> NO_TEXT =
      Set.of(
          "annotations",
          "cachePoint",
          "cache_control",
          "call_id",
          "citationMetadata",
          "citations",
          "detail",
          "encrypted_content",
          "finishReason",
          "finish_reason",
          "format",
          "groundingMetadata",
          "id",
          "logprobs",
          "logprobsResult",
          "media_type",
          "mimeType",
          "mime_type",
          "model",
          "object",
          "reasoning_details",
          "role",
          "safetyRatings",
          "signature",
          "status",
          "stop_reason",
          "stop_sequence",
          "thoughtSignature",
          "thought_signature",
          "tool_call_id",
          "toolUseId",
          "tool_use_id",
          "type",
          "usage");

  private final Kept texts = new Kept();
  private final Kept thoughts = new Kept();
  private long others;

  private CountedTexts() {}

  private static final class Kept {
    private final List<String> kept = new ArrayList<>();
    private long room = MOST_COUNTED;
    private long all;

    void add(String text) {
      all += text.length();
      if (room <= 0 || text.isEmpty()) return;
      kept.add(text.length() <= room ? text : text.substring(0, (int) room));
      room -= text.length();
    }

    long tokens(Vocabulary vocabulary, TokenCounter counter) throws InterruptedException {
      if (kept.isEmpty()) return 0;
      long counted = counter.count(vocabulary, kept);
      return all <= MOST_COUNTED ? counted : Math.round((double) counted * all / MOST_COUNTED);
    }
  }

  /// Returns the texts of a request that the model reads.
  static CountedTexts asked(Body request, CountedMembers members) {
    var texts = new CountedTexts();
    texts.others = TokenHeuristics.PER_ANSWER;
    texts.read(request, members.request());
    return texts;
  }

  /// Returns the texts of an answer that the model wrote.
  static CountedTexts said(Body answer, CountedMembers members) {
    var texts = new CountedTexts();
    texts.read(answer, members.answer());
    return texts;
  }

  static CountedTexts of(String text) {
    var texts = new CountedTexts();
    texts.texts.add(text);
    return texts;
  }

  /// Returns the number of tokens of texts, images and message frames, without reasoning.
  long tokens(Vocabulary vocabulary, TokenCounter counter) throws InterruptedException {
    return others + texts.tokens(vocabulary, counter);
  }

  /// Returns the number of tokens of reasoning.
  long thoughts(Vocabulary vocabulary, TokenCounter counter) throws InterruptedException {
    return thoughts.tokens(vocabulary, counter);
  }

  private void read(Body body, Set<String> roots) {
    var bytes = body.toByteArray();
    try (var parser = Json.parser(bytes, 0, bytes.length)) {
      if (parser.nextToken() != START_OBJECT) return;
      while (parser.nextToken() == PROPERTY_NAME) {
        var name = parser.currentName();
        var token = parser.nextToken();
        if (TOOLS.contains(name)) json(parser, bytes);
        else if (!roots.contains(name)) parser.skipChildren();
        else if (token == START_ARRAY) elements(parser, bytes, name, MESSAGES.contains(name));
        else value(parser, bytes, token == START_OBJECT ? "" : name, texts);
      }
    } catch (JacksonException _) {
      return; // truncated or masked: the part before counts
    }
  }

  private void elements(JsonParser parser, byte[] bytes, String name, boolean messages) {
    while (parser.nextToken() != END_ARRAY) {
      if (messages && parser.currentToken() == START_OBJECT) others += TokenHeuristics.PER_MESSAGE;
      value(parser, bytes, parser.currentToken() == START_OBJECT ? "" : name, texts);
    }
  }

  private void value(JsonParser parser, byte[] bytes, String name, Kept into) {
    if (NO_TEXT.contains(name)) {
      parser.skipChildren();
      return;
    }
    var kept = THOUGHT.contains(name) ? thoughts : into;
    switch (parser.currentToken()) {
      case VALUE_STRING -> {
        if (MEDIA.contains(name)) others += TokenHeuristics.PER_MEDIA;
        else kept.add(parser.getString());
      }
      case START_OBJECT -> {
        if (ARGUMENTS.contains(name)) {
          json(parser, bytes);
          return;
        }
        while (parser.nextToken() == PROPERTY_NAME) {
          var member = parser.currentName();
          parser.nextToken();
          value(parser, bytes, member, kept);
        }
      }
      case START_ARRAY -> {
        while (parser.nextToken() != END_ARRAY) value(parser, bytes, name, kept);
      }
      case VALUE_NUMBER_INT -> {
        if (TOKENS.contains(name)) others++;
      }
      default -> {}
    }
  }

  private void json(JsonParser parser, byte[] bytes) {
    if (!parser.currentToken().isStructStart()) {
      value(parser, bytes, "", texts);
      return;
    }
    var span = Json.structure(parser);
    texts.add(new String(bytes, span.start(), span.length(), StandardCharsets.UTF_8));
  }
}
