package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.dialect.support.BodyEdits;
import io.llmcallgateway.dialect.support.MemberEdits;
import io.llmcallgateway.dialect.support.PendingLosses;
import io.llmcallgateway.dialect.support.ScannedValue;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Adapts a client's request to a target of the same format by byte ranges. It removes Claude
/// Code's billing header and members of betas that the target does not accept, turns system
/// messages between turns into user messages, and asks for thinking in the way that the model
/// supports.
public final class RequestAdapter {
  /// Members that come with betas; the members of tools are `RequestWriter.TOOL_MEMBERS`.
  private static final Set<String> OF_BETAS =
      Set.of("context_management", "mcp_servers", "container");

  private final byte[] bytes;
  private final ModelRules rules;
  private final BodyEdits edits = new BodyEdits();
  private final PendingLosses losses = new PendingLosses();
  private final ScannedValue request;
  private final MemberEdits gone;

  private RequestAdapter(byte[] bytes, ModelRules rules) {
    this.bytes = bytes;
    this.rules = rules;
    this.request = ScannedValue.request(bytes, RequestAdapter::depth);
    this.gone = new MemberEdits(request);
  }

  private static int depth(String member) {
    return switch (member) {
      case "messages" -> 4;
      case "system", "tools" -> 2;
      case "thinking", "output_config", "tool_choice" -> 1;
      default -> 0;
    };
  }

  /// Returns the adapted request, or null if byte ranges are not enough.
  public static @Nullable Body adapt(Body body, ModelRules rules, Losses losses) {
    if (isTaken(body, rules)) return body;
    var bytes = body.toByteArray();
    var adapter = new RequestAdapter(bytes, rules);
    if (!adapter.adapt()) return null;
    adapter.losses.tell(losses);
    return adapter.edits.isEmpty() ? body : adapter.edits.apply(Body.of(bytes));
  }

  /// True if the target accepts every request, so that most requests to Claude are not scanned.
  private static boolean isTaken(Body body, ModelRules rules) {
    boolean all =
        rules.takes(Trait.BILLING_HEADER)
            && rules.takes(Trait.SYSTEM_ANYWHERE)
            && rules.takes(Trait.EFFORT)
            && rules.leaves(Trait.ANTHROPIC_BETAS)
            && !rules.serving().reasonsUnasked();
    return all && !mayThinkOtherwise(body, rules);
  }

  /// True if a word is in the request that may ask for thinking in a way that the model refuses.
  private static boolean mayThinkOtherwise(Body body, ModelRules rules) {
    var words = new ArrayList<String>(3);
    if (!rules.takes(Trait.THINKING_BUDGETS)) words.add("\"enabled\"");
    if (!rules.takes(Trait.ADAPTIVE_THINKING)) words.add("\"adaptive\"");
    if (!rules.takes(Trait.THINKING_OFF)) words.add("\"disabled\"");
    return !words.isEmpty() && body.holdsAny(words);
  }

  private boolean adapt() {
    if (!rules.takes(Trait.SYSTEM_ANYWHERE) && !rewriteSystemMessages()) return false;
    if (!new ThinkingAdapter(bytes, rules, request, edits, losses).adapt(gone)) return false;
    if (!rules.takes(Trait.BILLING_HEADER)) {
      new BillingHeaderRemover(bytes, edits).remove(request.get("system"), gone, losses);
    }
    if (!rules.leaves(Trait.ANTHROPIC_BETAS)) dropBetas();
    gone.apply(edits);
    return true;
  }

  private boolean rewriteSystemMessages() {
    var messages = request.get("messages");
    if (messages == null) return true;
    for (int i = 0; i < messages.items().size(); i++) {
      var message = messages.items().get(i);
      if (message.text("role").equals("system") && !rewriteAsUser(message, i)) return false;
    }
    return true;
  }

  private boolean rewriteAsUser(ScannedValue message, int index) {
    var role = message.get("role");
    var content = message.get("content");
    if (role == null || content == null || content.isEmpty() || content.isObject()) return false;
    boolean text = content.isString();
    edits.insert(
        content.span().start() + 1,
        text ? "<system>\\n" : "{\"type\":\"text\",\"text\":\"<system>\"},");
    edits.insert(
        content.span().end() - 1,
        text ? "\\n</system>" : ",{\"type\":\"text\",\"text\":\"</system>\"}");
    edits.replace(role.span(), "\"user\"");
    losses.add("messages[" + index + "].role", "system-as-user");
    return true;
  }

  private void dropBetas() {
    for (var name : OF_BETAS) {
      if (request.get(name) == null) continue;
      gone.remove(name);
      losses.add(name, "unsupported");
    }
    var tools = request.get("tools");
    for (var tool : tools == null ? List.<ScannedValue>of() : tools.items()) {
      var left = new MemberEdits(tool);
      for (var name : RequestWriter.TOOL_MEMBERS) {
        if (tool.member(name) == null) continue;
        left.remove(name);
        losses.add("tools." + name, "unsupported");
      }
      left.apply(edits);
    }
  }
}
