package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Embeddings and token counts across dialects.
@ExtendWith(LeakCheck.class)
class OtherOperationsTest {
  private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"你好，世界\"}]";

  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    gateway =
        RunningGateway.on(upstream)
            .yaml(row("gem", "gemini") + row("co", "cohere") + row("oll", "ollama"))
            .start();
  }

  private String row(String id, String dialect) {
    return "  %s: { dialect: %s, base-url: \"%s\", api-key: k }\n"
        .formatted(id, dialect, upstream.uri());
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  @Test
  void embeddings_are_made_by_gemini() throws Exception {
    upstream.next(Scripts.json("{\"embeddings\":[{\"values\":[0.5,-1]},{\"values\":[2,3]}]}"));
    var got =
        gateway.post(
            "/v1/embeddings",
            "{\"model\":\"gem/embed-1\",\"input\":[\"一\",\"二\"],\"dimensions\":2}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var asked = upstream.take();
    assertThat(asked.target()).isEqualTo("/v1beta/models/embed-1:batchEmbedContents");
    assertThat(asked.json().at("/requests/1/content/parts/0/text").asString()).isEqualTo("二");
    assertThat(asked.json().at("/requests/0/outputDimensionality").asInt()).isEqualTo(2);
    assertThat(got.json().at("/data/0/embedding/1").asDouble()).isEqualTo(-1);
    assertThat(got.json().at("/data/1/index").asInt()).isEqualTo(1);
    assertThat(got.json().path("model").asString()).isEqualTo("embed-1");
  }

  @Test
  void embeddings_of_cohere_come_as_base64_where_asked() throws Exception {
    upstream.next(
        Scripts.json(
            "{\"embeddings\":{\"float\":[[1.0]]},\"meta\":{\"billed_units\":{\"input_tokens\":4}}}"));
    var got =
        gateway.post(
            "/v1/embeddings",
            "{\"model\":\"co/embed-v4\",\"input\":\"一\",\"encoding_format\":\"base64\"}");
    assertThat(upstream.take().target()).isEqualTo("/v2/embed");
    assertThat(got.json().at("/data/0/embedding").asString()).isEqualTo("AACAPw==");
    assertThat(got.json().at("/usage/prompt_tokens").asInt()).isEqualTo(4);
  }

  @Test
  void embeddings_are_made_by_ollama() throws Exception {
    upstream.next(Scripts.json("{\"model\":\"nomic\",\"embeddings\":[[0.25,1]]}"));
    var got = gateway.post("/v1/embeddings", "{\"model\":\"oll/nomic\",\"input\":\"一\"}");
    assertThat(upstream.take().target()).isEqualTo("/api/embed");
    assertThat(got.json().at("/data/0/embedding/0").asDouble()).isEqualTo(0.25);
  }

  @Test
  void tokens_for_a_target_that_takes_texts_are_refused_with_advice() throws Exception {
    var got = gateway.post("/v1/embeddings", "{\"model\":\"oll/nomic\",\"input\":[[1,2]]}");
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.error().path("param").asString()).isEqualTo("input");
  }

  @Test
  void geminis_own_embedding_verbs_pass_as_they_are() throws Exception {
    upstream.next(Scripts.json("{\"embedding\":{\"values\":[1]}}"));
    var body = "{\"content\":{\"parts\":[{\"text\":\"一\"}]}}";
    var got = gateway.post("/v1beta/models/gem%2Fembed-1:embedContent", body);
    var asked = upstream.take();
    assertThat(asked.target()).isEqualTo("/v1beta/models/embed-1:embedContent");
    assertThat(asked.text()).isEqualTo(body);
    assertThat(got.text()).isEqualTo("{\"embedding\":{\"values\":[1]}}");
  }

  @Test
  void several_answers_of_a_provider_that_gives_one_are_refused() throws Exception {
    var got = gateway.post("/v1/chat/completions", "{\"model\":\"co/c\",\"n\":2," + MESSAGES + "}");
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.error().path("param").asString()).isEqualTo("n");
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void tokens_are_counted_by_a_provider_that_can() throws Exception {
    upstream.next(Scripts.json("{\"totalTokens\":42}"));
    var got =
        gateway.post("/v1/messages/count_tokens", "{\"model\":\"gem/gemini-x\"," + MESSAGES + "}");
    assertThat(upstream.take().target()).isEqualTo("/v1beta/models/gemini-x:countTokens");
    assertThat(got.json().path("input_tokens").asInt()).isEqualTo(42);
    assertThat(got.header("x-gateway-losses")).isNull();
  }

  @Test
  void tokens_are_estimated_where_a_provider_cannot_count() throws Exception {
    var got = gateway.post("/v1/messages/count_tokens", "{\"model\":\"up/m\"," + MESSAGES + "}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.json().path("input_tokens").asInt()).isBetween(5, 20);
    assertThat(got.require("x-gateway-losses")).isEqualTo("count:estimated");
    assertThat(upstream.requests()).isEmpty();
  }
}
