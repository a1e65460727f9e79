package io.llmcallgateway.store.sql;

import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.SideHeaders;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes a record as the JSON object that stands, compressed, in a row of `call_detail`. The texts
/// of question and answer stand elsewhere; what is null, -1 or empty is left out. The format
/// belongs to the schema and changes with its version.
final class StoredRecordWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private StoredRecordWriter() {}

  static byte[] write(CallRecord call) {
    var json = new ByteArrayOutputStream(1_500);
    try (var out = JSON.createGenerator(ObjectWriteContext.empty(), json)) {
      out.writeStartObject();
      members(call, out);
      out.writeEndObject();
    }
    return json.toByteArray();
  }

  private static void members(CallRecord call, JsonGenerator out) {
    out.writeStringProperty("id", call.id().text());
    out.writeNumberProperty("started_at", call.startedAt());
    out.writeStringProperty("operation", call.operation().text());
    out.writeStringProperty("dialect", call.dialect());
    out.writeBooleanProperty("stream", call.stream());
    out.writeStringProperty("state", call.state().text());
    out.writeNumberProperty("status", call.status());
    failure(out, call.failure());
    models(out, call.models());
    out.writeStringProperty("lane", call.lane().text());
    attempts(out, call);
    text(out, "losses", call.losses());
    text(out, "finish_reason", call.finishReason());
    if (call.usage() != null) usage(out, call.usage(), call.estimated());
    cost(out, call.cost());
    timing(out, call.timing());
    sizes(out, call.sizes());
    client(out, call.client());
    if (!call.tags().isEmpty()) {
      out.writeObjectPropertyStart("tags");
      call.tags().forEach(out::writeStringProperty);
      out.writeEndObject();
    }
    text(out, "config", call.config());
    tools(out, call.tools());
    if (call.replayOf() != null) out.writeStringProperty("replay_of", call.replayOf().text());
    headers(out, call.headers());
    out.writeStringProperty("payloads", call.payloads().text());
  }

  private static void failure(JsonGenerator out, @Nullable Failure failure) {
    if (failure == null) return;
    out.writeObjectPropertyStart("error");
    out.writeStringProperty("kind", failure.kind().text());
    out.writeNumberProperty("status", failure.status());
    out.writeStringProperty("message", failure.message());
    out.writeStringProperty("origin", failure.origin().text());
    text(out, "provider", failure.provider());
    out.writeStringProperty("type", failure.type());
    text(out, "code", failure.code());
    text(out, "param", failure.param());
    out.writeEndObject();
  }

  private static void models(JsonGenerator out, CallRecord.Models models) {
    out.writeStringProperty("model", models.asked());
    text(out, "routed_as", models.routed());
    text(out, "provider", models.provider());
    text(out, "model_sent", models.sent());
    text(out, "model_returned", models.returned());
  }

  private static void attempts(JsonGenerator out, CallRecord call) {
    out.writeArrayPropertyStart("attempts");
    for (var attempt : call.attempts()) attempt(out, attempt);
    out.writeEndArray();
  }

  private static void attempt(JsonGenerator out, AttemptRecord attempt) {
    out.writeStartObject();
    out.writeStringProperty("provider", attempt.provider());
    out.writeStringProperty("model", attempt.model());
    out.writeStringProperty("dialect", attempt.dialect());
    number(out, "sent_at_us", attempt.sentAt());
    number(out, "head_us", attempt.head());
    number(out, "duration_us", attempt.micros());
    number(out, "status", attempt.status());
    failure(out, attempt.failure());
    phases(out, attempt.phases());
    if (attempt.reason() != null) out.writeStringProperty("reason", attempt.reason().text());
    if (attempt.won()) out.writeBooleanProperty("won", true);
    headers(out, attempt.headers());
    out.writeEndObject();
  }

  private static void phases(JsonGenerator out, AttemptRecord.Phases phases) {
    number(out, "queued_us", phases.queued());
    number(out, "connect_us", phases.connect());
    number(out, "first_byte_us", phases.firstByte());
    number(out, "first_token_us", phases.firstToken());
    number(out, "last_token_us", phases.lastToken());
  }

  private static void headers(JsonGenerator out, SideHeaders headers) {
    headers(out, "request_headers", headers.request());
    headers(out, "answer_headers", headers.answer());
  }

  private static void headers(JsonGenerator out, String name, Headers headers) {
    if (headers.all().isEmpty()) return;
    out.writeArrayPropertyStart(name);
    for (var each : headers.all()) {
      out.writeStartObject();
      out.writeStringProperty("name", each.name());
      out.writeStringProperty("value", each.value());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void tools(JsonGenerator out, List<String> names) {
    if (names.isEmpty()) return;
    out.writeArrayPropertyStart("tools");
    names.forEach(out::writeString);
    out.writeEndArray();
  }

  /// Every bucket; what is 0 is said, since it is known.
  private static void usage(JsonGenerator out, Usage usage, boolean estimated) {
    out.writeObjectPropertyStart("usage");
    out.writeNumberProperty("input", usage.input());
    out.writeNumberProperty("cache_read", usage.cacheRead());
    out.writeNumberProperty("cache_write", usage.cacheWrite());
    out.writeNumberProperty("cache_write_hour", usage.cacheWriteHour());
    out.writeNumberProperty("input_audio", usage.inputAudio());
    if (usage.inputImage() > 0) out.writeNumberProperty("input_image", usage.inputImage());
    out.writeNumberProperty("output", usage.output());
    out.writeNumberProperty("reasoning", usage.reasoning());
    out.writeNumberProperty("output_audio", usage.outputAudio());
    if (usage.outputImage() > 0) out.writeNumberProperty("output_image", usage.outputImage());
    out.writeNumberProperty("searches", usage.searches());
    out.writeBooleanProperty("estimated", estimated);
    text(out, "tier", usage.tier());
    var billing = usage.billing();
    if (!billing.terms().isEmpty()) {
      out.writeArrayPropertyStart("terms");
      billing.terms().forEach(out::writeString);
      out.writeEndArray();
    }
    text(out, "search_context", billing.searchContext());
    if (billing.citations() > 0) out.writeNumberProperty("citations", billing.citations());
    if (billing.units() != null) {
      out.writeNumberProperty("billed_input", billing.units().input());
      out.writeNumberProperty("billed_output", billing.units().output());
    }
    number(out, "reported_nano_usd", usage.reportedNanos());
    out.writeEndObject();
  }

  private static void cost(JsonGenerator out, Cost cost) {
    out.writeObjectPropertyStart("cost");
    out.writeStringProperty("state", cost.state().text());
    if (cost.priced()) out.writeNumberProperty("nano_usd", cost.nanos());
    text(out, "prices", cost.prices());
    number(out, "plain_nano_usd_per_million", cost.plain());
    if (!cost.lines().isEmpty()) {
      out.writeArrayPropertyStart("lines");
      for (var line : cost.lines()) {
        out.writeStartObject();
        out.writeStringProperty("bucket", line.bucket().text());
        out.writeNumberProperty("count", line.count());
        out.writeNumberProperty("nano_usd", line.nanos());
        number(out, "unit_nano_usd_per_million", line.unit());
        text(out, "tier", line.tier());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static void timing(JsonGenerator out, CallRecord.Timing timing) {
    out.writeObjectPropertyStart("timing");
    number(out, "duration_us", timing.total());
    number(out, "first_token_us", timing.firstToken());
    number(out, "last_token_us", timing.lastToken());
    number(out, "upstream_us", timing.upstream());
    out.writeEndObject();
  }

  private static void sizes(JsonGenerator out, CallRecord.Sizes sizes) {
    out.writeObjectPropertyStart("sizes");
    number(out, "request", sizes.request());
    number(out, "answer", sizes.answer());
    number(out, "provider_request", sizes.providerRequest());
    number(out, "provider_answer", sizes.providerAnswer());
    out.writeEndObject();
  }

  private static void client(JsonGenerator out, CallRecord.Client client) {
    out.writeObjectPropertyStart("client");
    out.writeStringProperty("key", client.key());
    text(out, "address", client.address());
    text(out, "agent", client.agent());
    text(out, "session", client.session());
    text(out, "session_source", client.sessionSource());
    text(out, "user", client.user());
    text(out, "trace", client.trace());
    text(out, "parent", client.parent());
    if (!client.sampled()) out.writeBooleanProperty("sampled", false);
    text(out, "request_id", client.requestId());
    out.writeEndObject();
  }

  private static void text(JsonGenerator out, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) out.writeStringProperty(name, value);
  }

  private static void number(JsonGenerator out, String name, long value) {
    if (value >= 0) out.writeNumberProperty(name, value);
  }
}
