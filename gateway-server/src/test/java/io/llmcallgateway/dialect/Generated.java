package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Sampling;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Conversations and streamed answers made of a seed: the same ones each time, and not what a
/// person would think of.
public final class Generated {
  private static final List<String> BITS =
      List.of(
          "杭州",
          "今天",
          "a",
          "The quick fox",
          "😀",
          "👨‍👩‍👧",
          "𠮷",
          "é",
          "e\u0301",
          "\u0000",
          "\u0001\u001f",
          "\u007f\u0085",
          "\u2028\u2029",
          "\ufeff",
          "\ufffd",
          "\t",
          "\n",
          "\r\n",
          "\"",
          "\\",
          "\\u0041",
          "{\"a\":[1,",
          "</think>",
          "data: [DONE]\n\n",
          "event: error",
          "<b>&amp;",
          "ıİ",
          "1e400");

  private static final List<String> NAMES =
      List.of("get_weather", "now", "search-web", "do_it_2", "toString");

  private final SplittableRandom random;
  private final @Nullable String family;
  private final boolean encrypted;
  private int calls;

  /// @param family whose models sign the reasoning; null: nobody
  /// @param encrypted whether they encrypt it, too
  public Generated(long seed, @Nullable String family, boolean encrypted) {
    random = new SplittableRandom(seed);
    this.family = family;
    this.encrypted = encrypted;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <T> @Nullable T maybe(int percent, Supplier<T> value) {
    return chance(percent) ? value.get() : null;
  }

  /// Some text, with an ordinary word in it, so that nobody takes it for blank.
  String text() {
    var text = new StringBuilder();
    int bits = 1 + random.nextInt(6);
    for (int i = 0; i < bits; i++) text.append(one(BITS));
    return text.append(one(List.of("x", "好", "z😀"))).toString();
  }

  private String base64() {
    var bytes = new byte[3 * (1 + random.nextInt(9))];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) random.nextInt();
    return new String(Base64.getEncoder().encode(bytes), StandardCharsets.ISO_8859_1);
  }

