package io.llmcallgateway.dialect.anthropic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static tools.jackson.core.JsonToken.END_ARRAY;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_ARRAY;
import static tools.jackson.core.JsonToken.START_OBJECT;
import static tools.jackson.core.JsonToken.VALUE_STRING;

import io.llmcallgateway.dialect.Edits;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// Fits a client's request to a target of the same format by byte ranges: Claude Code's attribution
/// block goes to Anthropic alone, system messages among the turns to models that take them, and
/// thinking is asked for as the model knows it.
final class RequestFit {
  private static final String ATTRIBUTION = "x-anthropic-billing-header:";

  private static final String ADAPTIVE = "{\"type\":\"adaptive\"}";
  private static final String ADAPTIVE_OMITTED = "{\"type\":\"adaptive\",\"display\":\"omitted\"}";

  private final byte[] bytes;
  private final boolean attribution;
  private final boolean anywhere;
  private final ModelRules rules;
  private final Losses losses;
  private final Edits edits = new Edits();
  private final List<Span> members = new ArrayList<>();
  private final Set<Integer> left = new HashSet<>(2);
  private boolean enough = true;

  private RequestFit(byte[] bytes, ModelRules rules, Losses losses) {
    this.bytes = bytes;
    this.attribution = rules.takes(Trait.BILLING_HEADER);
    this.anywhere = rules.takes(Trait.SYSTEM_ANYWHERE);
    this.rules = rules;
    this.losses = losses;
  }

  /// Null where byte ranges are not enough.
  static @Nullable Body fit(Body body, ModelRules rules, Losses losses) {
    var bytes = body.toByteArray();
    var fit = new RequestFit(bytes, rules, losses);
    if (fit.attribution && fit.anywhere && !fit.mayThinkOtherwise()) return body;
    try (var parser = Json.parser(bytes, 0, bytes.length)) {
      fit.read(parser);
    }
    if (!fit.enough) return null;
    fit.edits.remove(fit.members, fit.left::contains);
    return fit.edits.isEmpty() ? body : fit.edits.apply(body);
  }

  /// Whether a word is there that may ask for thinking in a way that the model refuses: most
  /// requests need no second look.
  private boolean mayThinkOtherwise() {
    boolean all =
        rules.takes(Trait.THINKING_BUDGETS)
            && rules.takes(Trait.ADAPTIVE_THINKING)
            && rules.takes(Trait.THINKING_OFF);
    if (all) return false;
    var text = new String(bytes, ISO_8859_1); // as in Seal.isIn
    return (!rules.takes(Trait.THINKING_BUDGETS) && text.contains("\"enabled\""))
        || (!rules.takes(Trait.ADAPTIVE_THINKING) && text.contains("\"adaptive\""))
        || (!rules.takes(Trait.THINKING_OFF) && text.contains("\"disabled\""));
  }

  private static int at(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private static int after(JsonParser parser) {
    return (int) parser.currentLocation().getByteOffset();
  }

  private static Span value(JsonParser parser) {
    return parser.currentToken().isScalarValue() ? Json.scalar(parser) : Json.structure(parser);
  }

  private void read(JsonParser parser) {
    parser.nextToken();
    while (parser.nextToken() == PROPERTY_NAME) {
      int start = at(parser);
      var name = parser.currentName();
      var token = parser.nextToken();
      if (name.equals("system") && !attribution) readSystem(parser);
      else if (name.equals("messages") && !anywhere && token == START_ARRAY) readMessages(parser);
      else if (name.equals("thinking") && token == START_OBJECT) readThinking(parser);
      else value(parser);
      members.add(new Span(start, after(parser)));
    }
  }

  private void readSystem(JsonParser parser) {
    if (parser.currentToken() != START_ARRAY) {
      boolean holds =
          parser.currentToken() == VALUE_STRING && parser.getString().startsWith(ATTRIBUTION);
      if (holds) enough = false;
      value(parser);
      return;
    }
    var blocks = new ArrayList<Span>();
    var gone = new HashSet<Integer>();
    while (parser.nextToken() != END_ARRAY) {
      int start = at(parser);
      if (parser.currentToken() == START_OBJECT && isAttribution(parser)) gone.add(blocks.size());
      else if (parser.currentToken() == START_ARRAY) parser.skipChildren();
      else parser.finishToken();
      blocks.add(new Span(start, after(parser)));
    }
    if (gone.isEmpty()) return;
    losses.add("system", "billing-header-left-out");
    if (gone.size() == blocks.size()) left.add(members.size());
    else edits.remove(blocks, gone::contains);
  }

  private void readThinking(JsonParser parser) {
    int start = at(parser);
    var type = "";
    var display = "";
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      if (parser.nextToken() != VALUE_STRING) parser.skipChildren();
      else if (name.equals("type")) type = parser.getString();
      else if (name.equals("display")) display = parser.getString();
    }
    var value = new Span(start, after(parser));
    switch (type) {
      case "disabled" -> {
        if (rules.takes(Trait.THINKING_OFF)) return;
        left.add(members.size());
        losses.add("thinking", "cannot-be-switched-off");
      }
      case "enabled" -> {
        if (rules.takes(Trait.THINKING_BUDGETS)) return;
        boolean omitted = display.equals("omitted");
        edits.replace(value, omitted ? ADAPTIVE_OMITTED : ADAPTIVE);
        losses.add("thinking.budget_tokens", "adaptive");
      }
      case "adaptive" -> {
        if (!rules.takes(Trait.ADAPTIVE_THINKING)) enough = false; // a budget is for the writer
      }
      default -> {}
    }
  }

  /// Leaves the parser at the block's end.
  private static boolean isAttribution(JsonParser parser) {
    boolean is = false;
    while (parser.nextToken() == PROPERTY_NAME) {
      boolean text = parser.currentName().equals("text");
      if (parser.nextToken() != VALUE_STRING) parser.skipChildren();
      else if (text) is = parser.getString().startsWith(ATTRIBUTION);
    }
    return is;
  }

  private void readMessages(JsonParser parser) {
    for (int i = 0; parser.nextToken() != END_ARRAY; i++) {
      Span role = null;
      Span content = null;
      boolean system = false;
      while (parser.nextToken() == PROPERTY_NAME) {
        var name = parser.currentName();
        boolean string = parser.nextToken() == VALUE_STRING;
        boolean isRole = name.equals("role") && string;
        if (isRole) system = parser.getString().equals("system");
        var value = value(parser);
        if (isRole) role = value;
        if (name.equals("content")) content = value;
      }
      if (system && role != null) tellAsUser(i, role, content);
    }
  }

  private void tellAsUser(int index, Span role, @Nullable Span content) {
    byte first = content == null ? 0 : bytes[content.start()];
    if (content == null || (first != '"' && first != '[') || content.length() < 3) {
      enough = false;
      return;
    }
    boolean text = first == '"';
    edits.insert(
        content.start() + 1, text ? "<system>\\n" : "{\"type\":\"text\",\"text\":\"<system>\"},");
    edits.insert(
        content.end() - 1, text ? "\\n</system>" : ",{\"type\":\"text\",\"text\":\"</system>\"}");
    edits.replace(role, "\"user\"");
    losses.add("messages[" + index + "].role", "system-as-user");
  }
}
