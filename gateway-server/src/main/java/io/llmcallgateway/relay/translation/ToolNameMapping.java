package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.ToolNameRule;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The names of tools that a target takes, and the client's own, which its answer gets back: names
/// of MCP tools are longer than many vendors allow. Immutable.
public final class ToolNameMapping {
  /// Every tool keeps its name.
  static final ToolNameMapping NONE = new ToolNameMapping(ToolNameRule.WORD_64, Map.of());

  private final ToolNameRule rule;

  /// The client's own name of each tool that was given another.
  private final Map<String, String> own;

  private ToolNameMapping(ToolNameRule rule, Map<String, String> own) {
    this.rule = rule;
    this.own = own;
  }

  /// Returns the names by which a target that has this rule gets the tools of a request.
  static ToolNameMapping of(ChatRequest request, ToolNameRule rule) {
    var own = new HashMap<String, String>(0);
    for (var tool : request.functions()) {
      if (!rule.fits(tool.name())) own.put(rule.fit(tool.name()), tool.name());
    }
    return new ToolNameMapping(rule, Map.copyOf(own));
  }

  /// Returns the request as the target gets it.
  ChatRequest apply(ChatRequest request, Losses losses) {
    for (var tool : request.functions()) {
      if (!rule.fits(tool.name())) losses.add("tools.name", "shortened");
    }
    if (own.isEmpty() && request.messages().stream().allMatch(this::fits)) return request;
    var edited = request.edit();
    edited.tools.replaceAll(this::fit);
    edited.messages.replaceAll(message -> message.with(fit(message.parts())));
    edited.toolChoice =
        switch (request.toolChoice()) {
          case ToolChoice.Named named -> new ToolChoice.Named(rule.fit(named.name()));
          case ToolChoice.Allowed allowed ->
              new ToolChoice.Allowed(
                  allowed.names().stream().map(rule::fit).toList(), allowed.required());
          case null -> null;
          case ToolChoice.Auto other -> other;
          case ToolChoice.None other -> other;
          case ToolChoice.Required other -> other;
        };
    return edited.build();
  }

  /// Returns whether the calls in a message may stay as they are: tools of earlier turns may be
  /// gone.
  private boolean fits(Message message) {
    for (var part : message.parts()) {
      if (part instanceof Part.ToolCall call && !rule.fits(call.name())) return false;
    }
    return true;
  }

  private Tool fit(Tool tool) {
    if (!(tool instanceof Tool.Function it)) return tool;
    return it.named(rule.fit(it.name()));
  }

  private List<Part> fit(List<Part> parts) {
    var fitted = new ArrayList<Part>(parts.size());
    for (var part : parts) {
      fitted.add(
          switch (part) {
            case Part.ToolCall call -> named(call, rule.fit(call.name()));
            case Part.ToolResult it when it.name() != null ->
                new Part.ToolResult(
                    it.callId(),
                    rule.fit(it.name()),
                    it.content(),
                    it.error(),
                    it.cache(),
                    it.extras());
            default -> part;
          });
    }
    return fitted;
  }

  private static Part.ToolCall named(Part.ToolCall it, String name) {
    return new Part.ToolCall(
        it.id(), name, it.arguments(), it.signature(), it.cache(), it.extras());
  }

  /// Returns whether answers must be given the client's names.
  boolean changesAnswers() {
    return !own.isEmpty();
  }

  /// Returns the answer with the client's own names.
  ChatAnswer restore(ChatAnswer answer) {
    if (own.isEmpty()) return answer;
    return answer.with(
        answer.choices().stream()
            .map(choice -> choice.with(choice.parts().stream().map(this::restore).toList()))
            .toList());
  }

  private Part restore(Part part) {
    return part instanceof Part.ToolCall call
        ? named(call, own.getOrDefault(call.name(), call.name()))
        : part;
  }

  ChatEvent restore(ChatEvent event) {
    if (own.isEmpty() || !(event instanceof ChatEvent.CallStarted it)) return event;
    return new ChatEvent.CallStarted(
        it.choice(), it.call(), it.id(), own.getOrDefault(it.name(), it.name()), it.signature());
  }
}
