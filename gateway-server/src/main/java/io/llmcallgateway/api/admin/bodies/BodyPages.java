package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.outline.Outline;
import io.llmcallgateway.outline.Outlines;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Serves what the bodies of a call say: their outlines.
public final class BodyPages {
  private static final String BELOW = "/admin/api/calls/";
  private static final int MOST_FROM = 1_000_000;

  private final KeptCalls calls;
  private final BodyFormats formats;

  public BodyPages(JournalAccess journal, BodyFormats formats) {
    this.calls = new KeptCalls(journal);
    this.formats = formats;
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            BELOW + "{id}/outline/{kind}",
            Route.Access.KEY,
            call -> KeptCalls.serve(call, this::outline)));
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
    var dialect = dialect(found, payload);
    var format = formats.format(dialect);
    if (format == null) throw KeptCalls.unknown("There is no format '" + dialect + "'.");
    var outline = outline(format, payload, from);
    json(call, OutlineDocument.of(dialect, payload, outline));
  }

  private static int from(@Nullable String given) {
    if (given == null) return 0;
    boolean number = given.matches("\\d{1,7}");
    int from = number ? Integer.parseInt(given) : -1;
    if (from >= 0 && from <= MOST_FROM) return from;
    throw new GatewayException(
        Failure.of(Failure.Kind.INVALID_REQUEST, "'from' must be the number of a part.")
            .withParam("from"));
  }

  /// Returns the format of a body of a call.
  static String dialect(EndedCall call, Payload payload) {
    var attempts = call.record().attempts();
    int attempt = payload.attempt();
    return attempt < 0 || attempt >= attempts.size()
        ? call.record().dialect()
        : attempts.get(attempt).dialect();
  }

  static Outline outline(DialectModule format, Payload payload, int from) {
    var body = payload.body().toByteArray();
    var read =
        switch (payload.kind()) {
          case CLIENT_REQUEST, PROVIDER_REQUEST -> Outlines.request(format, body, from);
          case CLIENT_ANSWER, CLIENT_STREAM, PROVIDER_ANSWER -> Outlines.answer(format, body, from);
        };
    return payload.cut() ? read.cut(body.length, payload.size()) : read;
  }

  static void json(HttpCall call, byte[] document) throws IOException {
    call.send(200, "application/json; charset=utf-8", document, BodyBytes.GUARDED);
  }
}
