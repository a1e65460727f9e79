package io.llmcallgateway.http;

import io.llmcallgateway.dialect.ClientRoute;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.RoutedCall;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.relay.Relay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Serves calls to models: reads the body and hands it to the relay.
final class CallEndpoint implements Endpoint {
  /// Client headers that are passed to the provider.
  private static final List<String> PASSED =
      List.of(
          "openai-beta",
          "idempotency-key",
          "anthropic-beta",
          "anthropic-version",
          "x-demo-tokens-per-second");

  /// The limit of the passed headers. Vendors accept 8 to 16 KB, including headers of the gateway.
  private static final int MOST_PASSED = 8 * 1024;

  private final ClientRoute route;
  private final Dialect dialect;
  private final Relay relay;
  private final BodyReader bodies;
  private final UploadReader uploads;

  CallEndpoint(
      ClientRoute route, Dialect dialect, Relay relay, BodyReader bodies, UploadReader uploads) {
    this.route = route;
    this.dialect = dialect;
    this.relay = relay;
    this.bodies = bodies;
    this.uploads = uploads;
  }

  @Override
  public void serve(HttpCall call) throws IOException, InterruptedException {
    var asked = route.reader().read(call);
    var headers = passedHeaders(call);
    switch (asked.operation().request()) {
      case JSON -> {
        var body = bodies.read(call);
        call.requireSigned(body);
        long begun = call.request().getBeginNanoTime();
        call.relay(inbound(call, asked, headers, body, begun), dialect, relay, Headers.NONE);
      }
      case FORM -> {
        try (var store = uploads.store()) {
          var form = uploads.read(call, store); // which may take longer than the call
          var inbound = inbound(call, asked, headers, Body.EMPTY, System.nanoTime()).with(form);
          call.relay(inbound, dialect, relay, Headers.NONE);
        }
      }
    }
  }

  private static Inbound inbound(
      HttpCall call, RoutedCall asked, Headers headers, Body body, long acceptedAt) {
    return new Inbound(
        call.id(),
        asked.operation(),
        asked.parameters(),
        headers,
        body,
        call.clientRequestId(),
        "true".equalsIgnoreCase(call.header("x-gateway-strict")),
        acceptedAt,
        CallerReader.of(call));
  }

  private static Headers passedHeaders(HttpCall call) {
    List<Headers.Header> passed = List.of();
    int length = 0;
    for (var name : PASSED) {
      var value = call.header(name);
      if (value == null) continue;
      length += value.length();
      if (length > MOST_PASSED) throw tooLarge();
      if (passed.isEmpty()) passed = new ArrayList<>(PASSED.size());
      passed.add(new Headers.Header(name, value));
    }
    return passed.isEmpty() ? Headers.NONE : new Headers(passed);
  }

  private static GatewayException tooLarge() {
    return new GatewayException(
        Failure.of(
            Failure.Kind.HEADERS_TOO_LARGE,
            "The headers for the provider ("
                + String.join(", ", PASSED)
                + ") are longer than 8 KB together."));
  }
}
