package io.llmcallgateway.edges;

import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An agent's session made of a seed, in no dialect: what the user's side gave and what the model
/// answered, round by round. A session of fewer rounds is the beginning of one of more.
///
/// @param moved whether another vendor's model made the first answer: its reasoning comes sealed
/// @param marks whether the client marks what is to be cached
/// @param wordIds whether ids of calls are words that occur once
/// @param shuffle orders the members of a request
public record Session(
    long seed,
    List<Given.Instruction> opening,
    List<Declared> tools,
    String choice,
    boolean parallel,
    String effort,
    boolean moved,
    boolean marks,
    boolean stream,
    boolean wordIds,
    long shuffle,
    List<Round> rounds) {

  /// A tool.
  public record Declared(String name, String description, ObjectNode schema) {}

  /// What the model was given, and what it answered.
  public record Round(List<Given> given, List<Step> answer) {}

  /// What the user's side gives.
  public sealed interface Given {
    record Words(List<Bit> bits) implements Given {}

    record Results(List<Result> results) implements Given {}

    record Instruction(boolean developer, String text) implements Given {}
  }

  /// A part of what a user says.
  public sealed interface Bit {
    record Text(String text) implements Bit {}

    record Image(String base64) implements Bit {}

    record Pdf(String name, String base64) implements Bit {}
  }

  /// What came of a call.
  public record Result(String id, String tool, Outcome outcome, String text) {}

  /// What kind of result it is.
  public enum Outcome {
    TEXT,
    JSON,
    ERROR,
    IMAGE
  }

  /// A part of an answer.
  public sealed interface Step {
    /// Signed where there is a signature.
    record Thought(String text, @Nullable String signature) implements Step {}

    record Hidden(String data) implements Step {}

    record Said(String text) implements Step {}

    record Call(String id, String name, ObjectNode arguments) implements Step {}
  }

  private static final List<String> BITS =
      List.of(
          "杭州",
          "今天",
          "a",
          "quick fox",
          "😀",
          "👨‍👩‍👧",
          "𠮷",
          "e\u0301",
          "\n",
          "\t",
          "\"",
          "\\",
          "<b>",
          "\u2028");
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";
  private static final List<String> NAMES =
      List.of("read_file", "run", "get-weather", "mcp__fs__list", "toString", "search");

  public static final int ROUNDS = 6;

  /// The session of a seed: the same one each time.
  ///
  /// @param wordIds whether the door takes no other ids of calls
  public static Session of(long seed, boolean wordIds) {
    return new Maker(seed, wordIds).session();
  }

  /// Draws what a session is made of.
  private static final class Maker {
    private final long seed;
    private final SplittableRandom random;
    private final boolean wordIds;
    private final boolean moved;
    private int calls;

    Maker(long seed, boolean wordIds) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.wordIds = wordIds;
      this.moved = chance(40);
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    private String text() {
      var text = new StringBuilder();
      int bits = 1 + random.nextInt(5);
      for (int i = 0; i < bits; i++) text.append(one(BITS));
      return text.append(one(List.of("x", "好", "z😀"))).toString();
    }

    private String base64(int most) {
      var bytes = new byte[3 * (4 + random.nextInt(most))];
      for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) random.nextInt();
      return Base64.getEncoder().encodeToString(bytes);
    }

    Session session() {
      var opening = new ArrayList<Given.Instruction>();
      int openings = chance(85) ? 1 + random.nextInt(3) / 2 : 0;
      for (int i = 0; i < openings; i++) opening.add(instruction());
      var tools = new ArrayList<Declared>();
      int declared = chance(85) ? 1 + random.nextInt(4) : 0;
      for (var name : shuffled(NAMES).subList(0, declared)) {
        tools.add(new Declared(name, text(), schema(0)));
      }
      boolean parallel = chance(80);
      var rounds = new ArrayList<Round>();
      List<Step.Call> open = List.of();
      for (int i = 0; i < ROUNDS; i++) {
        var given = given(open);
        var answer = answer(tools, parallel);
        if (i == 0 && moved) answer.addFirst(new Step.Thought(text(), sealed(false)));
        open = calls(answer);
        rounds.add(new Round(given, answer));
      }
      return new Session(
          seed,
          opening,
          tools,
          tools.isEmpty()
              ? ""
              : one(List.of("", "", "", "auto", "required", tools.getFirst().name())),
          parallel,
          one(List.of("", "", "low", "high")),
          moved,
          chance(40),
          chance(50),
          wordIds,
          random.nextLong(),
          rounds);
    }

    private <T> List<T> shuffled(List<T> all) {
      var copy = new ArrayList<>(all);
      Collections.shuffle(copy, new Random(random.nextLong()));
      return copy;
    }

    private Given.Instruction instruction() {
      return new Given.Instruction(chance(40), text());
    }

    private static List<Step.Call> calls(List<Step> answer) {
      var calls = new ArrayList<Step.Call>();
      for (var step : answer) if (step instanceof Step.Call call) calls.add(call);
      return calls;
    }

    private List<Given> given(List<Step.Call> open) {
      var given = new ArrayList<Given>();
      if (!open.isEmpty()) {
        var results = new ArrayList<Result>();
        for (var call : chance(70) ? open : shuffled(open)) results.add(result(call));
        given.add(new Given.Results(results));
      }
      if (open.isEmpty() || chance(15)) given.add(words());
      if (chance(10)) given.add(instruction());
      return given;
    }

    private Result result(Step.Call call) {
      var outcome =
          one(List.of(Outcome.TEXT, Outcome.TEXT, Outcome.JSON, Outcome.ERROR, Outcome.IMAGE));
      var text =
          switch (outcome) {
            case TEXT, ERROR -> text();
            case JSON -> value(0).toString();
            case IMAGE -> PNG;
          };
      return new Result(call.id(), call.name(), outcome, text);
    }

    private Given.Words words() {
      var bits = new ArrayList<Bit>();
      bits.add(new Bit.Text(text()));
      if (chance(15)) bits.add(new Bit.Image(PNG));
      if (chance(10)) bits.add(new Bit.Pdf("报告 " + random.nextInt(9) + ".pdf", pdf()));
      if (chance(20)) bits.add(new Bit.Text(text()));
      return new Given.Words(chance(20) ? shuffled(bits) : bits);
    }

    private String pdf() {
      var head = "%PDF-1.4\n" + random.nextInt();
      return Base64.getEncoder().encodeToString(head.getBytes(StandardCharsets.UTF_8));
    }

    private List<Step> answer(List<Declared> tools, boolean parallel) {
      var steps = new ArrayList<Step>();
      if (chance(50)) steps.add(new Step.Thought(text(), signature(false)));
      if (chance(6)) steps.add(new Step.Hidden(hidden()));
      boolean acts = !tools.isEmpty() && chance(65);
      if (!acts || chance(50)) steps.add(new Step.Said(text()));
      int many = acts ? 1 + (parallel ? random.nextInt(3) : 0) : 0;
      for (int i = 0; i < many; i++) {
        if (i > 0 && chance(10)) steps.add(new Step.Thought(text(), signature(false)));
        steps.add(new Step.Call(id(i), one(tools).name(), object(0)));
      }
      return steps;
    }

    /// The vendor's own, one of another vendor's that the gateway sealed, or none.
    private @Nullable String signature(boolean encrypted) {
      if (chance(25)) return null;
      return moved && chance(60) ? sealed(encrypted) : base64(20);
    }

    private String sealed(boolean encrypted) {
      var family = one(List.of(Signature.ANTHROPIC, Signature.GEMINI, Signature.OPENAI));
      return SignatureEnvelope.wrap(new Signature(family, encrypted, base64(20), null));
    }

    private String hidden() {
      var sealed = signature(true);
      return sealed == null ? base64(20) : sealed;
    }

    /// As vendors give them: some begin anew each turn, some are not words.
    private String id(int inTurn) {
      int number = calls++;
      if (wordIds) return one(List.of("toolu_", "call_")) + number;
      return switch (random.nextInt(4)) {
        case 0 -> "functions.run:" + inTurn;
        case 1 -> "call_%08d".formatted(number);
        case 2 -> "a-" + number;
        default -> "chatcmpl-tool-" + number + "-0123456789abcdef0123456789abcdef";
      };
    }

    private JsonNode value(int depth) {
      var nodes = Json.MAPPER.getNodeFactory();
      return switch (random.nextInt(depth > 2 ? 5 : 7)) {
        case 0, 1 -> nodes.stringNode(text());
        case 2 -> nodes.numberNode(random.nextInt(-999, 999));
        case 3 -> nodes.numberNode(random.nextInt(-9, 9) / 4.0);
        case 4 -> nodes.booleanNode(chance(50));
        case 5 -> object(depth + 1);
        default -> nodes.arrayNode().add(value(depth + 1)).add(value(depth + 1));
      };
    }

    private ObjectNode object(int depth) {
      ObjectNode object = Json.MAPPER.createObjectNode();
      for (var name :
          shuffled(List.of("z", "a", "城市", "path", "x-1")).subList(0, random.nextInt(4))) {
        object.set(name, value(depth));
      }
      return object;
    }

    /// An object's, with its members in any order.
    private ObjectNode schema(int depth) {
      var properties = Json.MAPPER.createObjectNode();
      var names =
          shuffled(List.of("z", "path", "城市", "a", "mode", "deep"))
              .subList(0, 1 + random.nextInt(4));
      for (var name : names) properties.set(name, member(depth));
      var required = Json.MAPPER.createArrayNode();
      for (var name : shuffled(names)) if (chance(50)) required.add(name);
      var nodes = Json.MAPPER.getNodeFactory();
      ObjectNode schema = Json.MAPPER.createObjectNode();
      for (var name :
          shuffled(
              List.of("type", "properties", "required", "additionalProperties", "description"))) {
        switch (name) {
          case "type" -> schema.put("type", "object");
          case "properties" -> schema.set("properties", properties);
          case "required" -> schema.set("required", required);
          case "description" -> schema.set("description", nodes.stringNode(text()));
          default -> {
            if (chance(50)) schema.put("additionalProperties", false);
          }
        }
      }
      return schema;
    }

    private ObjectNode member(int depth) {
      if (depth < 2 && chance(25)) return schema(depth + 1);
      ObjectNode member = Json.MAPPER.createObjectNode();
      if (chance(50)) member.put("description", text());
      switch (random.nextInt(5)) {
        case 0 -> member.put("type", "string").putArray("enum").add("二").add("b").add("a");
        case 1 -> member.put("type", "array").set("items", member(depth + 1));
        case 2 -> member.putArray("type").add("integer").add("null");
        case 3 -> member.putArray("anyOf").add(type("string")).add(type("number"));
        default -> member.put("type", "string").put("format", "date-time").put("default", "今");
      }
      return member;
    }

    private static ObjectNode type(String name) {
      return Json.MAPPER.createObjectNode().put("type", name);
    }
  }
}
