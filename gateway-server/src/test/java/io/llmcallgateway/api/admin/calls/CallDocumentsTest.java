package io.llmcallgateway.api.admin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallPage;
import io.llmcallgateway.journal.Ended;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
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
    var page = new CallPage(List.of(CallLine.of(call.record())), 17, -1);
    var document = Json.MAPPER.readTree(CallDocuments.page(page, YUAN));
    assertThat(strange(document, schemas.path("CallPage"), "")).isEmpty();
    assertThat(document.path("version").asInt()).isEqualTo(1);
    assertThat(document.path("next").asString()).isEqualTo("17");
  }

  /// A kept body that was cut to its first bytes.
  private static Payload cut(String text, int kept) {
    var bytes = text.getBytes(UTF_8);
    var body = Body.of(Arrays.copyOf(bytes, kept));
    return new Payload(Payload.Kind.CLIENT_REQUEST, -1, null, bytes.length, body);
  }

  @Test
  void a_body_that_was_cut_inside_a_character_ends_before_it() {
    var text = "a鲁é😀";
    var whole = new String[] {"", "a", "a", "a", "a鲁", "a鲁", "a鲁é", "a鲁é", "a鲁é", "a鲁é"};
    for (int kept = 0; kept < whole.length; kept++) {
      assertThat(CallDocuments.text(cut(text, kept))).as("%d bytes", kept).isEqualTo(whole[kept]);
    }
    assertThat(CallDocuments.text(cut(text, 10))).isEqualTo(text);
  }

  @Test
  void a_body_that_is_no_text_is_in_base64() {
    var bytes = new byte[] {'a', (byte) 0xFF, (byte) 0x80};
    var audio = new Payload(Payload.Kind.CLIENT_REQUEST, -1, "audio/wav", 3, Body.of(bytes));
    assertThat(CallDocuments.text(audio)).isNull();
    var with = new EndedCall(call.record(), List.of(audio), true);
    var payload = Json.MAPPER.readTree(CallDocuments.whole(with, true, YUAN)).at("/payloads/0");
    assertThat(payload.has("text")).isFalse();
    assertThat(payload.path("base64").binaryValue()).isEqualTo(bytes);
    var without = Json.MAPPER.readTree(CallDocuments.whole(with, false, YUAN)).at("/payloads/0");
    assertThat(without.has("base64")).isFalse();
    assertThat(without.path("kept_bytes").asLong()).isEqualTo(3);
  }
}
