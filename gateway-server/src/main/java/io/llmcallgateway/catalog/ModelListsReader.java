package io.llmcallgateway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads `models.json`, which `scripts/make-models` generates: a list has one array per model, in
/// the order of its member `row`; missing cells are unknown.
final class ModelListsReader {
  /// A factory without Jackson's fast number parsers, which take longer to load than these numbers
  /// take to read.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
          .build();

  private ModelListsReader() {}

  static Map<String, Map<String, ModelInfo>> read(InputStream in) throws IOException {
    var lists = new LinkedHashMap<String, Map<String, ModelInfo>>();
    try (var parser = JSON.createParser(ObjectReadContext.empty(), in)) {
      expect(parser, JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = parser.currentName().equals("lists");
        parser.nextToken();
        if (wanted) readLists(parser, lists);
        else parser.skipChildren();
      }
    }
    return lists;
  }

  private static void readLists(JsonParser parser, Map<String, Map<String, ModelInfo>> lists)
      throws IOException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      var models = new LinkedHashMap<String, ModelInfo>();
      expect(parser, JsonToken.START_ARRAY);
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        var model = readModel(parser);
        models.put(model.id(), model);
      }
      lists.put(name, Collections.unmodifiableMap(models));
    }
  }

  private static ModelInfo readModel(JsonParser parser) throws IOException {
    expect(parser, JsonToken.VALUE_STRING);
    var id = parser.getString();
    var cells = new long[] {-1, -1, -1, -1};
    var abilities = ModelAbilities.UNKNOWN;
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i == cells.length && parser.currentToken() == JsonToken.VALUE_STRING) {
        abilities = new ModelAbilities(parser.getString());
        continue;
      }
      if (i >= cells.length) throw new IOException("too many cells for the model " + id);
      if (parser.currentToken() == JsonToken.VALUE_NULL) continue;
      cells[i] = i < 2 ? parser.getLongValue() : millionths(parser.getDecimalValue());
    }
    return new ModelInfo(id, cells[0], cells[1], cells[2], cells[3], abilities);
  }

  private static long millionths(BigDecimal dollars) {
    return dollars.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  private static void expect(JsonParser parser, JsonToken token) throws IOException {
    if (parser.nextToken() != token) {
      throw new IOException("models.json: expected " + token + ", not " + parser.currentToken());
    }
  }
}
