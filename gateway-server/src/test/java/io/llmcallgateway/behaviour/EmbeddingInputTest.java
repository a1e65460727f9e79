package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the forms of `input` that OpenAI clients may send to providers that take texts.
final class EmbeddingInputTest extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream scripted) {
    return RunningGateway.on(scripted).yaml(EmbeddingTargetsTest.rows(scripted));
  }

  private RawAnswer embed(String members) throws Exception {
    return gateway.post("/v1/embeddings", "{\"model\":\"my-ollama/bge-m3\"," + members + "}");
  }

  @Test
  void tokens_become_the_text_that_they_are_of() throws Exception {
    upstream.next(Scripts.json("{\"embeddings\":[[1]]}"));
    // "你好，世界 hello" in cl100k_base
    var got = embed("\"input\":[57668,53901,3922,3574,244,98220,24748]");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(upstream.take().json().at("/input/0").asString()).isEqualTo("你好，世界 hello");
    assertThat(got.header("x-gateway-losses")).isNull();
  }

  @Test
  void arrays_of_tokens_are_texts_of_their_own() throws Exception {
    upstream.next(Scripts.json("{\"embeddings\":[[1],[2]]}"));
    embed("\"input\":[[57668,53901],[24748]]");
    var input = upstream.take().json().path("input");
    assertThat(input.get(0).asString()).isEqualTo("你好");
    assertThat(input.get(1).asString()).isEqualTo(" hello");
  }

  @Test
  void tokens_that_end_within_a_character_are_told() throws Exception {
    upstream.next(Scripts.json("{\"embeddings\":[[1]]}"));
    var got = embed("\"input\":[57668,3574]");
    assertThat(upstream.take().json().at("/input/0").asString()).isEqualTo("你\uFFFD");
    assertThat(got.require("x-gateway-losses")).isEqualTo("input:cut-characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "\"\"",
        "[\"\"]",
        "[[]]",
        "[\"一\",1]",
        "[1,\"一\"]",
        "[[1],\"一\"]",
        "[1,[2]]",
        "[[1],2]",
        "[-1]",
        "[[3,-1]]",
        "[1.5]",
        "[true]",
        "[99999999999]",
        "[100256]",
        "[2000000000]",
        "{\"text\":\"一\"}",
        "7",
        "null",
      })
  void what_is_neither_text_nor_tokens_is_refused(String input) throws Exception {
    var got = embed("\"input\":" + input);
    assertThat(got.status()).as(got.text()).isEqualTo(400);
    assertThat(got.error().path("param").asString()).isEqualTo("input");
    assertThat(got.error().path("type").asString()).isEqualTo("invalid_request_error");
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void more_than_openai_takes_are_refused() throws Exception {
    var texts = String.join(",", Collections.nCopies(2_049, "\"字\""));
    var got = embed("\"input\":[" + texts + "]");
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.error().path("message").asString()).contains("2048");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"dimensions\":0",
        "\"dimensions\":-3",
        "\"dimensions\":\"8\"",
        "\"dimensions\":99999999999",
        "\"encoding_format\":\"hex\"",
        "\"input_type\":\"guess\"",
        "\"input_type\":3",
      })
  void members_of_a_wrong_kind_are_refused_by_name(String member) throws Exception {
    var got = embed("\"input\":\"一\"," + member);
    assertThat(got.status()).as(got.text()).isEqualTo(400);
    assertThat(member).startsWith("\"" + got.error().path("param").asString() + "\"");
    assertThat(upstream.requests()).isEmpty();
  }
}
