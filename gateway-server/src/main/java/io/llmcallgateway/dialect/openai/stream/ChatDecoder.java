package io.llmcallgateway.dialect.openai.stream;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion.Choice;
import io.llmcallgateway.dialect.openai.answer.ChatCompletionReader;
import io.llmcallgateway.dialect.openai.answer.ChoiceReader;
import io.llmcallgateway.dialect.openai.answer.UsageReader;
import io.llmcallgateway.dialect.openai.content.CitationCodec;
import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.dialect.support.EmptyAnswerCheck;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.wire.EventJson;
import io.llmcallgateway.wire.Frames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a stream of chat completion chunks from any vendor of the format. A choice's finish is
/// emitted at the end, since some vendors repeat it and some continue after it.
public final class ChatDecoder implements StreamDecoder {
  private static final int MOST_CHOICES = 128;

  private final TargetModel target;
  private final CallIds ids;
  private final TreeMap<Integer, ChoiceReader> choices = new TreeMap<>();
  private boolean started;
  private boolean done;
  private @Nullable Usage usage;
  private @Nullable String tier;
  private @Nullable JsonNode searchResults;
  private @Nullable JsonNode citations;

  public ChatDecoder(TargetModel target, CallIds ids) {
    this.target = target;
    this.ids = ids;
  }

  @Override
  public Decoded decode(Frames frames, ChatEventSink out) {
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
    var chunk = chunk(data, start, end);
    if (chunk == null) return Decoded.UNREADABLE;
    boolean isError = chunk.isError() || "error".equals(frames.name());
    var failure = isError ? chunk.failure(target.provider()) : read(chunk, out);
    return failure == null ? Decoded.EVENTS : new Decoded.ProviderError(failure);
  }

  /// Returns the chunk, also if some of its bytes are not valid UTF-8; null if it is unreadable.
  private static @Nullable ChatCompletion chunk(byte[] data, int start, int end) {
    var chunk = ChatCompletionReader.chunk(data, start, end);
    if (chunk != null) return chunk;
    var escaped = EventJson.escaped(data, start, end - start);
    return escaped == null ? null : ChatCompletionReader.chunk(escaped, 0, escaped.length);
  }

  /// Returns the failure that one of the choices reports, or null.
  private @Nullable Failure read(ChatCompletion chunk, ChatEventSink out) {
    if (!started) start(chunk, out);
    var results = chunk.searchResults();
    if (results != null) searchResults = results;
    var addresses = chunk.citations();
    if (addresses != null) citations = addresses;
    for (var choice : chunk.choices()) {
      var failure = readChoice(choice, out);
      if (failure != null) return failure;
    }
    var served = chunk.tier();
    if (served != null && served.isString()) tier = served.text();
    var counted = UsageReader.read(chunk, target.rules().has(Quirk.REASONING_BESIDE));
    if (counted == null) return null;
    counted = counted.served(tier);
    if (counted.equals(usage)) return null; // Perplexity and HF repeat it
    usage = counted;
    out.take(new ChatEvent.Used(counted));
    return null;
  }

  private @Nullable Failure readChoice(Choice node, ChatEventSink out) {
    var number = node.index();
    int index = number == null ? 0 : Math.clamp(number.number(0), 0, MOST_CHOICES - 1);
    var choice = choices.computeIfAbsent(index, at -> new ChoiceReader(at, target.rules(), ids));
    choice.read(node, out);
    return choice.failure(node, target.provider());
  }

  /// Emits the start, unless the chunk is Azure's first one, which has neither id nor model nor
  /// choices.
  private void start(ChatCompletion chunk, ChatEventSink out) {
    var id = ChatCompletion.text(chunk.id());
    if (id.isEmpty() && !chunk.hasElements()) return;
    started = true;
    Map<String, JsonNode> extras = new LinkedHashMap<>();
    var fingerprint = chunk.fingerprint();
    if (fingerprint != null) extras.put("system_fingerprint", fingerprint.tree());
    var served = chunk.tier();
    if (served != null) extras.put("service_tier", served.tree());
    out.take(
        new ChatEvent.Started(
            id,
            ChatCompletion.text(chunk.model()),
            chunk.created(),
            extras.isEmpty() ? Extras.NONE : new Extras(CommonMembers.DIALECT, extras)));
  }

  private boolean finishable() {
    if (choices.isEmpty()) return false;
    for (var choice : choices.values()) if (!choice.hasFinish()) return false;
    return true;
  }

  private void finish(ChatEventSink out) {
    for (var citation : CitationCodec.readLists(searchResults, citations)) {
      out.take(new ChatEvent.Cited(0, citation));
    }
    searchResults = null;
    citations = null;
    for (var choice : choices.values()) choice.finish(out);
  }

  @Override
  public void end(ChatEventSink out) {
    if (!started) {
      started = true;
      out.take(new ChatEvent.Started("", "", 0, Extras.NONE));
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
