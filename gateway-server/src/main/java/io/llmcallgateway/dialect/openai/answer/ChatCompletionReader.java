package io.llmcallgateway.dialect.openai.answer;

import io.llmcallgateway.dialect.openai.answer.ChatCompletion.Choice;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion.Message;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion.ToolCall;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.JsonCursor;
import io.llmcallgateway.wire.JsonNames;
import io.llmcallgateway.wire.JsonSlice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the members of a chat completion, or of a chunk, in one pass over its bytes and without a
/// tree. All readers of answers of this format use it: the tap of streams that pass untouched, the
/// decoder of streams, and the readers of whole answers.
public final class ChatCompletionReader {
  private static final JsonNames MEMBERS =
      JsonNames.of(
          "choices",
          "id",
          "object",
          "created",
          "model",
          "system_fingerprint",
          "service_tier",
          "usage",
          "x_groq",
          "search_results",
          "citations",
          "error",
          "base_resp",
          "message",
          "msg",
          "detail",
          "errors",
          "error_code");

  private static final JsonNames MEMBERS_OF_CHOICE =
      JsonNames.of(
          "index",
          "delta",
          "message",
          "text",
          "logprobs",
          "finish_reason",
          "native_finish_reason",
          "error",
          "usage");

  private static final JsonNames MEMBERS_OF_MESSAGE =
      JsonNames.of(
          "role",
          "content",
          "refusal",
          "reasoning_content",
          "reasoning",
          "thinking",
          "reasoning_details",
          "tool_calls",
          "function_call",
          "annotations",
          "images",
          "audio",
          "extra_content");

  private static final JsonNames MEMBERS_OF_CALL =
      JsonNames.of("index", "id", "function", "custom", "extra_content");

  private static final JsonNames MEMBERS_OF_FUNCTION = JsonNames.of("name", "arguments", "input");

  private static final int MOST_QUOTED = 200;

  private final JsonCursor cursor;
  private final String body; // the member that holds a choice's message where it has both
  private final boolean wantOthers;

  private ChatCompletionReader(JsonCursor cursor, String body, boolean wantOthers) {
    this.cursor = cursor;
    this.body = body;
    this.wantOthers = wantOthers;
  }

  /// Returns a chunk, or null if the bytes are no JSON object.
  public static @Nullable ChatCompletion chunk(byte[] data, int start, int end) {
    return read(data, start, end, "delta", false);
  }

  /// Returns a whole answer.
  ///
  /// @param others true if members are wanted that are not known here
  /// @throws GatewayException where the answer is not a JSON object
  static ChatCompletion whole(Body answer, boolean others, String provider) {
    var data = answer.toByteArray();
    var completion = read(data, 0, data.length, "message", others);
    if (completion != null) return completion;
    var text = answer.utf8().strip();
    var start = text.length() > MOST_QUOTED ? text.substring(0, MOST_QUOTED) + "…" : text;
    throw new GatewayException(
        Failure.ofProvider(
            Failure.Kind.UPSTREAM_ERROR,
            provider,
            "The provider's answer is not valid JSON: " + (start.isEmpty() ? "(empty)" : start)));
  }

  private static @Nullable ChatCompletion read(
      byte[] data, int start, int end, String body, boolean others) {
    try {
      var cursor = new JsonCursor(data, start, end);
      if (!cursor.enterObject()) return null;
      var completion = new ChatCompletion(JsonSlice.of(data, start, end));
      new ChatCompletionReader(cursor, body, others).read(completion);
      cursor.requireEnd();
      return completion;
    } catch (JsonCursor.MalformedException _) {
      return null; // callers report it in different ways
    }
  }

  private void read(ChatCompletion completion) {
    if (wantOthers) completion.others = new LinkedHashMap<>();
    while (cursor.nextMember()) {
      switch (cursor.name(MEMBERS)) {
        case "choices" -> readChoices(completion);
        case "id" -> completion.id = cursor.take();
        case "model" -> completion.model = cursor.take();
        case "created" -> completion.created = cursor.take();
        case "system_fingerprint" -> {
          if (wantOthers) other(completion.others);
          else completion.fingerprint = cursor.take();
        }
        case "service_tier" -> completion.tier = cursor.take();
        case "usage" -> completion.usage = cursor.take();
        case "x_groq" -> {
          if (wantOthers) other(completion.others);
          else readGroq(completion);
        }
        case "search_results" -> completion.searchResults = cursor.take();
        case "citations" -> completion.citations = cursor.take();
        case "error" -> completion.error = cursor.take();
        case "object" -> {
          var object = cursor.take();
          completion.likeError |= object != null && object.isText("error");
        }
        case "base_resp", "message", "msg", "detail", "errors", "error_code" -> {
          completion.likeError = true;
          other(completion.others);
        }
        default -> other(completion.others);
      }
    }
  }

