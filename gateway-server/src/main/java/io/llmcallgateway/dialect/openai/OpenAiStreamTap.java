package io.llmcallgateway.dialect.openai;

import static tools.jackson.core.JsonToken.END_ARRAY;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_ARRAY;
import static tools.jackson.core.JsonToken.START_OBJECT;
import static tools.jackson.core.JsonToken.VALUE_NULL;
import static tools.jackson.core.JsonToken.VALUE_STRING;

import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.dialect.support.EmptyAnswerCheck;
import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads chat completion and completion chunks as they pass.
final class OpenAiStreamTap implements StreamTap {
  private final String provider;
  private final StreamAnswer gathered = new StreamAnswer();
  private boolean content;
  private boolean usageSeen;
  private boolean hasChoices;
  private boolean odd;
  private @Nullable Finish failedFinish;

  OpenAiStreamTap(String provider) {
    this.provider = provider;
  }

  @Override
  public Tapped see(Frames frames) {
    var data = frames.data();
    int start = frames.dataStart();
    int end = frames.dataEnd();
    if (isDone(data, start, end)) {
      if (gathered.hasChoices()) return Tapped.Kind.DONE;
      return new Tapped.ProviderError(EmptyAnswerCheck.noChoices(provider).failure());
    }
    content = false;
    usageSeen = false;
    hasChoices = false;
    odd = false;
    failedFinish = null;
    try (var parser = Json.parser(data, start, end - start)) {
      if (parser.nextToken() != START_OBJECT) return Tapped.Kind.UNREADABLE;
      if (readChunk(parser, data, start)) {
        var error = Body.of(Arrays.copyOfRange(data, start, end));
        return new Tapped.ProviderError(OpenAiErrorReader.inStream(error, provider));
      }
    } catch (JacksonException _) {
      return Tapped.Kind.UNREADABLE; // the clients' libraries end the stream at it
    }
    if (odd && !hasChoices && isError(data, start, end)) {
      var error = Body.of(Arrays.copyOfRange(data, start, end));
      return new Tapped.ProviderError(OpenAiErrorReader.inStream(error, provider));
    }
    if (failedFinish != null) {
      return new Tapped.ProviderError(EmptyAnswerCheck.failed(failedFinish, provider).failure());
    }
    if (content) return Tapped.Kind.CONTENT;
    return usageSeen && !hasChoices ? Tapped.Kind.USAGE : Tapped.Kind.EMPTY;
  }

