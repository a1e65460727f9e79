package io.llmcallgateway.api.admin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes calls one after another in a format that other tools read. `end` completes the document.
/// Used by one thread.
public final class CallExport {
  private static final String JSON = "application/json";

  /// Formats of an export.
  public enum Format {
    /// A line of JSON for each call, with all bodies.
    JSONL("application/x-ndjson"),
    /// A row for each call, without bodies.
    CSV("text/csv; charset=utf-8"),
    /// Shell commands that repeat the clients' requests.
    CURL("text/plain; charset=utf-8"),
    /// The clients' requests and answers as a cassette of vcrpy (version 1, JSON).
    CASSETTE("application/json"),
    /// HTTP Archive 1.2, as browsers' developer tools open it.
    HAR("application/json");

    private final String type;

    Format(String type) {
      this.type = type;
    }

    /// Returns the name of the format.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the content type.
    public String type() {
      return type;
    }

    /// Returns the format of that name, or null.
    public static @Nullable Format of(String name) {
      for (var format : values()) if (format.text().equals(name)) return format;
      return null;
    }
  }

  private final Format format;
  private final String gateway;
  private final ClientPaths paths;
  private final String version;
  private final OutputStream out;
  private boolean any;

  /// @param gateway the base URL of the gateway, without a slash at the end
  public CallExport(
      Format format, String gateway, ClientPaths paths, String version, OutputStream out) {
    this.format = format;
    this.gateway = gateway;
    this.paths = paths;
    this.version = version;
    this.out = out;
  }

  /// Writes the beginning of the document.
  public void begin() throws IOException {
    switch (format) {
      case JSONL -> {}
      case CSV -> write(CallCsv.HEAD);
      case CURL -> write("# Set GATEWAY_API_KEY first where the gateway asks for a key.\n");
      case CASSETTE -> write("{\"version\":1,\"interactions\":[");
      case HAR ->
          write(
              "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"LLMCallGateway\",\"version\":"
                  + Json.MAPPER.writeValueAsString(version)
                  + "},\"entries\":[");
    }
  }

  /// Writes a call.
  public void add(EndedCall call) throws IOException {
    switch (format) {
      case JSONL -> {
        out.write(CallDocuments.whole(call, true, Currency.USD));
        out.write('\n');
      }
      case CSV -> write(CallCsv.row(call.record()));
      case CURL -> write(curl(call));
      case CASSETTE -> entry(interaction(call));
      case HAR -> entry(harEntry(call));
    }
  }

  /// Completes the document.
  public void end() throws IOException {
    switch (format) {
      case JSONL, CSV, CURL -> {}
      case CASSETTE -> write("]}\n");
      case HAR -> write("]}}\n");
    }
    out.flush();
  }

  private void entry(@Nullable ObjectNode document) throws IOException {
    if (document == null) return;
    write((any ? ",\n" : "\n") + document);
    any = true;
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }

  private String url(CallRecord call) {
    var path = paths.clientPaths(call.dialect()).of(call.operation(), call.stream());
    if (path == null) return gateway + "/";
    return gateway
        + path.replace(
            "{model}", URLEncoder.encode(call.models().asked(), UTF_8).replace("+", "%20"));
  }

  private String curl(EndedCall call) {
    var record = call.record();
    var head =
        "\n# %s  %s  %s %d\n"
            .formatted(
                record.id().text(),
                Instant.ofEpochMilli(record.startedAt()),
                record.state().text(),
                record.status());
    var request = payload(call, Payload.Kind.CLIENT_REQUEST);
    if (request == null) return head + "# its request was not kept\n";
    var body = CallDocuments.text(request);
    if (body == null) return head + "# its request is no text\n";
    var cut = request.cut() ? "# its request was cut to " + request.body().size() + " bytes\n" : "";
    return head
        + cut
        + "curl -sS %s \\\n".formatted(quoted(url(record)))
        + "  -H \"Authorization: Bearer $GATEWAY_API_KEY\" \\\n"
        + "  -H %s \\\n".formatted(quoted("Content-Type: " + type(request)))
        + "  --data-raw %s\n".formatted(quoted(body));
  }

