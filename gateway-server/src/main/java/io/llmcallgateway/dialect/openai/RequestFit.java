package io.llmcallgateway.dialect.openai;

import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.VALUE_NULL;
import static tools.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static tools.jackson.core.JsonToken.VALUE_TRUE;

import io.llmcallgateway.dialect.Edits;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Losses.Loss;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.Traits;
import io.llmcallgateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// Fits a client's request to a target of the same format by byte ranges: what the target does not
/// take goes, or has another name, and all else stays as the client wrote it.
final class RequestFit {
  private static final Pattern MARK = Pattern.compile("[{,]\\s*\"cache_control\"\\s*:");

  private final ModelRules rules;
  private final Edits edits = new Edits();
  private final List<Loss> found = new ArrayList<>(0);
  private final List<String> names = new ArrayList<>();
  private final List<Span> members = new ArrayList<>();
  private final MessagesFit messages;
  private boolean enough = true;
  private boolean stored;
  private boolean oneChoice = true;
  private boolean parallel;

  private RequestFit(byte[] bytes, ModelRules rules) {
    this.rules = rules;
    this.messages = new MessagesFit(bytes, rules, edits, found);
  }

  /// Null where byte ranges are not enough.
  static @Nullable Body fit(Body body, ModelRules rules, Losses losses) {
    if (Marks.areBreakpoints(rules) && marks(body)) return null;
    if (takesAll(rules)) return body;
    var bytes = body.toByteArray();
    var fit = new RequestFit(bytes, rules);
    try (var parser = Json.parser(bytes, 0, bytes.length)) {
      fit.read(parser);
    }
    fit.fitMembers();
    if (!fit.enough || !fit.messages.fit()) return null;
    MessagesFit.tell(fit.found, losses);
    return fit.edits.isEmpty() ? body : fit.edits.apply(body);
  }

  /// Whether it has Anthropic's marks, which have another name and fewer places at OpenAI.
  private static boolean marks(Body body) {
    var text = new String(body.toByteArray(), StandardCharsets.ISO_8859_1);
    return MARK.matcher(text).find();
  }

  private static boolean takesAll(ModelRules rules) {
    if (!rules.traits().refused().isEmpty() || rejects(rules)) return false;
    return rules.traits().accepted().containsAll(Traits.ALL.accepted());
  }

  /// Whether what the model rejects is sure to be an error: one that may not reason takes it then.
  private static boolean rejects(ModelRules rules) {
    return rules.alwaysReasons() && !rules.rejected().isEmpty();
  }

  /// The current value's bytes, structures with all they hold.
  static Span value(JsonParser parser) {
    return parser.currentToken().isScalarValue() ? Json.scalar(parser) : Json.structure(parser);
  }

  private void read(JsonParser parser) {
    parser.nextToken();
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      int start = (int) parser.currentTokenLocation().getByteOffset();
      var token = parser.nextToken();
      names.add(name);
      switch (name) {
        case "messages" -> {
          messages.read(parser);
          members.add(new Span(start, (int) parser.currentLocation().getByteOffset()));
          continue;
        }
        case "store" -> stored = token == VALUE_TRUE;
        case "parallel_tool_calls" -> parallel = token == VALUE_TRUE;
        case "n" -> {
          boolean one = token == VALUE_NUMBER_INT && parser.getString().equals("1");
          oneChoice = one || token == VALUE_NULL;
        }
        case "tools", "functions" -> require(Trait.TOOLS);
        case "tool_choice", "function_call" -> require(Trait.TOOL_CHOICE);
        case "response_format" -> require(Trait.RESPONSE_FORMAT);
        default -> {}
      }
      members.add(new Span(start, value(parser).end()));
    }
  }

  private void require(Trait trait) {
    if (!rules.takes(trait)) enough = false;
  }

  private void fitMembers() {
    if (!oneChoice && !rules.traits().leave(Trait.N)) enough = false;
    var gone = new boolean[names.size()];
    for (int i = 0; i < gone.length; i++) gone[i] = goes(names.get(i));
    int limit = names.indexOf("max_completion_tokens");
    if (limit >= 0 && !rules.takes(Trait.MAX_COMPLETION_TOKENS)) {
      int other = names.indexOf("max_tokens");
      if (other >= 0) gone[other] = true;
      rename(limit, "max_tokens");
    }
    int seed = names.indexOf("seed");
    boolean renamed = rules.takes(Trait.RANDOM_SEED) && !names.contains("random_seed");
    if (seed >= 0 && renamed && !gone[seed]) rename(seed, "random_seed");
    edits.remove(members, i -> gone[i]);
  }

  private void rename(int member, String name) {
    int start = members.get(member).start();
    edits.replace(new Span(start, start + names.get(member).length() + 2), "\"" + name + "\"");
    found.add(new Loss(names.get(member), "as-" + name));
  }

  private boolean goes(String name) {
    var trait = name.equals("top_logprobs") ? Trait.LOGPROBS : Trait.of(name);
    if (name.equals("max_completion_tokens")) return false;
    if (rejects(rules) && rules.rejected().contains(name)) return gone(name, "rejected-by-model");
    if (name.equals("metadata") && needsStore()) return gone(name, "needs-store");
    if (trait == null || !trait.isMember()) {
      boolean known = RequestReader.KNOWN.contains(name) || rules.takes(Trait.OTHER_MEMBERS);
      return !known && gone(name, "unknown-to-target");
    }
    if (rules.traits().leave(trait)) return false;
    // What holds anyway is no loss.
    if (trait == Trait.N || (trait == Trait.PARALLEL_TOOL_CALLS && parallel)) return true;
    boolean own = trait.grade() == Trait.Grade.OWN;
    return gone(name, own ? "unknown-to-target" : "unsupported");
  }

  private boolean needsStore() {
    return !stored && rules.takes(Trait.METADATA) && !rules.takes(Trait.UNSTORED_METADATA);
  }

  private boolean gone(String name, String reason) {
    if (!name.equals("stream_options")) found.add(new Loss(name, reason));
    return true;
  }
}
