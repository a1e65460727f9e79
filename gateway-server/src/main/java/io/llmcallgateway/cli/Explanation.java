package io.llmcallgateway.cli;

import io.llmcallgateway.catalog.ExplainedRule;
import io.llmcallgateway.relay.translation.Preview;
import io.llmcallgateway.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The report of `./gateway explain`: each target that a call would try, in order.
///
/// @param switchedOff how to switch the provider on; null if it is on
record Explanation(
    ExampleCall call, String routedAs, @Nullable String switchedOff, List<Explained> targets) {

  /// A target, with its rules.
  record Explained(Preview preview, List<ExplainedRule> rules) {}

  Explanation {
    targets = List.copyOf(targets);
  }

  String text() {
    var out = new StringBuilder();
    out.append(call.model()).append(" from ").append(call.path());
    out.append(" (").append(call.asked().text()).append(")\n");
    if (!routedAs.equals(call.model())) out.append("means ").append(routedAs).append('\n');
    if (switchedOff != null) {
      out.append("The provider is off; ").append(switchedOff);
      out.append(". What follows is how it would be.\n");
    }
    for (int i = 0; i < targets.size(); i++) text(i + 1, targets.get(i), out);
    return out.toString();
  }

  private static void text(int number, Explained target, StringBuilder out) {
    var preview = target.preview();
    var provider = preview.target().provider();
    out.append("\n%d. %s/%s\n".formatted(number, provider.id(), preview.target().model()));
    line("endpoint", provider.dialect().text() + ": " + preview.reason(), out);
    if (preview.address() != null) line("address", "POST " + preview.address(), out);
    var failure = preview.failure();
    if (failure != null) {
      line("refused", failure.status() + " " + failure.message(), out);
    } else {
      var why = preview.translatedFor();
      line(
          "request",
          why.isEmpty() ? "its bytes pass" : "written anew: " + String.join("; ", why),
          out);
      line("answer", preview.answerPasses() ? "its bytes pass" : "written anew", out);
    }
    for (var loss : preview.losses()) line("loss", loss.toString(), out);
    for (var rule : target.rules()) {
      line("rule", rule.name() + ": " + String.join(", ", rule.values()), out);
      out.append("             from ").append(rule.source()).append('\n');
    }
  }

  private static void line(String name, String text, StringBuilder out) {
    out.append("   %-9s %s%n".formatted(name, text).replace(System.lineSeparator(), "\n"));
  }

  String json() {
    var root = Json.MAPPER.createObjectNode();
    root.put("model", call.model());
    root.put("door", call.path());
    root.put("routed_as", routedAs);
    root.put("switched_off", switchedOff);
    var list = root.putArray("targets");
    for (var target : targets) json(target, list.addObject());
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void json(Explained target, ObjectNode out) {
    var preview = target.preview();
    var provider = preview.target().provider();
    out.put("provider", provider.id());
    out.put("model", preview.target().model());
    var endpoint = out.putObject("endpoint");
    endpoint.put("dialect", provider.dialect().text());
    endpoint.put("address", preview.address());
    endpoint.put("reason", preview.reason());
    out.put("request_passes", preview.failure() == null && preview.translatedFor().isEmpty());
    var why = out.putArray("translated_for");
    preview.translatedFor().forEach(why::add);
    out.put("answer_passes", preview.answerPasses());
    var losses = out.putArray("losses");
    preview.losses().forEach(loss -> losses.add(loss.toString()));
    var failure = preview.failure();
    if (failure == null) {
      out.putNull("refused");
    } else {
      out.putObject("refused").put("status", failure.status()).put("message", failure.message());
    }
    var body = preview.body();
    if (body != null) out.put("request", body.utf8());
    var rules = out.putArray("rules");
    for (var rule : target.rules()) {
      var node = rules.addObject().put("name", rule.name());
      var values = node.putArray("values");
      rule.values().forEach(values::add);
      node.put("source", rule.source());
    }
  }
}
