package io.llmcallgateway.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.dialect.responses.content.ResponseIds;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.wire.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What a request goes on from is put into it.
final class ConversationRestorerTest {
  private final Kept kept = new Kept();

  /// Calls in memory, as the journal would give them.
  private static final class Kept implements StoredCalls {
    private final Map<String, EndedCall> calls = new HashMap<>();
    private int asked;
    private int most = 1 << 20;

    @Override
    public boolean keeps(String model) {
      return !model.equals("off");
    }

    @Override
    public @Nullable EndedCall call(CallId id) {
      asked++;
      return calls.get(id.text());
    }

    @Override
    public @Nullable EndedCall answered(String id) {
      return null;
    }

    @Override
    public void forget(CallId id) {
      calls.remove(id.text());
    }

    @Override
    public int mostBytes() {
      return most;
    }
  }

  private static CallId call(int number) {
    return new CallId("01a20a52-f587-7000-8000-%012x".formatted(number));
  }

  private static String id(int number) {
    return ResponseIds.of(call(number));
  }

  /// Keeps a response; its answer is a message of that text.
  private void keep(int number, String request, String text) {
    var answer =
        """
        {"id":"%s","output":[{"id":"msg_%s_0","type":"message","role":"assistant","content":[{"type":"output_text","text":"%s"}]}]}\
        """
            .formatted(id(number), ResponseIds.hex(call(number)), text);
    var record =
        new CallRecord(
            call(number),
            0,
            Operation.CHAT,
            "responses",
            false,
            CallRecord.State.SUCCESS,
            200,
            null,
            new CallRecord.Models("m", null, null, null, null),
            CallRecord.Lane.TRANSLATED,
            List.of(),
            "",
            null,
            null,
            false,
            Cost.UNKNOWN,
            new CallRecord.Timing(1, 1, 1, 1),
            new CallRecord.Sizes(1, 1, 1, 1),
            new CallRecord.Client("anonymous", null, null, null, null, null, null, true, null),
            Map.of(),
            "",
            "",
            "");
    kept.calls.put(
        call(number).text(),
        new EndedCall(
            record,
            List.of(
                payload(Payload.Kind.CLIENT_REQUEST, request),
                payload(Payload.Kind.CLIENT_ANSWER, answer)),
            true));
  }

  private static Payload payload(Payload.Kind kind, String text) {
    var body = Body.utf8(text);
    return new Payload(kind, -1, null, body.size(), body);
  }

  private static String after(int number) {
    return "\"previous_response_id\":\"" + id(number) + "\"";
  }

  private Inbound recall(String body) {
    var in = Calls.inbound(body);
    return Calls.DIALECT.recall(in, Calls.DIALECT.facts(in), kept);
  }

  private JsonNode recalled(String body) {
    return Json.MAPPER.readTree(recall(body).body().utf8());
  }

  private GatewayException refused(String body) {
    return catchThrowableOfType(GatewayException.class, () -> recall(body));
  }

  private void keepChain(int length) {
    keep(1, "{\"model\":\"m\",\"input\":\"问1\"}", "答1");
    for (int n = 2; n <= length; n++) {
      keep(n, "{\"model\":\"m\",\"input\":\"问" + n + "\"," + after(n - 1) + "}", "答" + n);
    }
  }

  @Test
  void a_request_that_asks_nothing_of_the_memory_stays_as_it_is() {
    var body = "{\"model\":\"m\",\"input\":\"caf\\u00e9\"}";
    var in = recall(body);
    assertThat(in.body().utf8()).isEqualTo(body);
    assertThat(in.remembered().store()).isTrue();
    assertThat(in.remembered().previous()).isNull();
    assertThat(kept.asked).isZero();
  }

  @Test
  void members_stay_as_they_were_written_and_the_id_goes() {
    keepChain(1);
    var in =
        recall(
            "{ \"seed\": 1e400, \"input\" : [ {\"role\":\"user\",\"content\":\"二\"} ],\n "
                + after(1)
                + ", \"model\":\"m\"}");
    assertThat(in.body().utf8())
        .startsWith("{\"seed\":1e400,\"model\":\"m\",\"input\":[")
        .endsWith(",{\"role\":\"user\",\"content\":\"二\"}]}")
        .doesNotContain("previous_response_id");
    assertThat(in.remembered().previous()).isEqualTo(id(1));
  }

