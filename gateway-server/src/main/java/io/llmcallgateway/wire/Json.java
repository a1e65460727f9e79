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

/// The one JSON factory, with limits that a hostile body cannot get past.
public final class Json {
  /// Deeper than any tool schema seen, shallower than any stack.
  public static final int MAX_DEPTH = 500;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE) // the body's own limit holds
                  .maxNameLength(10_000)
                  .build())
          .build();

  /// For trees of small documents: errors, the demo provider, the gateway's own answers.
  public static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

  /// Reads trees with decimals as they were written, since they may be arguments of tools.
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

  /// The bytes of the current scalar, quotes included, in the input the parser was given.
  public static Span scalar(JsonParser parser) {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.finishToken();
    return new Span(start, (int) parser.currentLocation().getByteOffset());
  }

  /// The bytes of the object or array that starts at the current token; leaves the parser at its
  /// end.
  public static Span structure(JsonParser parser) {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return new Span(start, (int) parser.currentLocation().getByteOffset());
  }

  /// A JSON string literal, quotes included.
  public static byte[] string(String text) {
    return MAPPER.writeValueAsBytes(text);
  }
}
