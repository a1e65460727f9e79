package io.llmcallgateway.dialect.openai;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.EmptyAnswerCheck;
import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.wire.EventJson;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/// Reads a stream of chat completion chunks from any vendor of the format. A choice's finish is
/// told at the end, since vendors repeat it and some go on after it, usage told or not.
final class ChatDecoder implements StreamDecoder {
  private static final ObjectReader READER = Json.MAPPER.reader();
  private static final int MOST_CHOICES = 128;
  private static final String[] STARTED = {"system_fingerprint", "service_tier"};

  private final TargetModel target;
  private final CallIds ids;
  private final TreeMap<Integer, ChoiceReader> choices = new TreeMap<>();
  private boolean started;
  private boolean done;
  private @Nullable Usage usage;
  private @Nullable String tier;
  private @Nullable JsonNode searchResults;
  private @Nullable JsonNode citations;

  ChatDecoder(TargetModel target, CallIds ids) {
    this.target = target;
    this.ids = ids;
  }

  @Override
  public Decoded decode(Frames frames, Consumer<ChatEvent> out) {
    if (done) return Decoded.EVENTS;
    var data = frames.data();
    int start = frames.dataStart();
    int end = frames.dataEnd();
    while (start < end && data[start] <= ' ') start++;
    if (start == end) return Decoded.EVENTS; // `data:` alone keeps a connection alive
    if (OpenAiStreamTap.isDone(data, start, end)) {
      done = true;
      return Decoded.EVENTS;
    }
    JsonNode chunk;
    try {
      chunk = EventJson.read(READER, data, start, end - start);
    } catch (JacksonException _) {
      return Decoded.UNREADABLE;
    }
    if (!chunk.isObject()) return Decoded.UNREADABLE;
    if (OpenAiErrorReader.isError(chunk) || "error".equals(frames.name())) {
      var body = Body.of(Arrays.copyOfRange(data, start, end));
      return new Decoded.ProviderError(OpenAiErrorReader.inStream(body, target.provider()));
    }
    var failure = read(chunk, out);
    return failure == null ? Decoded.EVENTS : new Decoded.ProviderError(failure);
  }

  /// The failure that one of the choices reports; null where none does.
  private @Nullable Failure read(JsonNode chunk, Consumer<ChatEvent> out) {
    var list = chunk.path("choices");
    start(chunk, list, out);
    if (chunk.path("search_results").isArray()) searchResults = chunk.path("search_results");
    if (chunk.path("citations").isArray()) citations = chunk.path("citations");
    for (var choice : list) {
      var failure = choice.isObject() ? readChoice(choice, out) : null;
      if (failure != null) return failure;
    }
    var served = JsonNodes.text(chunk, "service_tier");
    if (served != null) tier = served;
    var counted = usage(chunk);
    if (counted == null) return null;
    counted = counted.served(tier);
    if (counted.equals(usage)) return null; // Perplexity and HF repeat it
    usage = counted;
    out.accept(new ChatEvent.Used(counted));
    return null;
  }

  private @Nullable Failure readChoice(JsonNode node, Consumer<ChatEvent> out) {
    int index = Math.clamp(node.path("index").asInt(0), 0, MOST_CHOICES - 1);
    var choice = choices.computeIfAbsent(index, at -> new ChoiceReader(at, target.rules(), ids));
    var delta = node.path("delta");
    choice.read(node, delta.isMissingNode() ? node.path("message") : delta, out);
    if (JsonNodes.has(node, "error")) {
      var error = Body.of(Json.MAPPER.writeValueAsBytes(node));
      return OpenAiErrorReader.inStream(error, target.provider());
    }
    if (!choice.failed()) return null;
    return OpenAiErrorReader.failedFinish(choice.overloaded(), target.provider());
  }

  /// Azure's first chunk has neither id nor model nor choices: the next one has them.
  private void start(JsonNode chunk, JsonNode list, Consumer<ChatEvent> out) {
    if (started) return;
    var id = JsonNodes.text(chunk, "id", "");
    if (id.isEmpty() && list.isEmpty()) return;
    started = true;
    Map<String, JsonNode> extras = new LinkedHashMap<>();
    for (var name : STARTED) {
      if (JsonNodes.has(chunk, name)) extras.put(name, chunk.path(name));
    }
    out.accept(
        new ChatEvent.Started(
            id,
            JsonNodes.text(chunk, "model", ""),
            JsonNodes.count(chunk, "created"),
            extras.isEmpty() ? Extras.NONE : new Extras(OpenAiDialect.ID, extras)));
  }

  /// In the chunk, in Groq's own member, or in Moonshot's choice.
  private @Nullable Usage usage(JsonNode chunk) {
    boolean beside = target.rules().has(Quirk.REASONING_BESIDE);
    var counted = UsageReader.read(chunk.path("usage"), beside);
    if (counted == null) counted = UsageReader.read(chunk.at("/x_groq/usage"), beside);
    if (counted == null) counted = UsageReader.read(chunk.at("/choices/0/usage"), beside);
    return counted;
  }

  private boolean finishable() {
    if (choices.isEmpty()) return false;
    for (var choice : choices.values()) if (!choice.hasFinish()) return false;
    return true;
  }

  private void finish(Consumer<ChatEvent> out) {
    for (var citation : Annotations.readLists(searchResults, citations)) {
      out.accept(new ChatEvent.Cited(0, citation));
    }
    searchResults = null;
    citations = null;
    for (var choice : choices.values()) choice.finish(out);
  }

  @Override
  public void end(Consumer<ChatEvent> out) {
    if (!started) {
      started = true;
      out.accept(new ChatEvent.Started("", "", 0, Extras.NONE));
    }
    if (done && choices.isEmpty()) throw EmptyAnswerCheck.noChoices(target.provider());
    if (complete()) {
      finish(out);
    } else {
      for (var choice : choices.values()) {
        if (choice.hasFinish()) choice.finish(out);
        else choice.close(out);
      }
    }
  }

  @Override
  public boolean ended() {
    return done;
  }

  @Override
  public boolean complete() {
    return done || finishable();
  }
}