  /// True where the chunk is an error.
  private boolean readChunk(JsonParser parser, byte[] data, int base) {
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      switch (name) {
        case "choices" -> readChoices(parser, data, base);
        case "usage" -> takeUsage(UsageReader.read(parser));
        case "service_tier" -> gathered.tier(text(parser, token));
        case "x_groq" -> readGroq(parser);
        case "id" -> gathered.id(text(parser, token));
        case "model" -> gathered.model(text(parser, token));
        case "error" -> {
          if (token != VALUE_NULL) return true;
        }
        case "base_resp", "message", "msg", "detail", "errors", "error_code" -> {
          odd = true;
          parser.skipChildren();
        }
        default -> parser.skipChildren();
      }
    }
    return false;
  }

  /// A flat error, or one beside the answer.
  private static boolean isError(byte[] data, int start, int end) {
    return OpenAiErrorReader.isError(Json.MAPPER.readTree(data, start, end - start));
  }

  private static String text(JsonParser parser, JsonToken token) {
    if (token == VALUE_STRING) return parser.getString();
    parser.skipChildren();
    return "";
  }

  private void takeUsage(@Nullable Usage usage) {
    if (usage == null) return;
    usageSeen = true;
    gathered.usage(usage);
  }

  /// Groq repeats the usage in a member of its own.
  private void readGroq(JsonParser parser) {
    if (parser.currentToken() != START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == PROPERTY_NAME) {
      boolean isUsage = parser.currentName().equals("usage");
      parser.nextToken();
      if (isUsage) takeUsage(UsageReader.read(parser));
      else parser.skipChildren();
    }
  }

  private void readChoices(JsonParser parser, byte[] data, int base) {
    if (parser.currentToken() != START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != END_ARRAY) {
      hasChoices = true;
      if (parser.currentToken() == START_OBJECT) readChoice(parser, data, base);
      else parser.skipChildren();
    }
  }

  private void readChoice(JsonParser parser, byte[] data, int base) {
    var choice = gathered.choice(indexAhead(data, base + start(parser)));
    boolean finished = false;
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      switch (name) {
        case "index" -> {
          if (token.isNumeric()) choice = gathered.choice(parser.getValueAsInt());
        }
        case "delta" -> readDelta(parser, choice, data, base);
        case "text" -> take(parser, choice.text, data, base);
        case "finish_reason" -> {
          if (token == VALUE_STRING) {
            choice.finishReason = parser.getString();
            content = true;
            finished = true;
          } else parser.skipChildren();
        }
        default -> parser.skipChildren();
      }
    }
    if (finished && choice.isEmpty()) noteFinish(choice.finishReason);
  }

  private void noteFinish(@Nullable String word) {
    var finish = word == null ? null : new Finish(FinishWords.reason(word), word, null);
    if (!EmptyAnswerCheck.mayBeEmpty(finish)) failedFinish = finish;
  }

  private static int start(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  /// The choice's `index`, wherever it stands among the members; 0 where it lacks one.
  private static int indexAhead(byte[] data, int start) {
    try (var parser = Json.parser(data, start, data.length - start)) {
      parser.nextToken();
      while (parser.nextToken() == PROPERTY_NAME) {
        boolean index = parser.currentName().equals("index");
        var token = parser.nextToken();
        if (index) return token.isNumeric() ? parser.getValueAsInt() : 0;
        parser.skipChildren();
      }
      return 0;
    }
  }

  private void readDelta(JsonParser parser, StreamAnswer.Choice choice, byte[] data, int base) {
    if (parser.currentToken() != START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "content" -> take(parser, choice.text, data, base);
        case "refusal" -> take(parser, choice.refusal, data, base);
        case "reasoning_content", "reasoning" -> take(parser, choice.reasoning, data, base);
        case "tool_calls" -> readToolCalls(parser, choice, data, base);
        case "function_call" -> readFunction(parser, choice.toolCall(0), data, base);
        case "role" -> parser.skipChildren();
        default -> {
          // audio, annotations, reasoning_details …: something a client waits for
          if (parser.currentToken() != VALUE_NULL) content = true;
          parser.skipChildren();
        }
      }
    }
  }

  private void readToolCalls(JsonParser parser, StreamAnswer.Choice choice, byte[] data, int base) {
    if (parser.currentToken() != START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != END_ARRAY) {
      if (parser.currentToken() != START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      content = true;
      var call = choice.latestToolCall();
      while (parser.nextToken() == PROPERTY_NAME) {
        var name = parser.currentName();
        var token = parser.nextToken();
        if (name.equals("index") && token.isNumeric()) {
          call = choice.toolCall(parser.getValueAsInt());
        } else if (name.equals("id") && token == VALUE_STRING) call.id(parser.getString());
        else if (name.equals("function")) readFunction(parser, call, data, base);
        else parser.skipChildren();
      }
    }
  }

  private void readFunction(JsonParser parser, StreamAnswer.ToolCall call, byte[] data, int base) {
    if (parser.currentToken() != START_OBJECT) {
      parser.skipChildren();
      return;
    }
    content = true;
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      if (name.equals("name") && token == VALUE_STRING) call.name(parser.getString());
      else if (name.equals("arguments")) take(parser, call.arguments, data, base);
      else parser.skipChildren();
    }
  }

  /// Appends the current string's escaped bytes as they are: fragments of one string stay one.
  private void take(JsonParser parser, Fragments into, byte[] data, int base) {
    if (parser.currentToken() != VALUE_STRING) {
      if (parser.currentToken() != VALUE_NULL) content = true;
      parser.skipChildren();
      return;
    }
    var literal = Json.scalar(parser);
    if (literal.length() <= 2) return;
    content = true;
    into.append(data, base + literal.start() + 1, base + literal.end() - 1);
  }

  static boolean isDone(byte[] data, int start, int end) {
    while (end > start && data[end - 1] <= ' ') end--;
    return end - start == 6
        && data[start] == '['
        && data[start + 1] == 'D'
        && data[start + 2] == 'O'
        && data[start + 3] == 'N'
        && data[start + 4] == 'E'
        && data[start + 5] == ']';
  }

  @Override
  public boolean finished() {
    return gathered.finished();
  }

  @Override
  public Answer answer() {
    return gathered.answer();
  }
}