  @Test
  void a_long_conversation_comes_whole_and_in_its_order() {
    keepChain(512);
    var input = recalled("{\"model\":\"m\",\"input\":\"末\"," + after(512) + "}").path("input");
    assertThat(input).hasSize(1_025);
    assertThat(input.at("/0/content").asString()).isEqualTo("问1");
    assertThat(input.at("/1023/content/0/text").asString()).isEqualTo("答512");
    assertThat(input.at("/1024/content").asString()).isEqualTo("末");
  }

  @Test
  void a_conversation_that_is_too_long_is_refused() {
    keepChain(513);
    var body = "{\"model\":\"m\",\"input\":\"末\"," + after(513) + "}";
    assertThatThrownBy(() -> recall(body)).hasMessageContaining("more than 512 responses");
    kept.most = 10_000;
    kept.asked = 0;
    assertThatThrownBy(() -> recall(body)).hasMessageContaining("BODY_LIMIT");
    assertThat(kept.asked).isLessThan(200); // it stops where it has become too large
  }

  @Test
  void a_chain_that_bites_its_tail_ends() {
    keep(1, "{\"model\":\"m\",\"input\":\"一\"," + after(2) + "}", "1");
    keep(2, "{\"model\":\"m\",\"input\":\"二\"," + after(1) + "}", "2");
    assertThat(refused("{\"model\":\"m\"," + after(1) + "}").failure().status()).isEqualTo(400);
  }

  @Test
  void the_input_may_be_missing_where_something_goes_before() {
    keepChain(1);
    assertThat(recalled("{\"model\":\"m\"," + after(1) + "}").path("input")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"previous_response\\u005fid\":\"resp_of_a_vendor\"",
        "\"previous_response_id\":\"resp_of_a_vendor\",\"previous_response_id\":null",
        "\"store\":false,\"store\":true",
        "\"store\":\"yes\"",
        "\"previous_response_id\":7",
      })
  void no_way_of_writing_gets_an_id_past_the_gateway(String members) {
    var failure = refused("{\"model\":\"m\",\"input\":\"x\"," + members + "}").failure();
    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.param()).isIn("store", "previous_response_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"store\":null"})
  void where_nothing_is_kept_the_provider_is_told_so(String more) {
    var body = recalled("{\"model\":\"off\",\"input\":\"x\"" + more + "}");
    assertThat(body.path("store").asBoolean(true)).isFalse();
    assertThat(body.path("input").asString()).isEqualTo("x");
  }

  @Test
  void a_reference_to_an_item_of_the_gateways_becomes_the_item() {
    keepChain(2);
    var own = "msg_" + ResponseIds.hex(call(1)) + "_0";
    var request =
        """
        {"model":"m","input":[{"role":"user","content":"一"},{"type":"item_reference","id":"%s"},
         {"type":"item_reference","id":"msg_of_a_vendor"},{"role":"user","content":"二"}]}\
        """;
    var input = recalled(request.formatted(own)).path("input");
    assertThat(input.at("/1/content/0/text").asString()).isEqualTo("答1");
    assertThat(input.at("/2/id").asString()).isEqualTo("msg_of_a_vendor");
    assertThat(input).hasSize(4);

    keep(3, request.formatted(own), "答3");
    var next = recalled("{\"model\":\"m\",\"input\":\"三\"," + after(3) + "}").path("input");
    assertThat(next.at("/1/content/0/text").asString()).isEqualTo("答1");

    var failure = refused(request.formatted("msg_" + ResponseIds.hex(call(9)) + "_0")).failure();
    assertThat(failure.status()).isEqualTo(404);
    assertThat(failure.message()).contains("msg_" + ResponseIds.hex(call(9)), "not found");
  }
}
