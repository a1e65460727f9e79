package io.llmcallgateway.dialect.openai;

import static tools.jackson.core.JsonToken.END_ARRAY;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_ARRAY;
import static tools.jackson.core.JsonToken.VALUE_STRING;

import io.llmcallgateway.dialect.Edits;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Losses.Loss;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// Fits the messages of a request to its target by byte ranges: roles, names, order. The parser
/// stands at the array; afterwards `fit` says whether that was enough.
final class MessagesFit {
  private static final Set<String> INSTRUCTS = Set.of("system", "developer");

  /// A message as it stands in the body.
  ///
  /// @param content its value, null where it has none; `text` whether that is a string
  private record Told(
      Span span,
      String role,
      @Nullable Span roleSpan,
      List<String> names,
      List<Span> members,
      @Nullable Span content,
      boolean text) {
    boolean instructs() {
      return INSTRUCTS.contains(role);
    }
  }

  private final byte[] bytes;
  private final ModelRules rules;
  private final Edits edits;
  private final List<Loss> losses;
  private final List<Told> messages = new ArrayList<>();

  MessagesFit(byte[] bytes, ModelRules rules, Edits edits, List<Loss> losses) {
    this.bytes = bytes;
    this.rules = rules;
    this.edits = edits;
    this.losses = losses;
  }

  void read(JsonParser parser) {
    if (parser.currentToken() != START_ARRAY) return;
    while (parser.nextToken() != END_ARRAY) messages.add(message(parser));
  }

