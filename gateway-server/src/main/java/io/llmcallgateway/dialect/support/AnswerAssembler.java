package io.llmcallgateway.dialect.support;

import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Puts a streamed answer together from its events: as the plain call would have given it. For the
/// record, so it holds no more than the logs and the journal will: beyond a cap texts are cut.
public final class AnswerAssembler implements ChatEventSink {
  private static final int MOST_CHOICES = 128;
  private static final int MOST_PARTS = 1_024;

  private final int most;
  private String id = "";
  private String model = "";
  private long created;
  private Extras extras = Extras.NONE;
  private @Nullable Usage usage;
  private int characters;
  private final TreeMap<Integer, Choice> choices = new TreeMap<>();

  /// For the record: what is longer is cut.
  public AnswerAssembler() {
    this(AnswerTextLimit.MOST);
  }

  private AnswerAssembler(int most) {
    this.most = most;
  }

  /// For an answer that a client gets, where its body is bounded already.
  public static AnswerAssembler unbounded() {
    return new AnswerAssembler(Integer.MAX_VALUE);
  }

  /// Kinds of parts under construction.
  private enum Kind {
    TEXT,
    REASONING,
    REFUSAL,
    CALL,
    MEDIA,
    BLOCK
  }

  private static final class Open {
    final Kind kind;
    final StringBuilder text = new StringBuilder();
    final List<Citation> citations = new ArrayList<>(0);
    @Nullable Signature signature;
    int call;
    String id = "";
    String name = "";
    Part.@Nullable Media media;
    Part.@Nullable Foreign block;

    Open(Kind kind) {
      this.kind = kind;
    }

    Part part() {
      return switch (kind) {
        case TEXT -> new Part.Text(text.toString(), null, citations, Extras.NONE);
        case REASONING -> new Part.Reasoning(text.toString(), signature);
        case REFUSAL -> new Part.Refusal(text.toString());
        case CALL ->
            new Part.ToolCall(
                id,
                name,
                text.toString().isBlank() ? "{}" : text.toString(),
                signature,
                null,
                Extras.NONE);
        case MEDIA -> {
          if (media == null) throw new IllegalStateException("a picture without its bytes");
          yield media;
        }
        case BLOCK -> {
          if (block == null) throw new IllegalStateException("a block without its node");
          yield block;
        }
      };
    }
  }

  private static final class Choice {
    final List<Open> parts = new ArrayList<>();
    @Nullable Finish finish;
    @Nullable ObjectNode logprobs;

    Open open(Kind kind) {
      if (!parts.isEmpty()) {
        var last = parts.getLast();
        boolean sealed = kind == Kind.REASONING && last.signature != null;
        if (last.kind == kind && !sealed) return last;
      }
      return fresh(kind);
    }

    Open fresh(Kind kind) {
      var open = new Open(kind);
      if (parts.size() < MOST_PARTS) parts.add(open);
      return open;
    }

    @Nullable Open call(int call) {
      for (var part : parts) if (part.kind == Kind.CALL && part.call == call) return part;
      return null;
    }
  }

  @Override
  public void take(ChatEvent event) {
    switch (event) {
      case ChatEvent.Started started -> {
        id = started.id();
        model = started.model();
        created = started.created();
        extras = started.extras();
      }
      case ChatEvent.Text text -> append(choice(text.choice()).open(Kind.TEXT), text.text());
      case ChatEvent.Refusal words ->
          append(choice(words.choice()).open(Kind.REFUSAL), words.text());
      case ChatEvent.Reasoning words ->
          append(choice(words.choice()).open(Kind.REASONING), words.text());
      case ChatEvent.Signed signed ->
          choice(signed.choice()).open(Kind.REASONING).signature = signed.signature();
      case ChatEvent.CallStarted started -> {
        var call = choice(started.choice()).fresh(Kind.CALL);
        call.call = started.call();
        call.id = started.id();
        call.name = started.name();
        call.signature = started.signature();
      }
      case ChatEvent.CallArguments arguments -> {
        var call = choice(arguments.choice()).call(arguments.call());
        if (call != null) append(call, arguments.fragment());
      }
      case ChatEvent.CallEnded _ -> {}
      case ChatEvent.Cited cited ->
          choice(cited.choice()).open(Kind.TEXT).citations.add(cited.citation());
      case ChatEvent.Logprobs logprobs -> addLogprobs(choice(logprobs.choice()), logprobs);
      case ChatEvent.Media media -> choice(media.choice()).fresh(Kind.MEDIA).media = media.media();
      case ChatEvent.Block block -> choice(block.choice()).fresh(Kind.BLOCK).block = block.block();
      case ChatEvent.Finished finished -> choice(finished.choice()).finish = finished.finish();
      case ChatEvent.Used used -> usage = used.usage();
    }
  }

  private Choice choice(int index) {
    return choices.computeIfAbsent(Math.clamp(index, 0, MOST_CHOICES - 1), _ -> new Choice());
  }

  private void append(Open open, String text) {
    int room = Math.min(text.length(), most - characters);
    if (room <= 0) return;
    open.text.append(text, 0, room);
    characters += room;
  }

  private static void addLogprobs(Choice choice, ChatEvent.Logprobs event) {
    if (choice.logprobs == null) choice.logprobs = Json.MAPPER.createObjectNode();
    for (var member : event.logprobs().properties()) {
      JsonNode known = choice.logprobs.get(member.getKey());
      if (known instanceof ArrayNode array && member.getValue() instanceof ArrayNode more) {
        array.addAll(more);
      } else if (!member.getValue().isNull() || known == null) {
        choice.logprobs.set(member.getKey(), member.getValue().deepCopy());
      }
    }
  }

  /// The answer so far.
  public ChatAnswer answer() {
    var all = new ArrayList<ChatAnswer.Choice>(choices.size());
    choices.forEach(
        (index, choice) -> {
          var parts = choice.parts.stream().map(Open::part).toList();
          all.add(new ChatAnswer.Choice(index, parts, choice.finish, choice.logprobs, Extras.NONE));
        });
    return new ChatAnswer(id, model, created, all, usage, null, extras);
  }
}
