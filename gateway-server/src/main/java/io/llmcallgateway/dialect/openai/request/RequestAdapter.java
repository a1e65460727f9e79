package io.llmcallgateway.dialect.openai.request;

import static tools.jackson.core.JsonToken.VALUE_NUMBER_FLOAT;
import static tools.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static tools.jackson.core.JsonToken.VALUE_TRUE;

import io.llmcallgateway.dialect.support.BodyEdits;
import io.llmcallgateway.dialect.support.MemberEdits;
import io.llmcallgateway.dialect.support.PendingLosses;
import io.llmcallgateway.dialect.support.ScannedValue;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.Traits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Adapts a client's request to a target of the same format by byte ranges: members that the target
/// does not accept are removed or renamed, and all else stays as the client wrote it.
public final class RequestAdapter {
  private static final Pattern MARK = Pattern.compile("[{,]\\s*\"cache_control\"\\s*:");
  private static final List<String> MARKED = List.of("\"cache_control\"");
  private static final String NEWER_LIMIT = "max_completion_tokens";
  private static final String OLDER_LIMIT = "max_tokens";
  private static final double USUAL_TEMPERATURE = ModelRules.UNKNOWN.mostTemperature();

  private final byte[] bytes;
  private final ModelRules rules;
  private final ScannedValue request;
  private final MemberEdits gone;
  private final BodyEdits edits = new BodyEdits();
  private final PendingLosses losses = new PendingLosses();
  private final ReasoningAdapter reasoning;
  private final ToolsAdapter tools;

  private RequestAdapter(byte[] bytes, ModelRules rules) {
    this.bytes = bytes;
    this.rules = rules;
    this.request = ScannedValue.request(bytes, name -> depth(name, rules));
    this.gone = new MemberEdits(request);
    this.reasoning = new ReasoningAdapter(bytes, rules, request);
    this.tools = new ToolsAdapter(rules, edits, losses, request);
  }

  /// Returns the adapted request, or null if byte ranges are not enough.
  public static @Nullable Body fit(Body body, ModelRules rules, Losses losses) {
    if (CacheControlWriter.areBreakpoints(rules) && marks(body)) return null;
    if (takesAll(rules)) return body;
    var bytes = body.toByteArray();
    var fit = new RequestAdapter(bytes, rules);
    if (!fit.fits()) return null;
    fit.losses.tell(losses);
    return fit.edits.isEmpty() ? body : fit.edits.apply(Body.of(bytes));
  }

  /// True if the request has Anthropic's marks, which have another name and fewer places at OpenAI.
  private static boolean marks(Body body) {
    if (!body.holdsAny(MARKED)) return false;
    var text = new String(body.toByteArray(), StandardCharsets.ISO_8859_1);
    return MARK.matcher(text).find();
  }

  private static boolean takesAll(ModelRules rules) {
    if (!rules.traits().refused().isEmpty() || !rules.rejected().isEmpty()) return false;
    if (rules.splicesRequests() || !rules.temperatureAndTopP()) return false;
    return rules.traits().accepted().containsAll(Traits.ALL.accepted());
  }

  /// Returns the depth to which a member is scanned: messages and tools are scanned, other members
  /// are not.
  private static int depth(String member, ModelRules rules) {
    return switch (member) {
      case "messages" -> MessagesAdapter.depth(rules);
      case "tools" -> 3;
      case "tool_choice" -> 1;
      default -> 0;
    };
  }

  private boolean fits() {
    if (!isTaken()) return false;
    if (!tools.fit(reasoning, gone)) return false;
    reasoning.fit(tools.forced() && reasoning.mayForce(), gone, edits, losses);
    fitMembers();
    gone.apply(edits);
    var messages = request.get("messages");
    if (messages == null || !messages.isArray()) return true;
    return new MessagesAdapter(bytes, rules, edits, losses, messages.items(), tools.any()).fit();
  }

  /// True if the target accepts the members that no byte range can leave out.
  private boolean isTaken() {
    if (!oneChoice() && !rules.traits().leave(Trait.N)) return false;
    boolean legacy = has("functions") || has("function_call");
    if (legacy && rules.splicesRequests()) return false;
    if ((has("tools") || legacy) && !rules.takes(Trait.TOOLS)) return false;
    if ((has("tool_choice") || has("function_call")) && !rules.takes(Trait.TOOL_CHOICE)) {
      return false;
    }
    if (!has("response_format")) return true;
    boolean beside = rules.splicesRequests() && tools.any() && !rules.jsonWithTools();
    return rules.takes(Trait.RESPONSE_FORMAT) && !beside;
  }

