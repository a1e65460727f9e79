package io.llmcallgateway.api.admin.calls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallPage;
import io.llmcallgateway.journal.Ended;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The documents of the admin API against their description.
final class CallDocumentsTest {
  private static final Currency YUAN = new Currency("CNY", new BigDecimal("7.1"));

  private final EndedCall call = Ended.call("鲁迅写了什么？");
  private final JsonNode schemas;

  CallDocumentsTest() throws IOException {
    try (var description =
        requireNonNull(CallDocuments.class.getResourceAsStream("/openapi.json"))) {
      schemas = Json.MAPPER.readTree(description.readAllBytes()).at("/components/schemas");
    }
  }

  /// The members of a document that its schema does not describe, or requires in vain.
  private List<String> strange(JsonNode given, JsonNode schema, String at) {
    var strange = new ArrayList<String>();
    var own = schema.has("$ref") ? schemas.path(name(schema)) : schema;
    for (var required : own.path("required")) {
      if (!given.has(required.asString())) strange.add(at + "/" + required.asString() + " missing");
    }
    if (own.path("additionalProperties").isObject()) return strange;
    for (var member : given.properties()) {
      var described = own.path("properties").path(member.getKey());
      var path = at + "/" + member.getKey();
      if (described.isMissingNode()) strange.add(path);
      if (member.getValue().isObject()) {
        strange.addAll(strange(member.getValue(), described, path));
      }
      for (var item : member.getValue()) {
        if (item.isObject() && member.getValue().isArray()) {
          strange.addAll(strange(item, described.path("items"), path));
        }
      }
    }
    return strange;
  }

  private static String name(JsonNode schema) {
    return schema.path("$ref").asString().substring("#/components/schemas/".length());
  }

  @Test
  void a_call_has_the_members_that_are_described_and_no_others() {
    var document = Json.MAPPER.readTree(CallDocuments.whole(call, true, YUAN));
    assertThat(strange(document, schemas.path("CallRecord"), "")).isEmpty();
    assertThat(document.path("version").asInt()).isEqualTo(1);
    assertThat(document.at("/usage/total").asLong())
        .isEqualTo(Objects.requireNonNull(call.record().usage()).total());
    assertThat(document.at("/timing/gateway_us").asLong()).isEqualTo(900);
    assertThat(document.path("cost_display").asString()).isEqualTo("0.000299265");
    assertThat(document.path("cost_usd").asString()).isEqualTo("0.00004215");
    assertThat(document.at("/payloads/0/text").asString()).contains("鲁迅写了什么？");
  }

  @Test
  void a_page_has_the_members_that_are_described_and_no_others() {
    var page = new CallPage(List.of(CallLine.of(call.record())), 17);
    var document = Json.MAPPER.readTree(CallDocuments.page(page, YUAN));
    assertThat(strange(document, schemas.path("CallPage"), "")).isEmpty();
    assertThat(document.path("version").asInt()).isEqualTo(1);
    assertThat(document.path("next").asString()).isEqualTo("17");
  }
}
