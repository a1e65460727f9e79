package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.outline.cache.CacheDiagnoser;
import io.llmcallgateway.outline.cache.CacheDiagnosis;
import io.llmcallgateway.outline.cache.CachePolicies;
import io.llmcallgateway.outline.cache.PromptCall;
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
  private final CacheCandidates candidates;
  private final UsagePrices prices;
  private final CachePolicies policies = CachePolicies.load();

  public CachePages(JournalAccess journal, BodyFormats formats, UsagePrices prices) {
    this.calls = new KeptCalls(journal);
    this.candidates = new CacheCandidates(journal, formats);
    this.prices = prices;
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
    var prompt = candidates.prompt(found);
    if (prompt == null) {
      BodyPages.json(call, document(CacheDiagnoser.unknown(), -1, VendorReport.of(found)));
      return;
    }
    var earlier = candidates.before(found.record(), prompt);
    var diagnosis =
        earlier == null
            ? CacheDiagnoser.alone(prompt.usage().cacheRead())
            : CacheDiagnoser.of(
                earlier, prompt, policies.of(prompt.provider(), dialect(found.record(), prompt)));
    long lost = lostNanos(found.record(), prompt, diagnosis);
    BodyPages.json(call, document(diagnosis, lost, VendorReport.of(found)));
  }

  private static String dialect(CallRecord call, PromptCall prompt) {
    for (var attempt : call.attempts()) {
      if (attempt.provider().equals(prompt.provider())) return attempt.dialect();
    }
    return call.dialect();
  }

  /// Returns what the tokens would have cost less if they had been read from the cache; -1 if there
  /// is no price.
  private long lostNanos(CallRecord call, PromptCall prompt, CacheDiagnosis diagnosis) {
    long lost = diagnosis.lostTokens();
    if (lost == 0) return 0;
    var usage = prompt.usage();
    var cached = read(usage, lost);
    var returned = call.models().returned();
    var paid = prices.cost(prompt.provider(), prompt.sent(), returned, usage, call.startedAt());
    var best = prices.cost(prompt.provider(), prompt.sent(), returned, cached, call.startedAt());
    return paid.priced() && best.priced() ? Math.max(0, paid.nanos() - best.nanos()) : -1;
  }

  /// Returns the usage if so many tokens more had been read from the cache: those that were written
  /// to it, and then others.
  static Usage read(Usage usage, long tokens) {
    long written = Math.min(tokens, usage.cacheWrite());
    long hour = Math.min(tokens - written, usage.cacheWriteHour());
    long input = Math.min(tokens - written - hour, usage.input());
    return new Usage(
        usage.input() - input,
        usage.cacheRead() + written + hour + input,
        usage.cacheWrite() - written,
        usage.cacheWriteHour() - hour,
        usage.inputAudio(),
        usage.inputImage(),
        usage.output(),
        usage.reasoning(),
        usage.outputAudio(),
        usage.outputImage(),
        usage.billing());
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
