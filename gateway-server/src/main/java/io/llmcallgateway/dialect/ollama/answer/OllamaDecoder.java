package io.llmcallgateway.dialect.ollama.answer;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads lines of a chat answer. Calls come whole, and the last line says `stop` even then.
public final class OllamaDecoder implements StreamDecoder {
  private final String provider;
  private final CallIds ids;
  private boolean started;
  private boolean done;
  private int calls;

  public OllamaDecoder(String provider, CallIds ids) {
    this.provider = provider;
    this.ids = ids;
  }

  @Override
  public Decoded decode(Frames frames, ChatEventSink out) {
    return read(frames.data(), frames.dataStart(), frames.dataEnd(), out);
  }

  Decoded read(byte[] data, int start, int end, ChatEventSink out) {
    JsonNode line;
    try {
      line = Json.EXACT.readTree(data, start, end - start);
    } catch (JacksonException _) {
      return Decoded.UNREADABLE;
    }
    if (line.has("error") || !line.isObject()) {
      var body = Body.of(Arrays.copyOfRange(data, start, end));
      return new Decoded.ProviderError(OpenAiErrorReader.inStream(body, provider));
    }
    if (done) return Decoded.EVENTS;
    if (!started) {
      started = true;
      out.take(
          new ChatEvent.Started("", JsonNodes.text(line, "model", ""), created(line), Extras.NONE));
    }
    var message = line.path("message");
    var thinking = JsonNodes.text(message, "thinking", "");
    if (!thinking.isEmpty()) out.take(new ChatEvent.Reasoning(0, thinking));
    var content = JsonNodes.text(message, "content", "");
    if (!content.isEmpty()) out.take(new ChatEvent.Text(0, content));
    for (var call : message.path("tool_calls")) call(call, out);
    if (Boolean.TRUE.equals(JsonNodes.flag(line, "done"))) finish(line, out);
    return Decoded.EVENTS;
  }

  /// Epoch seconds of `created_at`, 0 where it is no date.
  private static long created(JsonNode line) {
    var text = JsonNodes.text(line, "created_at");
    if (text == null) return 0;
    try {
      return Instant.parse(text).getEpochSecond();
    } catch (DateTimeParseException _) {
      return 0; // told with an offset by some builds; nobody needs it
    }
  }

  private void call(JsonNode call, ChatEventSink out) {
    var function = call.path("function");
    var arguments = function.path("arguments");
    int index = calls++;
    var id = ids.claim(JsonNodes.text(call, "id"));
    out.take(new ChatEvent.CallStarted(0, index, id, JsonNodes.text(function, "name", ""), null));
    var text = arguments.isString() ? arguments.asString() : arguments.toString();
    if (!arguments.isMissingNode() && !arguments.isNull() && !text.isBlank()) {
      out.take(new ChatEvent.CallArguments(0, index, text));
    }
    out.take(new ChatEvent.CallEnded(0, index));
  }

  private void finish(JsonNode line, ChatEventSink out) {
    done = true;
    // The prompt's count is absent where all of it was cached.
    if (line.has("eval_count") || line.has("prompt_eval_count")) {
      out.take(
          new ChatEvent.Used(
              Usage.of(
                  JsonNodes.count(line, "prompt_eval_count"),
                  JsonNodes.count(line, "eval_count"))));
    }
    var word = JsonNodes.text(line, "done_reason", "stop");
    var reason = FinishWords.reason(word);
    if (calls > 0 && reason == FinishReason.STOP) reason = FinishReason.TOOL_CALLS;
    out.take(new ChatEvent.Finished(0, new Finish(reason, word, null)));
  }

  @Override
  public void end(ChatEventSink out) {}

  @Override
  public boolean ended() {
    return done;
  }

  @Override
  public boolean complete() {
    return done;
  }
}
