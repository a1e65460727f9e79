package io.llmcallgateway.interactionlog.format;

import static io.llmcallgateway.logging.line.Utf8Builder.utf8;

import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.logging.Redactor;
import io.llmcallgateway.logging.line.BodyText;
import io.llmcallgateway.logging.line.ContiguousBody;
import io.llmcallgateway.logging.line.LineSink;
import io.llmcallgateway.logging.line.SafeText;
import io.llmcallgateway.logging.line.TimestampWriter;
import io.llmcallgateway.logging.line.Utf8Builder;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Writes steps as text for people: one line each, or a few that belong together.
public final class StepText implements StepFormat {
  private static final int USER_CODE_POINTS = 200;

  private static final byte[] START = utf8("▶️ REQUEST START | Model: ");
  private static final byte[] USER = utf8(" | User: ");
  private static final byte[] DOWNSTREAM = utf8("⬇️ DOWNSTREAM REQUEST | Provider: ");
  private static final byte[] REQUEST_ID = utf8(" | Request-Id: ");
  private static final byte[] REQUEST = utf8("📤 Request Data: ");
  private static final byte[] UPSTREAM = utf8("⬆️ DOWNSTREAM RESPONSE | Provider: ");
  private static final byte[] TIME = utf8(" | Time: ");
  private static final byte[] RESPONSE = utf8("📥 Response Data: ");
  private static final byte[] COMPLETE = utf8("✅ RESPONSE COMPLETE | Status: SUCCESS");
  private static final byte[] SAID = utf8("🤖 AI Response: ");
  private static final byte[] TOOLS = utf8("🔧 Tool Calls: ");
  private static final byte[] LOSSES = utf8("⚠️ Not Carried: ");
  private static final byte[] TOKENS = utf8("📊 Token Usage: ");
  private static final byte[] ERROR = utf8("❌ RESPONSE ERROR | Status: ERROR | Origin: ");
  private static final byte[] RETRY = utf8("🔁 RETRY | Provider: ");
  private static final byte[] NEXT = utf8(" → ");
  private static final byte[] HTTP = utf8(" | HTTP: ");
  private static final byte[] CODE = utf8(" | Code: ");
  private static final byte[] BAR = utf8(" | ");
  private static final byte[] CANCELLED =
      utf8("🚫 REQUEST CANCELLED | Status: CANCELLED | By: client");

  private final TimestampWriter timestamps;
  private final Redactor redactor;
  private final SafeText safe = new SafeText(false);
  private final BodyText bodies = new BodyText(false);
  private final ContiguousBody flat = new ContiguousBody();

  public StepText(ZoneId zone, Redactor redactor) {
    this.timestamps = new TimestampWriter(zone);
    this.redactor = redactor;
  }

  @Override
  public void write(LineSink lines, CallStep step) {
    switch (step) {
      case CallStep.Started started -> started(lines, started);
      case CallStep.Sent sent -> sent(lines, sent);
      case CallStep.Answered answered -> answered(lines, answered);
      case CallStep.Retried retried -> retried(lines, retried);
      case CallStep.Completed completed -> completed(lines, completed);
      case CallStep.Failed failed -> failed(lines, failed);
      case CallStep.Cancelled cancelled -> cancelled(lines, cancelled);
    }
  }

  private void started(LineSink lines, CallStep.Started step) {
    var line = begin(lines, step).add(START);
    safe.text(line, step.model());
    line.add(USER);
    var span = step.userText();
    if (span == null) {
      line.add('-');
    } else {
      var text = flat.literal(step.request(), span);
      safe.escaped(line, text.array(), text.from(), text.to(), USER_CODE_POINTS);
      flat.release();
    }
    lines.endLine(step.at());
  }

  private void sent(LineSink lines, CallStep.Sent step) {
    var line = begin(lines, step).add(DOWNSTREAM);
    safe.text(line, step.provider());
    var requestId = step.requestId();
    if (requestId != null) safe.text(line.add(REQUEST_ID), requestId);
    lines.endLine(step.at());
    if (!step.losses().isEmpty()) {
      safe.text(begin(lines, step).add(LOSSES), step.losses());
      lines.endLine(step.at());
    }
    if (step.body().size() == 0) return; // not to be kept
    bodies.write(begin(lines, step).add(REQUEST), step.body());
    lines.endLine(step.at());
  }

