package io.llmcallgateway.wire;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Span;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes JSON with one factory, whose limits protect against hostile bodies.
public final class Json {
  /// The deepest nesting: more than any tool schema needs, less than any stack allows.
  public static final int MAX_DEPTH = 500;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE) // limited by the size of the body
                  .maxNameLength(10_000)
                  .build())
          .build();

  /// Maps trees of small documents: errors, the demo provider, the gateway's own answers.
  public static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

  /// Reads trees and keeps decimals exactly as written, since they may be arguments of tools.
  public static final ObjectReader EXACT =
      MAPPER
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private Json() {}

  public static JsonParser parser(byte[] bytes, int offset, int length) {
    return FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length);
  }

  public static JsonParser parser(Body body) {
    var bytes = body.toByteArray();
    return parser(bytes, 0, bytes.length);
  }

  /// Returns the range of the current scalar, quotes included, in the input of the parser.
  public static Span scalar(JsonParser parser) {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.finishToken();
    return new Span(start, (int) parser.currentLocation().getByteOffset());
  }

  /// Returns the range of the object or array that starts at the current token. Leaves the parser
  /// at its end.
  public static Span structure(JsonParser parser) {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return new Span(start, (int) parser.currentLocation().getByteOffset());
  }

  /// Returns a text as a JSON string literal, quotes included.
  public static byte[] string(String text) {
    return MAPPER.writeValueAsBytes(text);
  }
}