  private JsonNode value(int depth) {
    var nodes = Json.MAPPER.getNodeFactory();
    return switch (random.nextInt(depth > 3 ? 5 : 7)) {
      case 0 -> nodes.stringNode(text());
      case 1 -> nodes.numberNode(random.nextLong());
      case 2 -> nodes.numberNode(random.nextInt(-9, 9) / 4.0);
      case 3 -> nodes.booleanNode(chance(50));
      case 4 -> nodes.nullNode();
      case 5 -> object(depth + 1);
      default -> {
        var array = nodes.arrayNode();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) array.add(value(depth + 1));
        yield array;
      }
    };
  }

  private ObjectNode object(int depth) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) object.set(one(BITS) + i, value(depth));
    return object;
  }

  private JsonNode schema() {
    var schema = Json.MAPPER.createObjectNode().put("type", "object");
    var properties = schema.putObject("properties");
    int size = random.nextInt(3);
    for (int i = 0; i < size; i++) {
      var type = one(List.of("string", "integer", "boolean", "number"));
      var member = properties.putObject("p" + i).put("type", type).put("description", text());
      if (type.equals("string") && chance(30)) member.putArray("enum").add("a").add("二");
    }
    if (size > 0) schema.putArray("required").add("p0");
    return schema.put("additionalProperties", false);
  }

  /// A whole request.
  public ChatRequest request() {
    var made = ChatRequest.of("some-model");
    made.stream = chance(50);
    made.maxTokens = maybe(60, () -> (long) random.nextInt(40_000, 60_000));
    if (chance(60)) made.messages.add(Message.of(Role.SYSTEM, text()));
    tools(made);
    int turns = 1 + random.nextInt(4);
    for (int i = 0; i < turns; i++) turn(made);
    made.messages.add(new Message(Role.USER, userParts(), maybe(10, () -> "ann"), Extras.NONE));
    made.sampling =
        new Sampling(
            maybe(30, () -> random.nextInt(5) / 4.0),
            maybe(30, () -> random.nextInt(1, 5) / 4.0),
            maybe(20, () -> (long) random.nextInt(1, 99)),
            maybe(20, () -> random.nextInt(-4, 5) / 2.0),
            maybe(20, () -> random.nextInt(-4, 5) / 2.0),
            maybe(20, () -> (long) random.nextInt()),
            null,
            null,
            null);
    int stops = chance(30) ? 1 + random.nextInt(4) : 0;
    for (int i = 0; i < stops; i++) made.stop.add(text());
    if (chance(25)) {
      made.format =
          chance(30)
              ? new OutputFormat.JsonObject()
              : new OutputFormat.JsonSchema(
                  "name_" + random.nextInt(9),
                  maybe(50, this::text),
                  schema(),
                  maybe(50, () -> true));
    }
    made.reasoning = maybe(40, this::reasoning);
    made.user = maybe(30, this::text);
    if (chance(20)) made.metadata.put("k", text());
    made.cacheKey = maybe(10, () -> "key-" + random.nextInt(9));
    made.verbosity = maybe(10, () -> one(List.of("low", "high")));
    return made.build();
  }

  private ReasoningOptions reasoning() {
    return switch (random.nextInt(4)) {
      case 0 -> ReasoningOptions.off();
      case 1 -> ReasoningOptions.ofBudget(random.nextInt(1_024, 30_000));
      default -> ReasoningOptions.of(one(List.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH)));
    };
  }

  private void tools(ChatRequest.Builder made) {
    int size = chance(60) ? 1 + random.nextInt(3) : 0;
    for (int i = 0; i < size; i++) {
      made.tools.add(
          new Tool.Function(
              NAMES.get(i),
              maybe(70, this::text),
              schema(),
              maybe(30, () -> true),
              null,
              Extras.NONE));
    }
    if (size == 0) return;
    made.toolChoice =
        switch (random.nextInt(7)) {
          case 0 -> new ToolChoice.Auto();
          case 1 -> new ToolChoice.None();
          case 2 -> new ToolChoice.Required();
          case 3 -> new ToolChoice.Named(NAMES.get(random.nextInt(size)));
          case 4 -> new ToolChoice.Allowed(NAMES.subList(0, size), chance(50));
          default -> null;
        };
    made.parallelToolCalls = maybe(20, () -> false);
  }

  private void turn(ChatRequest.Builder made) {
    made.messages.add(Message.of(Role.USER, userParts()));
    var parts = new ArrayList<Part>();
    if (chance(40)) parts.add(new Part.Reasoning(text(), signature()));
    int said = random.nextInt(2);
    for (int i = 0; i < said; i++) parts.add(Part.Text.of(text()));
    int called = chance(50) ? random.nextInt(1, 4) : 0;
    var results = new ArrayList<Part>();
    for (int i = 0; i < called; i++) {
      var name = one(NAMES);
      var id = "call_" + calls++;
      parts.add(Part.ToolCall.of(id, name, object(0).toString()));
      results.add(
          new Part.ToolResult(
              id, name, List.of(Part.Text.of(text())), chance(20), null, Extras.NONE));
    }
    if (said == 0 && called == 0) parts.add(Part.Text.of(text()));
    made.messages.add(Message.of(Role.ASSISTANT, parts));
    if (called > 0) made.messages.add(Message.of(Role.TOOL, results));
  }

  private List<Part> userParts() {
    var parts = new ArrayList<Part>();
    if (chance(10)) parts.add(Part.Text.of(""));
    int size = chance(25) ? 2 + random.nextInt(2) : 1;
    for (int i = 0; i < size; i++) {
      parts.add(
          chance(20)
              ? Part.Media.of(Part.Kind.IMAGE, new Part.Source.Base64(base64()), "image/png")
              : new Part.Text(
                  text(), maybe(5, () -> CacheMark.FIVE_MINUTES), List.of(), Extras.NONE));
    }
    return parts;
  }

  private @Nullable Signature signature() {
    return family == null ? null : new Signature(family, encrypted, base64(), null);
  }

  /// A streamed answer: parts in order, calls interleaved, pieces cut anywhere between characters,
  /// usage early, late or twice.
  public List<ChatEvent> stream() {
    var events = new ArrayList<ChatEvent>();
    events.add(new ChatEvent.Started("answer-" + random.nextInt(99), "some-model", 0, Extras.NONE));
    if (chance(30)) events.add(new ChatEvent.Used(Usage.of(50, 1)));
    if (chance(50)) {
      for (var piece : pieces(text())) events.add(new ChatEvent.Reasoning(0, piece));
      var signature = signature();
      if (signature != null) events.add(new ChatEvent.Signed(0, signature));
    }
    boolean refuses = chance(5);
    int called = !refuses && chance(50) ? 1 + random.nextInt(3) : 0;
    if (called == 0 || chance(50)) {
      for (var piece : pieces(text())) {
        events.add(refuses ? new ChatEvent.Refusal(0, piece) : new ChatEvent.Text(0, piece));
      }
    }
    calls(called, events);
    var usage = new ChatEvent.Used(usage());
    boolean late = chance(70);
    if (!late) events.add(usage);
    events.add(new ChatEvent.Finished(0, Finish.of(finish(called > 0, refuses))));
    if (late) events.add(usage);
    return events;
  }

  private FinishReason finish(boolean calls, boolean refuses) {
    if (refuses) return FinishReason.REFUSAL;
    if (calls) return FinishReason.TOOL_CALLS;
    return one(List.of(FinishReason.STOP, FinishReason.LENGTH, FinishReason.CONTENT_FILTER));
  }

  private Usage usage() {
    return Usage.ofSums(
        100 + random.nextInt(1_000),
        100 + random.nextInt(1_000),
        random.nextInt(50),
        0,
        0,
        random.nextInt(50),
        0);
  }

  /// Calls whose arguments come in turns.
  private void calls(int number, List<ChatEvent> events) {
    var left = new ArrayList<List<ChatEvent>>();
    for (int i = 0; i < number; i++) {
      var call = new ArrayList<ChatEvent>();
      call.add(new ChatEvent.CallStarted(0, i, "call_" + calls++, one(NAMES), null));
      var arguments = chance(15) ? "" : object(0).toString();
      for (var piece : pieces(arguments)) call.add(new ChatEvent.CallArguments(0, i, piece));
      call.add(new ChatEvent.CallEnded(0, i));
      left.add(call);
    }
    boolean interleaved = chance(50);
    // They start in their order; what follows may be mixed.
    for (int i = 0; i < number && interleaved; i++) events.add(left.get(i).removeFirst());
    while (!left.isEmpty()) {
      int which = interleaved ? random.nextInt(left.size()) : 0;
      events.add(left.get(which).removeFirst());
      if (left.get(which).isEmpty()) left.remove(which);
    }
  }

  /// The text in pieces of whole characters.
  private List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    int at = 0;
    while (at < text.length()) {
      int most = text.codePointCount(at, text.length());
      int end = text.offsetByCodePoints(at, Math.min(most, 1 + random.nextInt(7)));
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }
}
