package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Cache marks as OpenAI's APIs have them (developers.openai.com/api/docs/guides/prompt-caching):
/// `prompt_cache_breakpoint` on the parts of system, user and tool messages, of which a request
/// writes the latest four; tools and the assistant's words have no place for one. They live for 30
/// minutes.
public final class CacheBreakpoints {
  public static final String MEMBER = "prompt_cache_breakpoint";
  public static final String OPTIONS = "prompt_cache_options";

  /// Members about the cache that both of OpenAI's APIs have.
  public static final Set<String> SHARED = Set.of(OPTIONS, "prompt_cache_retention");

  private static final int MOST = 4;

  private final Losses losses;
  private int left = MOST;

  private CacheBreakpoints(Losses losses) {
    this.losses = losses;
  }

  /// The request with those marks alone that have a place; the others are told.
  public static ChatRequest fit(ChatRequest request, Losses losses) {
    if (!request.marksCache()) return request;
    var points = new CacheBreakpoints(losses);
    var edited = request.edit();
    for (int i = edited.messages.size() - 1; i >= 0; i--) {
      edited.messages.set(i, points.fit(edited.messages.get(i)));
    }
    edited.tools.replaceAll(points::unmarked);
    return edited.build();
  }

  private Tool unmarked(Tool tool) {
    if (!(tool instanceof Tool.Function function) || function.cache() == null) return tool;
    losses.add("cache_control", "no-place-on-tools");
    return function.with(null);
  }

  private Message fit(Message message) {
    var parts = new ArrayList<Part>(message.parts());
    for (int i = parts.size() - 1; i >= 0; i--) {
      var part = parts.get(i);
      if (message.role() != Role.ASSISTANT) {
        parts.set(i, fit(part));
      } else if (isMarked(part)) {
        losses.add("cache_control", "no-place-on-assistant");
        parts.set(i, part.marked(null));
      }
    }
    return message.with(parts);
  }

  private Part fit(Part part) {
    if (!isMarked(part)) return part;
    left--;
    if (left < 0) {
      losses.add("cache_control", "latest-" + MOST);
      return part.marked(null);
    }
    if (mark(part) == CacheMark.ONE_HOUR) losses.add("cache_control.ttl", "30m");
    return part;
  }

  private static boolean isMarked(Part part) {
    return mark(part) != null;
  }

  /// A result is marked where any of its parts is: it has one place, its end.
  public static @Nullable CacheMark mark(Part part) {
    return switch (part) {
      case Part.Text text -> text.cache();
      case Part.Media media -> media.cache();
      case Part.ToolCall call -> call.cache();
      case Part.ToolResult result -> {
        if (result.cache() != null) yield result.cache();
        CacheMark found = null;
        for (var each : result.content()) if (mark(each) != null) found = mark(each);
        yield found;
      }
      case Part.Refusal _, Part.Reasoning _, Part.Foreign _ -> null;
    };
  }

  /// A client's breakpoint as a mark.
  public static @Nullable CacheMark read(JsonNode part) {
    if (!(part.path(MEMBER) instanceof ObjectNode point)) return null;
    return "12h".equals(JsonNodes.text(point, "ttl")) ? CacheMark.ONE_HOUR : CacheMark.FIVE_MINUTES;
  }

  /// Options with which nothing but the marked prefixes is written.
  public static ObjectNode explicit() {
    return Json.MAPPER.createObjectNode().put("mode", "explicit");
  }

  public static void write(ObjectNode part) {
    part.putObject(MEMBER).put("mode", "explicit");
  }
}
