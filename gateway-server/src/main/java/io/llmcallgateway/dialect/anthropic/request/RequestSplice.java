package io.llmcallgateway.dialect.anthropic.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Replaces the model's name in a request by its byte range. All other bytes stay, since prompt
/// caches depend on them.
public final class RequestSplice {
  private static final byte[] KEY = "\"model\"".getBytes(UTF_8);
  private static final byte[] VERSION =
      ("\"anthropic_version\":\"" + RequestWriter.VERTEX_VERSION + "\"").getBytes(UTF_8);

  private RequestSplice() {}

  public static Body withModel(Body request, Facts facts, String model) {
    return model.equals(facts.model())
        ? request
        : request.splice(Objects.requireNonNull(facts.modelSpan()), Json.string(model));
  }

  /// Returns the request for Vertex AI, which has the model in its path and refuses it in the body,
  /// where it wants a version.
  public static Body forVertex(Body request, Facts facts) {
    var value = Objects.requireNonNull(facts.modelSpan());
    var member = member(request.toByteArray(), value);
    if (member != null) return request.splice(member, VERSION);
    var root = (ObjectNode) Json.EXACT.readTree(request.toByteArray());
    root.remove("model");
    root.put("anthropic_version", RequestWriter.VERTEX_VERSION);
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  /// Returns the range of the member from its name to the end of its value, or null if the name is
  /// written with escapes.
  private static @Nullable Span member(byte[] bytes, Span value) {
    int at = blank(bytes, value.start());
    if (at == 0 || bytes[at - 1] != ':') return null;
    int end = blank(bytes, at - 1);
    int start = end - KEY.length;
    if (start < 0) return null;
    for (int i = 0; i < KEY.length; i++) if (bytes[start + i] != KEY[i]) return null;
    return new Span(start, value.end());
  }

  private static int blank(byte[] bytes, int end) {
    int at = end;
    while (at > 0 && bytes[at - 1] <= ' ' && bytes[at - 1] >= 0) at--;
    return at;
  }
}
