package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.PayloadsState;
import io.llmcallgateway.model.record.SideHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a record as `SpoolRecordWriter` wrote it, in this version or an earlier one. Members that
/// are not known are passed over; what is missing or of another kind is null, -1 or empty.
final class SpoolRecordReader {
  private static final JsonMapper JSON = new JsonMapper();

  private SpoolRecordReader() {}

  static CallRecord read(byte[] json, int offset, int length) {
    return read(JSON.readTree(json, offset, length));
  }

  private static CallRecord read(JsonNode call) {
    return new CallRecord(
        new CallId(call.path("id").stringValue("")),
        call.path("started_at").longValue(0),
        constant(Operation.class, call, "operation", Operation.CHAT),
        call.path("dialect").stringValue(""),
        call.path("stream").booleanValue(false),
        constant(CallRecord.State.class, call, "state", CallRecord.State.ERROR),
        call.path("status").intValue(-1),
        failure(call.get("error")),
        new CallRecord.Models(
            call.path("model").stringValue(""),
            text(call, "routed_as"),
            text(call, "provider"),
            text(call, "model_sent"),
            text(call, "model_returned")),
        constant(CallRecord.Lane.class, call, "lane", CallRecord.Lane.NONE),
        attempts(call.path("attempts")),
        call.path("losses").stringValue(""),
        text(call, "finish_reason"),
        usage(call.get("usage")),
        call.path("usage").path("estimated").booleanValue(false),
        cost(call.path("cost")),
        timing(call.path("timing")),
        sizes(call.path("sizes")),
        client(call.path("client")),
        tags(call.path("tags")),
        call.path("config").stringValue(""),
        call.path("question").stringValue(""),
        call.path("answer").stringValue(""),
        texts(call.path("tools")),
        id(call, "replay_of"),
        headers(call),
        constant(PayloadsState.class, call, "payloads", PayloadsState.NONE));
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.path(name).stringValue(null);
  }

  private static long number(JsonNode node, String name) {
    return node.path(name).longValue(-1);
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, JsonNode node, String name, E otherwise) {
    var text = node.path(name).stringValue("").toUpperCase(Locale.ROOT).replace('-', '_');
    for (var each : type.getEnumConstants()) if (each.name().equals(text)) return each;
    return otherwise;
  }

  private static @Nullable Failure failure(@Nullable JsonNode error) {
    if (error == null) return null;
    var provider = text(error, "provider");
    return new Failure(
        constant(Failure.Kind.class, error, "kind", Failure.Kind.INTERNAL),
        error.path("status").intValue(500),
        error.path("message").stringValue(""),
        constant(Failure.Origin.class, error, "origin", Failure.Origin.GATEWAY),
        provider,
        error.path("type").stringValue(""),
        text(error, "code"),
        text(error, "param"),
        null,
        null,
        List.of());
  }

  private static List<AttemptRecord> attempts(JsonNode list) {
    var attempts = new ArrayList<AttemptRecord>(list.size());
    for (var each : list) {
      attempts.add(
          new AttemptRecord(
              each.path("provider").stringValue(""),
              each.path("model").stringValue(""),
              each.path("dialect").stringValue(""),
              number(each, "sent_at_us"),
              number(each, "head_us"),
              number(each, "duration_us"),
              each.path("status").intValue(-1),
              failure(each.get("error")),
              phases(each),
              reason(each),
              each.path("won").booleanValue(false),
              headers(each)));
    }
    return attempts;
  }

  private static AttemptRecord.Phases phases(JsonNode attempt) {
    return new AttemptRecord.Phases(
        number(attempt, "queued_us"),
        number(attempt, "connect_us"),
        number(attempt, "first_byte_us"),
        number(attempt, "first_token_us"),
        number(attempt, "last_token_us"));
  }

  private static AttemptRecord.@Nullable Reason reason(JsonNode attempt) {
    if (!attempt.has("reason")) return null;
    return constant(AttemptRecord.Reason.class, attempt, "reason", AttemptRecord.Reason.FALLBACK);
  }

  private static SideHeaders headers(JsonNode side) {
    return new SideHeaders(headers(side, "request_headers"), headers(side, "answer_headers"));
  }

  private static Headers headers(JsonNode side, String name) {
    if (!side.has(name)) return Headers.NONE;
    var headers = new ArrayList<Headers.Header>();
    for (var each : side.path(name)) {
      headers.add(
          new Headers.Header(
              each.path("name").stringValue(""), each.path("value").stringValue("")));
    }
    return new Headers(headers);
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>(list.size());
    for (var each : list) texts.add(each.stringValue(""));
    return texts;
  }

  private static @Nullable CallId id(JsonNode node, String name) {
    var id = text(node, name);
    return id == null ? null : new CallId(id);
  }

  private static @Nullable Usage usage(@Nullable JsonNode usage) {
    if (usage == null) return null;
    return new Usage(
        usage.path("input").longValue(0),
        usage.path("cache_read").longValue(0),
        usage.path("cache_write").longValue(0),
        usage.path("cache_write_hour").longValue(0),
        usage.path("input_audio").longValue(0),
        usage.path("input_image").longValue(0),
        usage.path("output").longValue(0),
        usage.path("reasoning").longValue(0),
        usage.path("output_audio").longValue(0),
        usage.path("output_image").longValue(0),
        billing(usage));
  }

  private static Usage.Billing billing(JsonNode usage) {
    boolean units = usage.has("billed_input");
    return new Usage.Billing(
        usage.path("searches").longValue(0),
        usage.path("citations").longValue(0),
        number(usage, "reported_nano_usd"),
        text(usage, "tier"),
        texts(usage.path("terms")),
        text(usage, "search_context"),
        units
            ? new Usage.Units(
                usage.path("billed_input").longValue(0), usage.path("billed_output").longValue(0))
            : null);
  }

  private static Cost cost(JsonNode cost) {
    var lines = new ArrayList<Cost.Line>();
    for (var line : cost.path("lines")) {
      lines.add(
          new Cost.Line(
              constant(Cost.Bucket.class, line, "bucket", Cost.Bucket.INPUT),
              line.path("count").longValue(0),
              line.path("nano_usd").longValue(0),
              number(line, "unit_nano_usd_per_million"),
              text(line, "tier")));
    }
    return new Cost(
        constant(Cost.State.class, cost, "state", Cost.State.UNKNOWN),
        lines,
        cost.path("prices").stringValue(""),
        number(cost, "plain_nano_usd_per_million"));
  }

  private static CallRecord.Timing timing(JsonNode timing) {
    return new CallRecord.Timing(
        number(timing, "duration_us"),
        number(timing, "first_token_us"),
        number(timing, "last_token_us"),
        number(timing, "upstream_us"));
  }

  private static CallRecord.Sizes sizes(JsonNode sizes) {
    return new CallRecord.Sizes(
        number(sizes, "request"),
        number(sizes, "answer"),
        number(sizes, "provider_request"),
        number(sizes, "provider_answer"));
  }

  private static CallRecord.Client client(JsonNode client) {
    return new CallRecord.Client(
        client.path("key").stringValue(""),
        text(client, "address"),
        text(client, "agent"),
        text(client, "session"),
        text(client, "session_source"),
        text(client, "user"),
        text(client, "trace"),
        text(client, "parent"),
        client.path("sampled").booleanValue(true),
        text(client, "request_id"));
  }

  private static Map<String, String> tags(JsonNode tags) {
    var read = new LinkedHashMap<String, String>();
    for (var tag : tags.properties()) read.put(tag.getKey(), tag.getValue().stringValue(""));
    return read;
  }
}
