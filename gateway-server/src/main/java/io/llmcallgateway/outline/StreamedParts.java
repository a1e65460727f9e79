package io.llmcallgateway.outline;

import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.dialect.PartType;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.ContentHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gathers the parts of a streamed answer from its events, each with the frames that it came in.
/// One stream, one thread.
final class StreamedParts implements ChatEventSink {
  private final List<Gathered> all = new ArrayList<>();
  private final Map<Integer, Gathered> words = new HashMap<>();
  private final Map<Long, Gathered> calls = new HashMap<>();
  private int number;
  private int start;
  private int end;

  /// A part that grows.
  private final class Gathered {
    final PartRole role;
    final PartType type;
    final @Nullable String name;
    final @Nullable String ref;
    final @Nullable String mediaType;
    final int firstNumber = number;
    final int from = start;
    final StringBuilder text = new StringBuilder();
    int lastNumber = number;
    int to = end;

    Gathered(
        PartRole role,
        PartType type,
        @Nullable String name,
        @Nullable String ref,
        @Nullable String mediaType) {
      this.role = role;
      this.type = type;
      this.name = name;
      this.ref = ref;
      this.mediaType = mediaType;
      all.add(this);
    }

    void add(String more) {
      text.append(more);
      lastNumber = number;
      to = end;
    }
  }

  /// Notes where the frame is whose events follow.
  void stand(int number, int start, int end) {
    this.number = number;
    this.start = start;
    this.end = end;
  }

  void error(String message) {
    new Gathered(PartRole.OTHER, PartType.TEXT, "error", null, null).add(message);
  }

  @Override
  public void take(ChatEvent event) {
    switch (event) {
      case ChatEvent.Text it -> words(it.choice(), PartType.TEXT, it.text());
      case ChatEvent.Refusal it -> words(it.choice(), PartType.REFUSAL, it.text());
      case ChatEvent.Reasoning it -> words(it.choice(), PartType.REASONING, it.text());
      case ChatEvent.CallStarted it -> {
        words.remove(it.choice());
        calls.put(
            key(it.choice(), it.call()),
            new Gathered(PartRole.ASSISTANT, PartType.TOOL_CALL, it.name(), blank(it.id()), null));
      }
      case ChatEvent.CallArguments it -> {
        var call = calls.get(key(it.choice(), it.call()));
        if (call != null) call.add(it.fragment());
      }
      case ChatEvent.Cited(int _, Citation citation) -> cited(citation);
      case ChatEvent.Media(int choice, Part.Media media) -> {
        words.remove(choice);
        media(media);
      }
      case ChatEvent.Block(int choice, Part.Foreign block) -> {
        words.remove(choice);
        new Gathered(PartRole.ASSISTANT, PartType.UNKNOWN, null, null, null)
            .add(block.node().toString());
      }
      case ChatEvent.Started _,
          ChatEvent.Signed _,
          ChatEvent.CallEnded _,
          ChatEvent.Logprobs _,
          ChatEvent.Finished _,
          ChatEvent.Used _ -> {}
    }
  }

  private static @Nullable String blank(String text) {
    return text.isEmpty() ? null : text;
  }

  private static long key(int choice, int call) {
    return (long) choice << 32 | call;
  }

  private void words(int choice, PartType type, String text) {
    if (text.isEmpty()) return;
    var open = words.get(choice);
    if (open == null || open.type != type) {
      open = new Gathered(PartRole.ASSISTANT, type, null, null, null);
      words.put(choice, open);
    }
    open.add(text);
  }

  private void cited(Citation citation) {
    new Gathered(PartRole.ASSISTANT, PartType.CITATION, citation.title(), null, null)
        .add(citation.url() == null ? "" : citation.url());
  }

  private void media(Part.Media media) {
    var type =
        switch (media.kind()) {
          case IMAGE -> PartType.IMAGE;
          case AUDIO -> PartType.AUDIO;
          case DOCUMENT, VIDEO -> PartType.FILE;
        };
    var part = new Gathered(PartRole.ASSISTANT, type, media.name(), null, media.mediaType());
    if (media.source() instanceof Part.Source.Url(var url)) part.add(url);
  }

  /// Hands over the parts in the order in which they began.
  void hand(PartCollector out) {
    for (var part : all) {
      if (!out.takesNext()) continue;
      var text = part.text.toString();
      boolean call = part.type == PartType.TOOL_CALL;
      long content = call ? PartReader.argumentsHash(text) : ContentHash.of(text);
      var shown = text.isEmpty() ? null : PartReader.shortened(text);
      out.add(
          part.role,
          part.type,
          "events[" + part.firstNumber + ".." + part.lastNumber + "]",
          part.from,
          part.to,
          new PartContent(
              part.name,
              part.ref,
              part.mediaType,
              StreamReader.hash(part.type, call ? part.name : null, content),
              shown,
              text.length() > OutlinePart.MOST_TEXT,
              null));
    }
  }
}
