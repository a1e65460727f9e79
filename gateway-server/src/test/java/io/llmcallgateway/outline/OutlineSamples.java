package io.llmcallgateway.outline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.bootstrap.AllDialects;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.Objects;

/// Tells outlines of made bodies as lines of text.
final class OutlineSamples {
  private OutlineSamples() {}

  private static final AllDialects DIALECTS = new AllDialects();

  static DialectModule format(String name) {
    return Objects.requireNonNull(DIALECTS.format(name));
  }

  static List<String> request(String format, String body) {
    var bytes = body.getBytes(UTF_8);
    var outline = Outlines.request(format(format), bytes, 0);
    assertThat(outline.problem()).isNull();
    return told(outline, bytes);
  }

  static List<String> answer(String format, String body) {
    var bytes = body.getBytes(UTF_8);
    var outline = Outlines.answer(format(format), bytes, 0);
    assertThat(outline.problem()).isNull();
    return told(outline, bytes);
  }

  /// Each part in one line; its range must be a JSON value that holds its text.
  static List<String> told(Outline outline, byte[] body) {
    for (var part : outline.parts()) {
      var raw = new String(body, part.start(), part.end() - part.start(), UTF_8);
      if (part.path().startsWith("events[")) continue;
      var value = Json.MAPPER.readTree(raw);
      var text = part.text();
      if (text == null || part.textCut()) continue;
      boolean within =
          value.toString().contains(text)
              || raw.contains(text)
              || value.findValuesAsString("text").containsAll(List.of(text.split("\n", -1)))
              || (value.toString() + raw).contains(Json.MAPPER.writeValueAsString(text));
      assertThat(within).as(part.path() + " " + text + " in " + raw).isTrue();
    }
    return outline.parts().stream().map(OutlineSamples::told).toList();
  }

  private static String told(OutlinePart part) {
    var line = new StringBuilder(part.role().text()).append(' ').append(part.type().text());
    line.append(' ').append(part.path());
    if (part.name() != null) line.append(" name=").append(part.name());
    if (part.ref() != null) line.append(" ref=").append(part.ref());
    if (part.mediaType() != null) line.append(" media=").append(part.mediaType());
    if (part.cached() != null) line.append(" cached=").append(part.cached());
    if (part.text() != null) line.append(": ").append(part.text());
    return line.toString();
  }
}
