package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.support.Conversation;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arranges a conversation in the order and the roles that a target accepts.
final class MessageNormalizer {
  /// The text between tool results and a user's message, for targets that do not accept them as
  /// neighbours.
  static final String BETWEEN = "OK.";

  private final AcceptedTraits allowed;
  private final Losses losses;

  MessageNormalizer(AcceptedTraits allowed, Losses losses) {
    this.allowed = allowed;
    this.losses = losses;
  }

  /// Returns the messages in the target's order.
  ///
  /// @param instruction the gateway's own, after the client's
  List<Message> of(Conversation conversation, @Nullable String instruction) {
    boolean anywhere = allowed.has(Trait.SYSTEM_ANYWHERE);
    var all = new ArrayList<Message>();
    all.addAll(system(conversation, instruction, anywhere));
    var turns = anywhere ? conversation.turns() : conversation.spoken(losses);
    all.addAll(allowed.has(Trait.REPEATED_ROLES) ? turns : alternating(turns));
    return roles(allowed.has(Trait.USER_AFTER_TOOL) ? all : parted(all));
  }

  private List<Message> system(
      Conversation conversation, @Nullable String instruction, boolean anywhere) {
    var system = new ArrayList<>(conversation.system());
    if (instruction != null) system.add(Message.of(Role.SYSTEM, instruction));
    if (anywhere || allowed.has(Trait.SEVERAL_SYSTEMS) || system.isEmpty()) return system;
    var parts = new ArrayList<Part>();
    for (var message : system) parts.addAll(message.parts());
    boolean marked = parts.stream().anyMatch(p -> p instanceof Part.Text t && t.cache() != null);
    var first = system.getFirst();
    boolean takes =
        allowed.rules().takes(Trait.CACHE_CONTROL)
            || CacheControlWriter.areBreakpoints(allowed.rules());
    if (marked && takes) return List.of(first.with(parts));
    if (marked) losses.add("cache_control", "unsupported");
    var text = new Conversation(system, List.of()).systemText();
    return text.isEmpty() ? List.of() : List.of(first.with(List.of(Part.Text.of(text))));
  }

  /// Returns the turns with a user's turn first, which such targets require.
  private List<Message> alternating(List<Message> turns) {
    var merged = Conversation.merged(turns);
    if (merged.isEmpty() || merged.getFirst().role() != Role.ASSISTANT) return merged;
    losses.add("messages[0]", "user-turn-added");
    var all = new ArrayList<Message>(merged.size() + 1);
    all.add(Message.of(Role.USER, "."));
    all.addAll(merged);
    return all;
  }

  private List<Message> parted(List<Message> messages) {
    var all = new ArrayList<Message>(messages.size() + 1);
    for (var message : messages) {
      boolean after = !all.isEmpty() && all.getLast().role() == Role.TOOL;
      if (after && message.role() == Role.USER) {
        all.add(Message.of(Role.ASSISTANT, BETWEEN));
        losses.add("messages.role", "assistant-turn-added");
      }
      all.add(message);
    }
    return all;
  }

  private List<Message> roles(List<Message> messages) {
    if (allowed.has(Trait.DEVELOPER_ROLE)) return messages;
    var all = new ArrayList<Message>(messages.size());
    for (var message : messages) {
      if (message.role() != Role.DEVELOPER) {
        all.add(message);
        continue;
      }
      losses.add("messages.role", "developer-as-system");
      all.add(new Message(Role.SYSTEM, message.parts(), message.name(), message.extras()));
    }
    return all;
  }
}