  private boolean has(String name) {
    return request.member(name) != null;
  }

  private boolean oneChoice() {
    var choices = request.get("n");
    if (choices == null) return true;
    return choices.token() == VALUE_NUMBER_INT && choices.raw(bytes).equals("1");
  }

  private void fitMembers() {
    for (var member : request.members()) if (goes(member.name())) gone.remove(member.name());
    fitLimit();
    fitTemperature();
    boolean both = has("temperature") && !gone.goes("temperature") && has("top_p");
    if (both && !rules.temperatureAndTopP() && !gone.goes("top_p")) {
      gone.remove("top_p");
      losses.add("top_p", "not-beside-temperature");
    }
    var seed = request.member("seed");
    boolean renamed = rules.takes(Trait.RANDOM_SEED) && !has("random_seed");
    if (seed != null && renamed && !gone.goes("seed")) rename(seed, "random_seed");
  }

  /// Writes the limit of output under the name that the target knows, and at most the target's
  /// maximum.
  private void fitLimit() {
    boolean newer = rules.takes(Trait.MAX_COMPLETION_TOKENS);
    var taken = newer ? NEWER_LIMIT : OLDER_LIMIT;
    var other = newer ? OLDER_LIMIT : NEWER_LIMIT;
    var limit = request.member(NEWER_LIMIT);
    if (limit == null) limit = request.member(OLDER_LIMIT);
    if (limit == null) return;
    clamp(limit);
    boolean takesOther = newer && rules.takes(Trait.MAX_TOKENS);
    if (has(other) && !takesOther && !limit.name().equals(other)) gone.remove(other);
    if (limit.name().equals(taken) || takesOther) return;
    if (has(taken)) gone.remove(taken);
    rename(limit, taken);
  }

  private void clamp(ScannedValue.Member limit) {
    if (rules.maxOutput() <= 0 || limit.value().token() != VALUE_NUMBER_INT) return;
    var most = BigDecimal.valueOf(rules.maxOutput());
    if (new BigDecimal(limit.value().raw(bytes)).compareTo(most) <= 0) return;
    edits.replace(limit.value().span(), most.toPlainString());
    losses.add("max_tokens", "clamped-to-" + most.toPlainString());
  }

  private void fitTemperature() {
    var asked = request.get("temperature");
    double most = rules.mostTemperature();
    if (asked == null || gone.goes("temperature") || most >= USUAL_TEMPERATURE) return;
    boolean number = asked.token() == VALUE_NUMBER_INT || asked.token() == VALUE_NUMBER_FLOAT;
    if (!number || Double.parseDouble(asked.raw(bytes)) <= most) return;
    edits.replace(asked.span(), Double.toString(most));
    losses.add("temperature", "clamped-to-" + most);
  }

  private void rename(ScannedValue.Member member, String name) {
    edits.replace(member.nameSpan(bytes), "\"" + name + "\"");
    losses.add(member.name(), "as-" + name);
  }

  private boolean goes(String name) {
    if (gone.goes(name) || name.equals(NEWER_LIMIT) || name.equals(OLDER_LIMIT)) return false;
    if (rules.rejected().contains(name) && reasoning.reasons()) {
      return gone(name, "rejected-by-model");
    }
    if (name.equals("metadata") && needsStore()) return gone(name, "needs-store");
    var trait = name.equals("top_logprobs") ? Trait.LOGPROBS : Trait.of(name);
    if (trait == null || !trait.isMember()) {
      boolean known = RequestReader.KNOWN.contains(name) || rules.takes(Trait.OTHER_MEMBERS);
      return !known && gone(name, "unknown-to-target");
    }
    if (rules.traits().leave(trait)) return false;
    // Leaving out a default is no loss.
    boolean holds = trait == Trait.PARALLEL_TOOL_CALLS && isTrue("parallel_tool_calls");
    if (trait == Trait.N || holds) return true;
    boolean own = trait.grade() == Trait.Grade.OWN;
    return gone(name, own ? "unknown-to-target" : "unsupported");
  }

  private boolean isTrue(String name) {
    var value = request.get(name);
    return value != null && value.token() == VALUE_TRUE;
  }

  private boolean needsStore() {
    boolean stores = rules.takes(Trait.METADATA) && !rules.takes(Trait.UNSTORED_METADATA);
    return stores && !isTrue("store");
  }

  private boolean gone(String name, String reason) {
    if (!name.equals("stream_options")) losses.add(name, reason);
    return true;
  }
}
