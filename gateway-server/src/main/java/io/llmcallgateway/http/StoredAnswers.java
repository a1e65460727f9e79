package io.llmcallgateway.http;

import io.llmcallgateway.dialect.StatefulDialect;
import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.io.IOException;

/// Gives clients what the gateway keeps of their answers, and deletes it.
final class StoredAnswers implements Endpoint {
  private static final String INPUT = "/input_items";

  private final String prefix;
  private final StatefulDialect dialect;
  private final StoredCalls memory;

  StoredAnswers(String prefix, StatefulDialect dialect, StoredCalls memory) {
    this.prefix = prefix;
    this.dialect = dialect;
    this.memory = memory;
  }

  @Override
  public void serve(HttpCall call) throws IOException {
    call.json(200, answer(call).toByteArray());
  }

  private Body answer(HttpCall call) {
    var rest = call.rest(prefix);
    boolean delete = call.method().equals("DELETE");
    if (rest.endsWith(INPUT) && !delete) {
      var id = rest.substring(0, rest.length() - INPUT.length());
      return dialect.storedInput(id, call.keyId(), call.queries(), memory);
    }
    if (rest.indexOf('/') >= 0) {
      throw new GatewayException(
          Failure.of(
              Failure.Kind.UNKNOWN_PATH,
              "Unknown path: "
                  + call.method()
                  + " "
                  + call.path()
                  + ". See /docs for what there is."));
    }
    if (delete) return dialect.forget(rest, call.keyId(), memory);
    return dialect.stored(rest, call.keyId(), call.queries(), memory);
  }
}