  /// Returns a text quoted for a POSIX shell, which expands nothing in it.
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private @Nullable ObjectNode interaction(EndedCall call) {
    var asked = payload(call, Payload.Kind.CLIENT_REQUEST);
    var answered = answer(call);
    if (asked == null || answered == null) return null;
    var document = Json.MAPPER.createObjectNode();
    var request = document.putObject("request");
    request.put("method", "POST");
    request.put("uri", url(call.record()));
    request.put("body", Objects.requireNonNullElse(CallDocuments.text(asked), ""));
    request.putObject("headers").putArray("Content-Type").add(type(asked));
    var response = document.putObject("response");
    var status = response.putObject("status");
    status.put("code", call.record().status());
    status.put("message", "");
    response.putObject("headers").putArray("Content-Type").add(type(answered));
    var body = response.putObject("body");
    var text = CallDocuments.text(answered);
    if (text != null) body.put("string", text);
    else body.put("base64_string", base64(answered));
    return document;
  }

  private ObjectNode harEntry(EndedCall call) {
    var record = call.record();
    var entry = Json.MAPPER.createObjectNode();
    entry.put("startedDateTime", Instant.ofEpochMilli(record.startedAt()).toString());
    double total = record.timing().total() / 1_000.0;
    double first = Math.max(0, record.timing().firstToken()) / 1_000.0;
    entry.put("time", total);
    entry.put("_id", record.id().text());
    var request = entry.putObject("request");
    var asked = payload(call, Payload.Kind.CLIENT_REQUEST);
    head(request.put("method", "POST").put("url", url(record)), asked, record.headers().request());
    request.put("bodySize", record.sizes().request()).put("headersSize", -1);
    request.putArray("queryString");
    if (asked != null) {
      var data = request.putObject("postData");
      data.put("mimeType", type(asked));
      data.put("text", Objects.requireNonNullElse(CallDocuments.text(asked), ""));
    }
    var response = entry.putObject("response");
    var answered = answer(call);
    head(
        response.put("status", record.status()).put("statusText", ""),
        answered,
        record.headers().answer());
    response.put("redirectURL", "").put("headersSize", -1);
    response.put("bodySize", record.sizes().answer());
    var content = response.putObject("content");
    content.put("size", record.sizes().answer());
    content.put("mimeType", answered == null ? JSON : type(answered));
    if (answered != null) {
      var text = CallDocuments.text(answered);
      if (text != null) content.put("text", text);
      else content.put("text", base64(answered)).put("encoding", "base64");
    }
    entry.putObject("cache");
    var timings = entry.putObject("timings");
    timings.put("send", 0).put("wait", first).put("receive", Math.max(0, total - first));
    return entry;
  }

  private static void head(ObjectNode message, @Nullable Payload payload, Headers recorded) {
    message.put("httpVersion", "HTTP/1.1");
    message.putArray("cookies");
    var headers = message.putArray("headers");
    var type = payload == null ? JSON : type(payload);
    headers.addObject().put("name", "Content-Type").put("value", type);
    for (var each : recorded.all()) {
      if (each.name().equalsIgnoreCase("content-type")) continue;
      headers.addObject().put("name", each.name()).put("value", each.value());
    }
  }

  /// Returns the answer as it was sent to the client.
  private static @Nullable Payload answer(EndedCall call) {
    var stream = payload(call, Payload.Kind.CLIENT_STREAM);
    return stream == null ? payload(call, Payload.Kind.CLIENT_ANSWER) : stream;
  }

  private static @Nullable Payload payload(EndedCall call, Payload.Kind kind) {
    for (var payload : call.payloads()) if (payload.kind() == kind) return payload;
    return null;
  }

  private static String type(Payload payload) {
    return Objects.requireNonNullElse(payload.type(), JSON);
  }

  private static String base64(Payload payload) {
    return Base64.getEncoder().encodeToString(payload.body().toByteArray());
  }
}
