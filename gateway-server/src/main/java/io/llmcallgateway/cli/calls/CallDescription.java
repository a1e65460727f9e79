package io.llmcallgateway.cli.calls;

import io.llmcallgateway.api.admin.calls.CallDocuments;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.wire.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Formats a call as a page of text.
final class CallDescription {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS XXX", Locale.ROOT)
          .withZone(ZoneId.systemDefault());
  private static final int NAME = 10;
  private static final int BODY = 20_000;

  private final StringBuilder text = new StringBuilder();

  private final Currency currency;

  private CallDescription(Currency currency) {
    this.currency = currency;
  }

  static String of(EndedCall call, Currency currency) {
    var card = new CallDescription(currency);
    card.record(call.record());
    for (var payload : call.payloads()) card.payload(call.record(), payload);
    if (call.payloads().isEmpty()) card.text.append('\n').append(missing(call.record()));
    return TextColumns.printable(card.text.toString());
  }

  private static String missing(CallRecord call) {
    return switch (call.payloads()) {
      case OFF -> "Its bodies are not kept: the payload policy says so.\n";
      case EXPIRED -> "Its bodies have been deleted.\n";
      case SHED -> "Its bodies were dropped for want of room.\n";
      case KEPT, NONE -> "It has no bodies.\n";
    };
  }

  private void record(CallRecord call) {
    text.append("Call ").append(call.id().text()).append('\n');
    line("when", TIME.format(Instant.ofEpochMilli(call.startedAt())));
    line("state", call.state().text() + " (" + call.status() + ")");
    var failure = call.failure();
    if (failure != null) {
      line("error", failure.label() + ", by the " + failure.fault().text());
      line("", failure.message());
    }
    line("asked", asked(call));
    line("models", models(call.models()));
    line("lane", lane(call));
    if (call.usage() != null) line("tokens", tokens(call.usage(), call.estimated()));
    cost(call.cost());
    reported(call);
    line("time", time(call));
    for (int i = 0; i < call.attempts().size(); i++) {
      line(i == 0 ? "attempts" : "", (i + 1) + ". " + attempt(call.attempts().get(i)));
    }
    line("tools", String.join(", ", call.tools()));
    client(call);
    if (call.replayOf() != null) line("replay of", call.replayOf().text());
    if (!call.tags().isEmpty()) {
      var tags = new ArrayList<String>();
      call.tags().forEach((name, value) -> tags.add(name + "=" + value));
      line("tags", String.join(" ", tags.stream().sorted().toList()));
    }
  }

