package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Moves the images and files of tool results, where these hold text only, to the beginning of the
/// user's message after them. Words in the result stand for those that the target does not take.
public final class ToolResultMedia {
  /// The media that a target accepts, in whatever form.
  public interface AcceptedMedia {
    boolean accepts(Part.Media media);
  }

  private final AcceptedMedia taken;
  private final Losses losses;

  /// @param taken whether the target gets it, in whatever form
  public ToolResultMedia(AcceptedMedia taken, Losses losses) {
    this.taken = taken;
    this.losses = losses;
  }

  public Conversation moved(Conversation conversation) {
    if (conversation.turns().stream().noneMatch(ToolResultMedia::holds)) return conversation;
    var turns = new ArrayList<Message>(conversation.turns().size() + 1);
    List<Part> waiting = List.of();
    for (var turn : conversation.turns()) {
      if (!waiting.isEmpty()) {
        boolean users = turn.role() == Role.USER;
        if (users) waiting.addAll(turn.parts());
        turns.add(users ? turn.with(waiting) : Message.of(Role.USER, waiting));
        waiting = List.of();
        if (users) continue;
      }
      if (!holds(turn)) {
        turns.add(turn);
        continue;
      }
      waiting = new ArrayList<>();
      turns.add(parted(turn, waiting));
    }
    if (!waiting.isEmpty()) turns.add(Message.of(Role.USER, waiting));
    return new Conversation(conversation.system(), turns);
  }

  private static boolean holds(Message message) {
    if (message.role() != Role.TOOL) return false;
    for (var result : message.toolResults()) {
      if (result.content().stream().anyMatch(part -> part instanceof Part.Media)) return true;
    }
    return false;
  }

  /// @param moved gets what is taken out
  private Message parted(Message message, List<Part> moved) {
    var results = new ArrayList<Part>(message.parts().size());
    for (var result : message.toolResults()) {
      var content = new ArrayList<Part>(result.content().size());
      boolean follows = false;
      for (var part : result.content()) {
        if (!(part instanceof Part.Media media)) {
          content.add(part);
        } else if (taken.accepts(media)) {
          if (!follows) moved.add(Part.Text.of("From the tool call " + result.callId() + ":"));
          moved.add(media);
          follows = true;
        } else {
          content.add(Part.Text.of(leftOut(media, losses)));
        }
      }
      if (content.isEmpty()) content.add(Part.Text.of("(See the user's next message.)"));
      results.add(
          new Part.ToolResult(
              result.callId(),
              result.name(),
              content,
              result.error(),
              result.cache(),
              result.extras()));
    }
    return message.with(results);
  }

  /// The words that stand for it where it is left out, which is told.
  public static String leftOut(Part.Media media, Losses losses) {
    var name = media.kind().name().toLowerCase(Locale.ROOT);
    boolean foreign = media.source() instanceof Part.Source.FileId;
    losses.changesMeaning("messages.content", foreign ? "file-of-another-vendor" : "no-" + name);
    return "[" + name + " left out: this model does not take it]";
  }
}
