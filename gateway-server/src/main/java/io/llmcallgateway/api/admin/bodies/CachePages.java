package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.outline.cache.CacheDiagnosis;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/// Serves the prompt-cache diagnosis of a call.
public final class CachePages {
  private static final String BELOW = "/admin/api/calls/";

  private final KeptCalls calls;
  private final CacheDiagnoses diagnoses;

  public CachePages(JournalAccess journal, CacheDiagnoses diagnoses) {
    this.calls = new KeptCalls(journal);
    this.diagnoses = diagnoses;
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            BELOW + "{id}/cache",
            Route.Access.KEY,
            call -> KeptCalls.serve(call, this::cache)));
  }

  private void cache(HttpCall call) throws IOException, InterruptedException {
    KeptCalls.reserve(call);
    var found = calls.find(call.rest(BELOW).split("/", 2)[0]);
    var told = diagnoses.of(found);
    BodyPages.json(call, document(told.diagnosis(), told.lostNanos(), VendorReport.of(found)));
  }

  private static byte[] document(
      CacheDiagnosis diagnosis, long lostNanos, @Nullable ObjectNode vendor) {
    var bytes = new ByteArrayOutputStream();
    try (var out = Json.MAPPER.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringProperty("state", diagnosis.state().text());
      against(diagnosis, out);
      if (diagnosis.expectedTokens() >= 0) {
        out.writeNumberProperty("expected_tokens", diagnosis.expectedTokens());
      }
      if (diagnosis.readTokens() >= 0) {
        out.writeNumberProperty("read_tokens", diagnosis.readTokens());
      }
      out.writeNumberProperty("lost_tokens", diagnosis.lostTokens());
      if (lostNanos >= 0) out.writeNumberProperty("lost_nano_usd", lostNanos);
      first(diagnosis, out);
      out.writeStringProperty("by", diagnosis.by().text());
      out.writeStringProperty("why", diagnosis.why().text());
      out.writeStringProperty("detail", diagnosis.detail());
      if (vendor != null) out.writePOJOProperty("vendor", vendor);
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void against(CacheDiagnosis diagnosis, JsonGenerator out) {
    var against = diagnosis.against();
    if (against == null) return;
    out.writeObjectPropertyStart("against");
    out.writeStringProperty("id", against.id());
    out.writeStringProperty("time", Instant.ofEpochMilli(against.startedAt()).toString());
    out.writeNumberProperty("gap_ms", against.gapMillis());
    out.writeEndObject();
  }

  private static void first(CacheDiagnosis diagnosis, JsonGenerator out) {
    var first = diagnosis.first();
    if (first == null) return;
    out.writeObjectPropertyStart("first");
    out.writeNumberProperty("byte", first.at());
    out.writeStringProperty("path", first.path());
    out.writeStringProperty("before", first.before());
    out.writeStringProperty("after", first.after());
    out.writeEndObject();
  }
}