  private void answered(LineSink lines, CallStep.Answered step) {
    var line = begin(lines, step).add(UPSTREAM);
    safe.text(line, step.provider());
    time(line, step.micros());
    lines.endLine(step.at());
    if (step.body().size() == 0) return;
    bodies.write(begin(lines, step).add(RESPONSE), step.body());
    lines.endLine(step.at());
  }

  private void retried(LineSink lines, CallStep.Retried step) {
    var failure = step.failure();
    var line = begin(lines, step).add(RETRY);
    safe.text(line, provider(failure));
    safe.text(line.add(NEXT), step.nextProvider());
    line.add(HTTP).number(failure.status());
    time(line, step.micros());
    message(line, failure);
    lines.endLine(step.at());
  }

  private void completed(LineSink lines, CallStep.Completed step) {
    time(begin(lines, step).add(COMPLETE), step.micros());
    lines.endLine(step.at());
    said(lines, step, step.answer(), step.answer().toolCalls().isEmpty());
    tokens(lines, step, step.answer().usage());
  }

  private void failed(LineSink lines, CallStep.Failed step) {
    var failure = step.failure();
    var line = begin(lines, step).add(ERROR).ascii(failure.origin().text());
    line.add(HTTP).number(failure.status()).add(CODE);
    safe.text(line, failure.label());
    time(line, step.micros());
    message(line, failure);
    lines.endLine(step.at());
    partial(lines, step, step.partial());
  }

  private void cancelled(LineSink lines, CallStep.Cancelled step) {
    time(begin(lines, step).add(CANCELLED), step.micros());
    lines.endLine(step.at());
    partial(lines, step, step.partial());
  }

  private void partial(LineSink lines, CallStep step, @Nullable Answer partial) {
    if (partial == null) return;
    said(lines, step, partial, false);
    if (partial.usage() != null) tokens(lines, step, partial.usage());
  }

  private void said(LineSink lines, CallStep step, Answer answer, boolean evenNothing) {
    if (evenNothing || answer.text().size() > 0) {
      escaped(begin(lines, step).add(SAID), answer.text());
      lines.endLine(step.at());
    }
    if (answer.toolCalls().isEmpty()) return;
    var line = begin(lines, step).add(TOOLS);
    boolean first = true;
    for (var call : answer.toolCalls()) {
      if (!first) line.ascii(", ");
      first = false;
      safe.text(line, call.name());
      escaped(line.add('('), call.arguments());
      line.add(')');
    }
    lines.endLine(step.at());
  }

  private void tokens(LineSink lines, CallStep step, @Nullable Usage usage) {
    var line = begin(lines, step).add(TOKENS);
    if (usage == null) {
      line.ascii("not reported");
    } else {
      line.ascii("Input=").number(usage.promptTokens());
      line.ascii(", Output=").number(usage.completionTokens());
      line.ascii(", Total=").number(usage.total());
    }
    lines.endLine(step.at());
  }

  private Utf8Builder begin(LineSink lines, CallStep step) {
    var line = lines.line();
    timestamps.text(line, step.at());
    return line.ascii(" | LLM | [").ascii(step.id().shortId()).ascii("] ");
  }

  private void escaped(Utf8Builder line, Body text) {
    flat.of(text);
    safe.escaped(line, flat.array(), flat.from(), flat.to(), Integer.MAX_VALUE);
    flat.release();
  }

  private void message(Utf8Builder line, Failure failure) {
    safe.text(line.add(BAR), redactor.mask(failure.message()));
  }

  private static void time(Utf8Builder line, long micros) {
    line.add(TIME).seconds(micros).add('s');
  }

  private static String provider(Failure failure) {
    var provider = failure.provider();
    return provider == null ? "-" : provider;
  }

  @Override
  public void writeError(LineSink lines, CallStep.Failed step) {
    var failure = step.failure();
    var line = lines.line();
    timestamps.text(line, step.at());
    line.ascii(" | ERROR | [").ascii(step.id().shortId()).ascii("] ");
    line.ascii(failure.origin().text()).add(' ');
    if (failure.provider() != null) {
      safe.text(line, failure.provider());
      line.add(' ');
    }
    line.number(failure.status()).add(' ');
    safe.text(line, failure.label());
    safe.text(line.ascii(": "), redactor.mask(failure.message()));
    lines.endLine(step.at());
  }
}
