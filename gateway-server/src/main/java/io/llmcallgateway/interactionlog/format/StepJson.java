package io.llmcallgateway.interactionlog.format;

import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.logging.Redactor;
import io.llmcallgateway.logging.line.ContiguousBody;
import io.llmcallgateway.logging.line.JsonLine;
import io.llmcallgateway.logging.line.LineSink;
import io.llmcallgateway.logging.line.TimestampWriter;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Failure;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes steps as JSON for programs, one object per line.
public final class StepJson implements StepFormat {
  private static final int USER_CODE_POINTS = 200;

  private final TimestampWriter timestamps;
  private final Redactor redactor;
  private final JsonLine json = new JsonLine();
  private final ContiguousBody flat = new ContiguousBody();

  public StepJson(ZoneId zone, Redactor redactor) {
    this.timestamps = new TimestampWriter(zone);
    this.redactor = redactor;
  }

  @Override
  public void write(LineSink lines, CallStep step) {
    begin(lines, step, "kind", "LLM");
    switch (step) {
      case CallStep.Started started -> started(started);
      case CallStep.Sent sent -> {
        json.string("step", "downstream_request").string("provider", sent.provider());
        json.string("model", sent.model()).string("request_id", sent.requestId());
        if (!sent.losses().isEmpty()) json.string("losses", sent.losses());
        if (sent.body().size() > 0) json.body("request", sent.body());
      }
      case CallStep.Answered answered -> {
        json.string("step", "downstream_response").string("provider", answered.provider());
        json.number("http", answered.status()).seconds("seconds", answered.micros());
        if (answered.body().size() > 0) json.body("response", answered.body());
      }
      case CallStep.Retried retried -> {
        json.string("step", "retry");
        failure(retried.failure(), retried.micros());
        json.string("next_provider", retried.nextProvider());
      }
      case CallStep.Completed completed -> {
        json.string("step", "response_complete").string("status", "SUCCESS");
        json.seconds("seconds", completed.micros());
        answer(completed.answer());
      }
      case CallStep.Failed failed -> {
        json.string("step", "response_error").string("status", "ERROR");
        failure(failed.failure(), failed.micros());
        answer(failed.partial());
      }
      case CallStep.Cancelled cancelled -> {
        json.string("step", "request_cancelled").string("status", "CANCELLED");
        json.string("by", "client").seconds("seconds", cancelled.micros());
        answer(cancelled.partial());
      }
    }
    json.end();
    lines.endLine(step.at());
  }

  private void begin(LineSink lines, CallStep step, String name, String value) {
    var line = lines.line();
    json.begin(line);
    json.member("time").add('"');
    timestamps.iso(line, step.at());
    line.add('"');
    json.string(name, value).string("id", step.id().shortId()).string("call", step.id().text());
  }

  private void started(CallStep.Started step) {
    json.string("step", "request_start");
    json.string("operation", step.operation().name().toLowerCase(Locale.ROOT));
    json.string("model", step.model());
    var span = step.userText();
    if (span != null) {
      json.member("user");
      json.escaped(flat.literal(step.request(), span), USER_CODE_POINTS);
    }
    json.string("request_id", step.requestId());
  }

  private void failure(Failure failure, long micros) {
    json.string("origin", failure.origin().text()).string("provider", failure.provider());
    json.number("http", failure.status()).string("code", failure.label());
    json.seconds("seconds", micros).string("message", redactor.mask(failure.message()));
  }

  private void answer(@Nullable Answer answer) {
    if (answer == null) return;
    json.member("text");
    json.escaped(answer.text());
    if (!answer.toolCalls().isEmpty()) toolCalls(answer);
    json.string("finish_reason", answer.finishReason());
    var usage = answer.usage();
    if (usage == null) return;
    var out = json.member("usage");
    out.ascii("{\"input\":").number(usage.promptTokens());
    out.ascii(",\"output\":").number(usage.completionTokens());
    out.ascii(",\"total\":").number(usage.total());
    out.ascii(",\"cached_input\":").number(usage.cacheRead());
    out.ascii(",\"reasoning\":").number(usage.reasoning()).add('}');
  }

  private void toolCalls(Answer answer) {
    var out = json.member("tool_calls").add('[');
    boolean first = true;
    for (var call : answer.toolCalls()) {
      if (!first) out.add(',');
      first = false;
      out.ascii("{\"name\":");
      json.quoted(call.name());
      out.ascii(",\"arguments\":");
      json.escaped(call.arguments());
      out.add('}');
    }
    out.add(']');
  }

  @Override
  public void writeError(LineSink lines, CallStep.Failed step) {
    begin(lines, step, "level", "ERROR");
    failure(step.failure(), step.micros());
    json.end();
    lines.endLine(step.at());
  }
}