  private void line(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) return;
    text.append("  ").append(name).append(" ".repeat(NAME - name.length()));
    text.append(TextColumns.oneLine(value)).append('\n');
  }

  private static String asked(CallRecord call) {
    return call.operation().text()
        + ", "
        + call.dialect()
        + (call.stream() ? ", streamed" : "")
        + (call.finishReason() == null ? "" : ", finished by " + call.finishReason());
  }

  private static String models(CallRecord.Models models) {
    var way = new StringBuilder(models.asked());
    if (models.routed() != null && !models.routed().equals(models.asked())) {
      way.append(" → ").append(models.routed());
    }
    if (models.provider() != null) {
      way.append(" → ").append(models.sent()).append(" at ").append(models.provider());
    }
    if (models.returned() != null && !models.returned().equals(models.sent())) {
      way.append(" → answered as ").append(models.returned());
    }
    return way.toString();
  }

  private static String lane(CallRecord call) {
    return switch (call.lane()) {
      case NONE -> "";
      case VERBATIM -> "untouched";
      case TRANSLATED -> "translated" + (call.losses().isEmpty() ? "" : "; lost: " + call.losses());
    };
  }

  private static String tokens(Usage usage, boolean estimated) {
    var parts = new ArrayList<String>();
    part(parts, "cached", usage.cacheRead());
    part(parts, "written to cache", usage.cacheWrites());
    part(parts, "audio", usage.inputAudio());
    part(parts, "pictures", usage.inputImage());
    var in = usage.promptTokens() + " in" + listed(parts);
    parts.clear();
    part(parts, "reasoning", usage.reasoning());
    part(parts, "audio", usage.outputAudio());
    part(parts, "pictures", usage.outputImage());
    var out = usage.completionTokens() + " out" + listed(parts);
    return in
        + ", "
        + out
        + (usage.searches() > 0 ? ", " + usage.searches() + " searches" : "")
        + (usage.tier() == null ? "" : ", tier " + usage.tier())
        + (estimated ? " (estimated: the provider gave none)" : "");
  }

  private static void part(List<String> parts, String name, long tokens) {
    if (tokens > 0) parts.add(tokens + " " + name);
  }

  private static String listed(List<String> parts) {
    return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
  }

  private void cost(Cost cost) {
    switch (cost.state()) {
      case UNUSED -> {}
      case UNKNOWN -> line("cost", "unknown: no price is known for this model at this provider");
      case PRICED -> {
        line("cost", "$" + cost.dollars() + displayed(cost.nanos()) + "  (" + cost.prices() + ")");
        for (var bucket : cost.lines()) {
          line(
              "",
              bucket.count()
                  + " "
                  + bucket.bucket().text().replace('_', ' ')
                  + ": $"
                  + Cost.dollars(bucket.nanos())
                  + unit(bucket));
        }
      }
    }
  }

  private static String unit(Cost.Line line) {
    if (line.unit() < 0) return "";
    var tier = line.tier() == null ? "" : ", " + line.tier();
    return " ($" + Cost.dollars(line.unit()) + " a million" + tier + ")";
  }

  private void reported(CallRecord call) {
    if (call.usage() == null || call.usage().reportedNanos() < 0) return;
    long reported = call.reportedNanos();
    line(
        "", "the provider says: $" + Cost.dollars(reported) + displayed(reported) + compared(call));
  }

  private static String compared(CallRecord call) {
    if (!call.cost().priced()) return "";
    long difference = call.reportedNanos() - call.cost().nanos();
    if (difference == 0) return ", which is the same";
    return ", $"
        + Cost.dollars(Math.abs(difference))
        + (difference > 0 ? " more" : " less")
        + (call.costDiffers() ? ": more than 1 % off" : "");
  }

  private String displayed(long nanos) {
    return currency.other() ? " = " + currency.amount(nanos) + " " + currency.code() : "";
  }

  private static String time(CallRecord call) {
    var timing = call.timing();
    double rate = call.tokensPerSecond();
    return DurationText.of(timing.total())
        + (timing.firstToken() < 0
            ? ""
            : ", first token after " + DurationText.of(timing.firstToken()))
        + (rate < 0 ? "" : String.format(Locale.ROOT, ", %.1f tokens/s", rate))
        + "; the gateway's own share "
        + DurationText.of(timing.own());
  }

  private static String attempt(AttemptRecord attempt) {
    return attempt.model()
        + " at "
        + attempt.provider()
        + " ("
        + attempt.dialect()
        + "): "
        + (attempt.status() < 0 ? "no answer" : attempt.status())
        + " after "
        + DurationText.of(attempt.micros())
        + (attempt.phases().connect() < 0
            ? ""
            : ", connected in " + DurationText.of(attempt.phases().connect()))
        + (attempt.failure() == null ? "" : ", " + attempt.failure().message());
  }

  private void client(CallRecord call) {
    var client = call.client();
    var parts = new ArrayList<String>();
    parts.add("key " + client.key());
    if (client.address() != null) parts.add(client.address());
    if (client.agent() != null) parts.add(client.agent());
    line("client", String.join(", ", parts));
    line("session", session(client));
    line("user", client.user());
    line("trace", client.trace());
    line("request id", client.requestId());
  }

  private static @Nullable String session(CallRecord.Client client) {
    var source = client.sessionSource();
    return source == null ? client.session() : client.session() + " (" + source + ")";
  }

  private void payload(CallRecord call, Payload payload) {
    text.append("\n── ").append(title(call, payload)).append(", ").append(payload.size());
    text.append(" bytes");
    if (payload.cut()) text.append(" (").append(payload.body().size()).append(" kept)");
    text.append('\n');
    var shown = CallDocuments.text(payload);
    if (shown == null) {
      text.append("(no text; --body ").append(payload.kind().text()).append(" prints it)\n");
      return;
    }
    var all =
        "--body " + payload.kind().text() + (payload.attempt() > 0 ? "/" + payload.attempt() : "");
    if (StreamExcerpt.isLong(shown)) {
      text.append(StreamExcerpt.of(shown, all)).append('\n');
      return;
    }
    var pretty = pretty(shown);
    boolean more = pretty.length() > BODY;
    text.append(more ? pretty.substring(0, BODY) : pretty.stripTrailing()).append('\n');
    if (more) text.append("… (").append(all).append(" prints all)\n");
  }

  private static String title(CallRecord call, Payload payload) {
    int number = payload.attempt();
    var of =
        number >= 0 && number < call.attempts().size()
            ? call.attempts().get(number).provider()
            : "the provider";
    return switch (payload.kind()) {
      case CLIENT_REQUEST -> "The client asked";
      case CLIENT_ANSWER -> "The client got";
      case CLIENT_STREAM -> "The client got, as streamed";
      case PROVIDER_REQUEST -> "Sent to " + of + " (attempt " + (number + 1) + ")";
      case PROVIDER_ANSWER -> "Got from " + of + " (attempt " + (number + 1) + ")";
    };
  }

  private static String pretty(String body) {
    try {
      return body.startsWith("{") || body.startsWith("[")
          ? Json.MAPPER.readTree(body).toPrettyString()
          : body;
    } catch (JacksonException _) {
      return body; // truncated, or not JSON: unchanged
    }
  }
}
