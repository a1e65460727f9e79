package io.llmcallgateway.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.RunningGateway;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tests responses that are not stored, have expired, are cut, or belong to another key.
final class StoredResponsesLimitsTest extends StoredResponses {
  @ParameterizedTest
  @ValueSource(strings = {"up/m", "resp/gpt"})
  void what_is_not_to_be_stored_cannot_be_had_again(String model) throws Exception {
    var answer = ask(model, "\"input\":\"不要保留\",\"store\":false");
    assertThat(answer.path("store").asBoolean(true)).isFalse();
    assertThat(upstream.take().json().path("store").asBoolean(false)).isFalse();
    requireGone(id(answer));
    requireGone("resp_of_nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up/m", "resp/gpt"})
  void a_deleted_response_is_gone_with_its_words_but_not_its_record(String model) throws Exception {
    var word = model.startsWith("up") ? "阿Q正传" : "孔乙己";
    var first = ask(model, "\"input\":\"说说" + word + "\"");
    var second = ask(model, after(first, "\"接着说\""));
    var found = "/admin/api/calls?q=" + URLEncoder.encode(word, UTF_8);
    Await.until(
        "the call is found by its words",
        () -> gateway.get(found).json().path("calls").size() == 1);
    var call = gateway.get(found).json().at("/calls/0/id").asString();

    var deleted = delete(RESPONSES + "/" + id(first));
    assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
    assertThat(deleted.json().path("id").asString()).isEqualTo(id(first));
    assertThat(deleted.json().path("object").asString()).isEqualTo("response");
    assertThat(deleted.json().path("deleted").asBoolean()).isTrue();

    requireGone(id(first));
    assertThat(delete(RESPONSES + "/" + id(first)).status()).isEqualTo(404);
    assertThat(gateway.get(found).json().path("calls")).isEmpty();
    var record = gateway.get("/admin/api/calls/" + call + "?bodies=true");
    assertThat(record.status()).isEqualTo(200);
    assertThat(record.text()).contains("\"state\":\"success\"").doesNotContain(word);

    assertThat(gateway.get(RESPONSES + "/" + id(second)).status()).isEqualTo(200);
    var body = "{\"model\":\"up/m\"," + after(second, "\"再说\"") + "}";
    var broken = gateway.post(RESPONSES, body);
    assertThat(broken.error().path("code").asString()).isEqualTo("previous_response_not_found");
    assertThat(broken.error().path("message").asString()).contains(id(first));
  }

  @ParameterizedTest
  @CsvSource({"terse,store", "terse,previous_response_id", "secretive,store"})
  void a_model_whose_bodies_are_not_kept_says_so(String model, String param) throws Exception {
    var more = param.equals("store") ? "\"store\":true" : "\"previous_response_id\":\"resp_1\"";
    var body = "{\"model\":\"" + model + "\",\"input\":\"你好\"," + more + "}";
    var got = gateway.post(RESPONSES, body);
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.error().path("param").asString()).isEqualTo(param);
    assertThat(got.error().path("message").asString())
        .contains("journal: full", "JOURNAL_PAYLOADS", model);
    assertThat(upstream.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"terse", "secretive"})
  void a_model_whose_bodies_are_not_kept_answers_with_store_false(String model) throws Exception {
    var answer = ask(model, "\"input\":\"你好\"");
    assertThat(answer.path("store").asBoolean(true)).isFalse();
    // nor is the vendor to keep it by its default
    var sent = upstream.take().json();
    if (model.equals("terse")) assertThat(sent.path("store").asBoolean(true)).isFalse();
    assertThat(gateway.get(RESPONSES + "/" + id(answer)).status()).isEqualTo(404);
  }

  @Test
  void a_conversation_outlives_a_restart_and_belongs_to_its_key(@TempDir Path folder)
      throws Exception {
    JsonNode translated;
    JsonNode verbatim;
    try (var before = setup(upstream).in(folder).start()) {
      translated = asked(before, "up/m", "\"input\":\"一\"");
      verbatim = asked(before, "resp/gpt", "\"stream\":true,\"input\":\"一\"");
    }
    try (var after = setup(upstream).in(folder).start()) {
      assertThat(after.get(RESPONSES + "/" + id(translated)).json()).isEqualTo(translated);
      assertThat(after.get(RESPONSES + "/" + id(verbatim)).json()).isEqualTo(verbatim);
      asked(after, "up/m", after(verbatim, "\"二\""));
      assertThat(roles(upstream.requests().getLast().json().path("messages")))
          .containsExactly("user", "assistant", "user");
    }
    try (var other = setup(upstream).env("GATEWAY_API_KEY", "").in(folder).start()) {
      for (var stored : List.of(translated, verbatim)) {
        var got = other.get(RESPONSES + "/" + id(stored));
        assertThat(got.status()).isEqualTo(404);
        assertThat(got.error().path("message").asString())
            .isEqualTo("Response with id '" + id(stored) + "' not found.");
        requireNotContinued(other, id(stored));
      }
    }
  }

  @Test
  void what_was_kept_in_part_is_not_gone_on_from() throws Exception {
    try (var small = setup(upstream).env("JOURNAL_PAYLOAD_LIMIT", "1 KB").start()) {
      var cut = asked(small, "up/m", "\"input\":\"" + "长".repeat(600) + "\"");
      var got = small.post(RESPONSES, "{\"model\":\"up/m\"," + after(cut, "\"二\"") + "}");
      assertThat(got.status()).isEqualTo(400);
      assertThat(got.error().path("message").asString()).contains("JOURNAL_PAYLOAD_LIMIT");
    }
  }

  @Test
  void a_conversation_larger_than_a_request_may_be_is_refused() throws Exception {
    try (var small = setup(upstream).env("BODY_LIMIT", "4 KB").start()) {
      var first = asked(small, "up/m", "\"input\":\"" + "长".repeat(800) + "\"");
      var got =
          small.post(
              RESPONSES,
              "{\"model\":\"up/m\"," + after(first, "\"" + "篇".repeat(800) + "\"") + "}");
      assertThat(got.status()).isEqualTo(400);
      assertThat(got.error().path("message").asString()).contains("BODY_LIMIT");
    }
  }

  @Test
  void what_is_masked_goes_on_masked() throws Exception {
    var redacting = yaml(upstream) + "journal: { redact: [email] }\n";
    try (var masking = RunningGateway.on(upstream).yaml(redacting).start()) {
      var first = asked(masking, "up/m", "\"input\":\"写信给 lu.xun@example.com 吧\"");
      asked(masking, "up/m", after(first, "\"写好了吗？\""));
      assertThat(upstream.requests().getLast().text())
          .contains("写信给")
          .doesNotContain("lu.xun@example.com");
    }
  }
}