  private void other(Map<String, JsonSlice> others) {
    if (!wantOthers) {
      cursor.skip();
      return;
    }
    var name = cursor.name();
    var value = cursor.take();
    if (value != null) others.put(name, value);
  }

  /// Groq repeats the usage in a member of its own.
  private void readGroq(ChatCompletion completion) {
    if (!cursor.enterObject()) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      if (cursor.name(MEMBERS).equals("usage")) completion.groqUsage = cursor.take();
      else cursor.skip();
    }
  }

  private void readChoices(ChatCompletion completion) {
    completion.choices.clear();
    completion.hasChoices = false;
    completion.hasElements = false;
    if (!cursor.enterArray()) {
      cursor.skip();
      return;
    }
    completion.hasChoices = true;
    while (cursor.nextElement()) {
      completion.hasElements = true;
      int start = cursor.offset();
      if (cursor.enterObject()) completion.choices.add(readChoice(start));
      else cursor.skip();
    }
  }

  private Choice readChoice(int start) {
    var choice = new Choice();
    if (wantOthers) choice.others = new LinkedHashMap<>();
    boolean preferred = false;
    while (cursor.nextMember()) {
      var name = cursor.name(MEMBERS_OF_CHOICE);
      switch (name) {
        case "delta", "message" -> {
          boolean mine = name.equals(body);
          var message = readMessage();
          if (mine || !preferred) choice.message = message;
          preferred |= mine;
        }
        case "index" -> choice.index = cursor.take();
        case "finish_reason" -> choice.finishReason = cursor.take();
        case "text" -> choice.text = cursor.take();
        case "logprobs" -> choice.logprobs = cursor.take();
        case "error" -> {
          choice.error = cursor.take();
          if (wantOthers && choice.error != null) choice.others.put(name, choice.error);
        }
        case "usage" -> {
          choice.usage = cursor.take();
          if (wantOthers && choice.usage != null) choice.others.put(name, choice.usage);
        }
        case "native_finish_reason" -> cursor.skip();
        default -> other(choice.others);
      }
    }
    if (choice.error != null) choice.document = cursor.since(start);
    return choice;
  }

  private Message readMessage() {
    var message = new Message();
    if (!cursor.enterObject()) {
      cursor.skip();
      return message;
    }
    while (cursor.nextMember()) {
      switch (cursor.name(MEMBERS_OF_MESSAGE)) {
        case "content" -> message.content = cursor.take();
        case "refusal" -> message.refusal = cursor.take();
        case "reasoning_content" -> message.reasoningContent = cursor.take();
        case "reasoning" -> message.reasoning = cursor.take();
        case "thinking" -> message.thinking = cursor.take();
        case "reasoning_details" -> message.reasoningDetails = cursor.take();
        case "tool_calls" -> readToolCalls(message);
        case "function_call" -> {
          if (cursor.enterObject()) {
            message.functionCall = new ToolCall();
            readFunction(message.functionCall, "arguments");
          } else {
            cursor.skip();
          }
        }
        case "annotations" -> message.annotations = cursor.take();
        case "images" -> message.images = cursor.take();
        case "audio" -> message.audio = cursor.take();
        case "extra_content" -> message.extraContent = cursor.take();
        case "role" -> cursor.skip();
        default -> message.more |= cursor.take() != null;
      }
    }
    return message;
  }

  private void readToolCalls(Message message) {
    if (!cursor.enterArray()) {
      cursor.skip();
      return;
    }
    message.toolCalls = new ArrayList<>(1);
    while (cursor.nextElement()) {
      if (cursor.enterObject()) message.toolCalls.add(readToolCall());
      else cursor.skip();
    }
  }

  private ToolCall readToolCall() {
    var call = new ToolCall();
    while (cursor.nextMember()) {
      switch (cursor.name(MEMBERS_OF_CALL)) {
        case "index" -> call.index = cursor.take();
        case "id" -> call.id = cursor.take();
        case "extra_content" -> call.extraContent = cursor.take();
        case "function" -> {
          if (!call.custom && cursor.enterObject()) readFunction(call, "arguments");
          else cursor.skip();
        }
        case "custom" -> {
          if (cursor.enterObject()) {
            call.custom = true;
            readFunction(call, "input");
          } else {
            cursor.skip();
          }
        }
        default -> cursor.skip();
      }
    }
    return call;
  }

  private void readFunction(ToolCall call, String arguments) {
    call.name = null;
    call.arguments = null;
    while (cursor.nextMember()) {
      var name = cursor.name(MEMBERS_OF_FUNCTION);
      if (name.equals("name")) call.name = cursor.take();
      else if (name.equals(arguments)) call.arguments = cursor.take();
      else cursor.skip();
    }
  }
}