  private static Told message(JsonParser parser) {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    var role = "";
    Span roleSpan = null;
    Span content = null;
    boolean text = false;
    var names = new ArrayList<String>(4);
    var members = new ArrayList<Span>(4);
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      int at = (int) parser.currentTokenLocation().getByteOffset();
      boolean string = parser.nextToken() == VALUE_STRING;
      if (name.equals("role") && string) role = parser.getString();
      var value = RequestFit.value(parser);
      if (name.equals("role")) roleSpan = value;
      if (name.equals("content")) {
        content = value;
        text = string;
      }
      names.add(name);
      members.add(new Span(at, value.end()));
    }
    int end = (int) parser.currentLocation().getByteOffset();
    return new Told(new Span(start, end), role, roleSpan, names, members, content, text);
  }

  /// Whether byte ranges were enough.
  boolean fit() {
    if (!fitsAsItIs()) return false;
    int leading = 0;
    while (leading < messages.size() && messages.get(leading).instructs()) leading++;
    boolean anywhere = rules.traits().leave(Trait.SYSTEM_ANYWHERE);
    boolean several = anywhere || rules.traits().leave(Trait.SEVERAL_SYSTEMS);
    boolean joins = !several && leading > 1;
    if (joins && !join(leading)) return false;
    for (int i = joins ? leading : 0; i < messages.size(); i++) {
      var message = messages.get(i);
      boolean later = message.instructs() && i >= leading && !anywhere;
      if (later && !tellAsUser(message, i)) return false;
      if (!later) fitRole(message, i);
      fitMembers(message, i);
      boolean user = later || message.role().equals("user");
      boolean after = i > 0 && messages.get(i - 1).role().equals("tool");
      if (user && after && !rules.takes(Trait.USER_AFTER_TOOL)) addBetween(message);
    }
    if (joins) {
      fitRole(messages.getFirst(), 0);
      fitMembers(messages.getFirst(), 0);
    }
    markContinued();
    return true;
  }

  private boolean fitsAsItIs() {
    if (!rules.takes(Trait.TEXT_PARTS)) {
      for (var message : messages) if (message.content() != null && isArray(message)) return false;
    }
    if (rules.takes(Trait.REPEATED_ROLES)) return true;
    var before = "assistant";
    for (var message : messages) {
      if (message.instructs()) continue;
      if (message.role().equals(before)) return false;
      before = message.role();
    }
    return true;
  }

  private boolean isArray(Told message) {
    var content = message.content();
    return content != null && bytes[content.start()] == '[';
  }

  private void fitRole(Told message, int index) {
    if (!message.role().equals("developer") || rules.traits().leave(Trait.DEVELOPER_ROLE)) return;
    if (message.roleSpan() == null) return;
    edits.replace(message.roleSpan(), "\"system\"");
    losses.add(new Loss("messages[" + index + "].role", "developer-as-system"));
  }

  private void fitMembers(Told message, int index) {
    boolean spoken = !message.role().equals("tool") && !message.role().equals("function");
    boolean named = !spoken || rules.traits().leave(Trait.SPEAKER_NAMES);
    boolean strange = rules.takes(Trait.OTHER_MEMBERS);
    if (named && strange) return;
    edits.remove(
        message.members(),
        i -> {
          var name = message.names().get(i);
          if (name.equals("name")) return !named;
          var trait = Trait.of(name);
          return !strange
              && !MessageReader.KNOWN.contains(name)
              && (trait == null || !rules.traits().leave(trait));
        });
    for (var name : message.names()) {
      var path = "messages[" + index + "]." + name;
      if (name.equals("name") && !named) losses.add(new Loss(path, "unsupported"));
      boolean unknown = !strange && !MessageReader.KNOWN.contains(name) && Trait.of(name) == null;
      if (unknown) losses.add(new Loss(path, "unknown-to-target"));
    }
  }

  /// The first system message takes the words of those that follow it.
  private boolean join(int leading) {
    for (int i = 0; i < leading; i++) if (!messages.get(i).text()) return false;
    var words = new StringBuilder();
    for (int i = 1; i < leading; i++) {
      var content = messages.get(i).content();
      if (content == null) return false;
      int from = content.start() + 1;
      words.append("\\n\\n");
      words.append(new String(bytes, from, content.end() - 1 - from, StandardCharsets.UTF_8));
    }
    var first = messages.getFirst().content();
    if (first == null) return false;
    edits.insert(first.end() - 1, words.toString());
    var spans = new ArrayList<Span>(messages.size());
    for (var message : messages) spans.add(message.span());
    edits.remove(spans, i -> i > 0 && i < leading);
    losses.add(new Loss("messages[1].role", "joined-with-first"));
    return true;
  }

  private boolean tellAsUser(Told message, int index) {
    var content = message.content();
    if (content == null || message.roleSpan() == null) return false;
    if (message.text()) {
      edits.insert(content.start() + 1, "<system>\\n");
      edits.insert(content.end() - 1, "\\n</system>");
    } else if (isArray(message)) {
      edits.insert(content.start() + 1, "{\"type\":\"text\",\"text\":\"<system>\"},");
      edits.insert(content.end() - 1, ",{\"type\":\"text\",\"text\":\"</system>\"}");
    } else {
      return false;
    }
    edits.replace(message.roleSpan(), "\"user\"");
    losses.add(new Loss("messages[" + index + "].role", "system-as-user"));
    return true;
  }

  private void addBetween(Told message) {
    var words = new String(Json.string(MessageOrder.BETWEEN), StandardCharsets.UTF_8);
    edits.insert(message.span().start(), "{\"role\":\"assistant\",\"content\":" + words + "},");
    losses.add(new Loss("messages.role", "assistant-turn-added"));
  }

  private void markContinued() {
    if (messages.isEmpty()) return;
    var last = messages.getLast();
    if (!last.role().equals("assistant") || last.names().contains("tool_calls")) return;
    for (var trait : List.of(Trait.PREFIX, Trait.PARTIAL)) {
      if (rules.takes(trait) && !last.names().contains(trait.text())) {
        edits.insert(last.span().end() - 1, ",\"" + trait.text() + "\":true");
      }
    }
  }

  /// What has been found, told.
  static void tell(List<Loss> found, Losses losses) {
    for (var loss : found) losses.add(loss.path(), loss.reason());
  }
}
