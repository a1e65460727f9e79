package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.relay.call.ParallelCalls;
import io.llmcallgateway.relay.call.WorkLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Replaces the web addresses of media in a conversation by what they hold, for a target that does
/// not fetch them itself: several at a time, each address once, within the call's time and with
/// bounds on their number and size.
///
/// @param takesUrl the kinds that the target fetches
record MediaInliner(MediaSource media, Predicate<Part.Kind> takesUrl, WorkLimits limits) {
  private static final int MOST = 64;
  private static final long MOST_BYTES = 64L << 20;

  /// The bytes, their base64 as text, and the request that is written with it.
  private static final int COPIES = 4;

  private record Wanted(Part.Kind kind, String url) {}

  ChatRequest of(ChatRequest request) throws InterruptedException {
    var wanted = new LinkedHashMap<Wanted, Part.Media>();
    for (var message : request.messages()) collect(message.parts(), wanted);
    if (wanted.isEmpty()) return request;
    if (wanted.size() > MOST) {
      throw refusal("names more than " + MOST + " media by their addresses");
    }
    var fetched = fetch(wanted);
    var messages = new ArrayList<Message>(request.messages().size());
    for (var message : request.messages()) {
      messages.add(message.with(replaced(message.parts(), fetched)));
    }
    var edited = request.edit();
    edited.messages.clear();
    edited.messages.addAll(messages);
    return edited.build();
  }

  private void collect(List<Part> parts, Map<Wanted, Part.Media> wanted) {
    for (var part : parts) {
      if (part instanceof Part.Media one) {
        var key = wanted(one);
        if (key != null) wanted.putIfAbsent(key, one);
      } else if (part instanceof Part.ToolResult result) {
        collect(result.content(), wanted);
      }
    }
  }

  /// Null where the part needs no fetching.
  private @Nullable Wanted wanted(Part.Media part) {
    boolean web =
        part.source() instanceof Part.Source.Url(var url)
            && (url.startsWith("http://") || url.startsWith("https://"));
    if (!web || takesUrl.test(part.kind())) return null;
    return new Wanted(part.kind(), ((Part.Source.Url) part.source()).url());
  }

  private Map<Wanted, Part.Media> fetch(Map<Wanted, Part.Media> wanted)
      throws InterruptedException {
    var total = new AtomicLong();
    var calls = new ArrayList<ParallelCalls.One<Part.Media>>(wanted.size());
    for (var part : wanted.values()) calls.add(_ -> fetch(part, total));
    var answers =
        new ParallelCalls<>(calls).make(limits.waiting(), limits.deadline(), MediaInliner::late);
    limits.held().grow(limits.held().held() + COPIES * total.get());
    var fetched = new LinkedHashMap<Wanted, Part.Media>();
    int next = 0;
    for (var key : wanted.keySet()) fetched.put(key, answers.get(next++));
    return fetched;
  }

  private Part.Media fetch(Part.Media part, AtomicLong total) throws InterruptedException {
    try (var held = limits.held().beside()) {
      return media.fetch(
          part,
          limits.deadline(),
          bytes -> {
            if (total.addAndGet(bytes) > MOST_BYTES) {
              throw refusal("names media of more than " + (MOST_BYTES >> 20) + " MB in all");
            }
            held.grow(held.held() + (long) COPIES * bytes);
          });
    }
  }

  private static GatewayException refusal(String what) {
    return new GatewayException(
        Failure.of(
            Failure.Kind.INVALID_REQUEST,
            "The request "
                + what
                + ", and this model's provider fetches none itself: send fewer, or smaller ones."));
  }

  private static GatewayException late() {
    return new GatewayException(
        Failure.of(
            Failure.Kind.TIMEOUT,
            "The media that the request names by address did not arrive within the time limit."));
  }

  private Part replaced(Part.Media one, Map<Wanted, Part.Media> fetched) {
    var key = wanted(one);
    var found = key == null ? null : fetched.get(key);
    if (found == null) return one;
    return one.with(found.source(), Objects.requireNonNull(found.mediaType()));
  }

  private List<Part> replaced(List<Part> parts, Map<Wanted, Part.Media> fetched) {
    var replaced = new ArrayList<Part>(parts.size());
    for (var part : parts) {
      if (part instanceof Part.Media one) {
        replaced.add(replaced(one, fetched));
      } else if (part instanceof Part.ToolResult result) {
        replaced.add(
            new Part.ToolResult(
                result.callId(),
                result.name(),
                replaced(result.content(), fetched),
                result.error(),
                result.cache(),
                result.extras()));
      } else {
        replaced.add(part);
      }
    }
    return replaced;
  }
}
