package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.catalog.ExplainedRule;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.outline.BodyDiffs;
import io.llmcallgateway.outline.Outline;
import io.llmcallgateway.outline.Outlines;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Serves what the bodies of a call say: their outlines, and what differs between two of them.
public final class BodyPages {
  private static final String BELOW = "/admin/api/calls/";
  private static final int MOST_FROM = 1_000_000;

  private final KeptCalls calls;
  private final BodyFormats formats;
  private final TargetRules rules;

  public BodyPages(JournalAccess journal, BodyFormats formats, TargetRules rules) {
    this.calls = new KeptCalls(journal);
    this.formats = formats;
    this.rules = rules;
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            BELOW + "{id}/outline/{kind}",
            Route.Access.KEY,
            call -> KeptCalls.serve(call, this::outline)),
        new Route(
            "GET",
            BELOW + "{id}/diff",
            Route.Access.KEY,
            call -> KeptCalls.serve(call, this::diff)));
  }

  private void outline(HttpCall call) throws IOException, InterruptedException {
    KeptCalls.reserve(call);
    var parts = call.rest(BELOW).split("/", -1);
    int from = from(call.query("from"));
    var found = calls.find(parts[0]);
    var payload =
        parts.length > 4
            ? null
            : KeptCalls.payload(found, parts[2], parts.length == 4 ? parts[3] : null);
    if (payload == null) {
      throw KeptCalls.unknown("The call has no such body: " + call.rest(BELOW) + ".");
    }
    json(call, OutlineDocument.of(dialect(found, payload), payload, outline(found, payload, from)));
  }

  private void diff(HttpCall call) throws IOException, InterruptedException {
    KeptCalls.reserve(call);
    var id = call.rest(BELOW).split("/", 2)[0];
    var found = calls.find(id);
    var left = side(found, call, "left");
    var right = side(found, call, "right");
    boolean answers = isAnswer(left);
    if (answers != isAnswer(right)) {
      throw invalid("right", "A request can be compared with a request, an answer with an answer.");
    }
    var before = dialect(found, left);
    var after = dialect(found, right);
    boolean json = before.equals(after) && isDocument(left) && isDocument(right);
    var diff =
        json
            ? BodyDiffs.sameFormat(left.body().toByteArray(), right.body().toByteArray())
            : BodyDiffs.ofOutlines(outline(found, left, 0), outline(found, right, 0));
    var attempt = target(found, left.attempt() > right.attempt() ? left : right);
    var told =
        attempt == null ? List.<ExplainedRule>of() : rules.of(attempt.provider(), attempt.model());
    json(
        call,
        DiffDocument.of(diff, new ChangeAuthors(found.record(), answers, before, after, told)));
  }

  /// Returns the body that a parameter names: `KIND` or `KIND:ATTEMPT`.
  private static Payload side(EndedCall found, HttpCall call, String name) {
    var given = call.query(name);
    if (given == null) {
      throw invalid(name, "'" + name + "' must name a body, such as provider_request:0.");
    }
    var parts = given.split(":", 2);
    var payload = KeptCalls.payload(found, parts[0], parts.length == 2 ? parts[1] : null);
    if (payload == null) throw KeptCalls.unknown("The call has no such body: " + given + ".");
    return payload;
  }

  private static boolean isAnswer(Payload payload) {
    return switch (payload.kind()) {
      case CLIENT_REQUEST, PROVIDER_REQUEST -> false;
      case CLIENT_ANSWER, CLIENT_STREAM, PROVIDER_ANSWER -> true;
    };
  }

  /// True if a body is one JSON document, by its first byte; others are streams or pages.
  private static boolean isDocument(Payload payload) {
    for (byte each : payload.body().toByteArray()) {
      if (each < 0 || each > ' ') return each == '{' || each == '[';
    }
    return false;
  }

  private static int from(@Nullable String given) {
    if (given == null) return 0;
    boolean number = given.matches("\\d{1,7}");
    int from = number ? Integer.parseInt(given) : -1;
    if (from >= 0 && from <= MOST_FROM) return from;
    throw invalid("from", "'from' must be the number of a part.");
  }

  private static @Nullable AttemptRecord target(EndedCall call, Payload payload) {
    var attempts = call.record().attempts();
    int attempt = payload.attempt();
    return attempt < 0 || attempt >= attempts.size() ? null : attempts.get(attempt);
  }

  /// Returns the format of a body of a call.
  private static String dialect(EndedCall call, Payload payload) {
    var target = target(call, payload);
    return target == null ? call.record().dialect() : target.dialect();
  }

  private Outline outline(EndedCall call, Payload payload, int from) {
    var dialect = dialect(call, payload);
    var format = formats.format(dialect);
    if (format == null) throw KeptCalls.unknown("There is no format '" + dialect + "'.");
    var body = payload.body().toByteArray();
    var read =
        isAnswer(payload)
            ? Outlines.answer(format, body, from)
            : Outlines.request(format, body, from);
    return payload.cut() ? read.cut(body.length, payload.size()) : read;
  }

  private static GatewayException invalid(String param, String message) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message).withParam(param));
  }

  static void json(HttpCall call, byte[] document) throws IOException {
    call.send(200, "application/json; charset=utf-8", document, BodyBytes.GUARDED);
  }
}
