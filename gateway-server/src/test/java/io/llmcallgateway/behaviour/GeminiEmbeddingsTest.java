package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests embeddings of all providers for Gemini clients.
final class GeminiEmbeddingsTest extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream scripted) {
    return RunningGateway.on(scripted).yaml(EmbeddingTargetsTest.rows(scripted));
  }

  private RawAnswer one(String model, String body) throws Exception {
    return gateway.post("/v1beta/models/" + model + ":embedContent", body);
  }

  private RawAnswer many(String model, String body) throws Exception {
    return gateway.post("/v1beta/models/" + model + ":batchEmbedContents", body);
  }

  private static String content(String text) {
    return "\"content\":{\"parts\":[{\"text\":\"" + text + "\"}]}";
  }

  @Test
  void one_text_by_an_openai_compatible_provider() throws Exception {
    upstream.next(
        Scripts.json(
            "{\"data\":[{\"index\":0,\"embedding\":[0.5,-1]}],\"usage\":{\"prompt_tokens\":4}}"));
    var got =
        one(
            "up/m",
            "{" + content("你好") + ",\"taskType\":\"RETRIEVAL_QUERY\",\"outputDimensionality\":2}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var asked = upstream.take();
    assertThat(asked.target()).endsWith("/embeddings");
    assertThat(asked.text()).isEqualTo("{\"model\":\"m\",\"input\":[\"你好\"],\"dimensions\":2}");
    assertThat(got.text())
        .isEqualTo(
            "{\"embedding\":{\"values\":[0.5,-1.0]},\"usageMetadata\":{\"promptTokenCount\":4}}");
    assertThat(got.require("x-gateway-losses")).isEqualTo("input_type:unsupported");
  }

  @Test
  void vectors_come_in_the_order_of_their_indexes() throws Exception {
    upstream.next(
        Scripts.json(
            "{\"data\":[{\"index\":1,\"embedding\":[2]},{\"index\":0,\"embedding\":[1]}]}"));
    var got = many("up/m", "{\"requests\":[{" + content("一") + "},{" + content("二") + "}]}");
    assertThat(got.text()).isEqualTo("{\"embeddings\":[{\"values\":[1.0]},{\"values\":[2.0]}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "RETRIEVAL_QUERY, search_query, ",
    "RETRIEVAL_DOCUMENT, search_document, ",
    "CLUSTERING, clustering, ",
    "CLASSIFICATION, classification, ",
    "QUESTION_ANSWERING, search_query, input_type:search_query",
    "SEMANTIC_SIMILARITY, search_document, input_type:search_document",
    "TASK_TYPE_UNSPECIFIED, search_document, ",
  })
  void cohere_is_told_the_purpose_in_its_words(String taskType, String inputType, String losses)
      throws Exception {
    upstream.next(Scripts.json("{\"embeddings\":{\"float\":[[1]]}}"));
    var got =
        one("my-cohere/embed-v4.0", "{" + content("一") + ",\"task_type\":\"" + taskType + "\"}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(upstream.take().json().path("input_type").asString()).isEqualTo(inputType);
    assertThat(got.header("x-gateway-losses")).isEqualTo(losses);
  }

  @Test
  void vertex_gets_task_type_and_title() throws Exception {
    upstream.next(Scripts.json("{\"predictions\":[{\"embeddings\":{\"values\":[1]}}]}"));
    var got =
        one(
            "vertex_ai/gemini-embedding-001",
            "{" + content("一") + ",\"taskType\":\"RETRIEVAL_DOCUMENT\",\"title\":\"标题\"}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var instance = upstream.take().json().at("/instances/0");
    assertThat(instance.path("task_type").asString()).isEqualTo("RETRIEVAL_DOCUMENT");
    assertThat(instance.path("title").asString()).isEqualTo("标题");
  }

  @Test
  void texts_with_wishes_of_their_own_are_asked_for_apart() throws Exception {
    upstream.always(
        asked ->
            Scripts.json(
                "{\"embeddings\":{\"float\":[["
                    + (asked.json().path("input_type").asString().equals("search_query") ? 1 : 2)
                    + "]]}}"));
    var got =
        many(
            "my-cohere/embed-v4.0",
            "{\"requests\":[{"
                + content("问")
                + ",\"taskType\":\"RETRIEVAL_QUERY\"},{"
                + content("答")
                + ",\"taskType\":\"RETRIEVAL_DOCUMENT\"}]}");
    assertThat(got.text()).isEqualTo("{\"embeddings\":[{\"values\":[1.0]},{\"values\":[2.0]}]}");
    assertThat(upstream.requests()).hasSize(2);
  }

  @Test
  void titan_on_bedrock_and_ollama_are_reached() throws Exception {
    upstream.next(Scripts.json("{\"embedding\":[3],\"inputTextTokenCount\":1}"));
    var titan = one("my-bedrock/amazon.titan-embed-text-v2:0", "{" + content("一") + "}");
    assertThat(titan.json().at("/embedding/values/0").asDouble()).isEqualTo(3);
    upstream.next(Scripts.json("{\"embeddings\":[[4]]}"));
    var ollama = one("my-ollama/bge-m3", "{" + content("一") + "}");
    assertThat(ollama.json().at("/embedding/values/0").asDouble()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"content\":{\"parts\":[]}} | content",
        "{\"content\":{\"parts\":[{\"text\":\"\"}]}} | content",
        "{\"content\":{\"parts\":[{\"inlineData\":{\"data\":\"aGk=\"}}]}} | content.parts",
        "{\"content\":{\"parts\":[{\"text\":\"一\"}]},\"taskType\":\"GUESS\"} | taskType",
        "{\"content\":{\"parts\":[{\"text\":\"一\"}]},\"outputDimensionality\":0} |"
            + " outputDimensionality",
        "{\"content\":{\"parts\":[{\"text\":\"一\"}]},\"title\":7} | title",
      })
  void what_cannot_be_read_is_refused_with_its_path(String body, String path) throws Exception {
    var got = one("my-ollama/bge-m3", body);
    assertThat(got.status()).as(got.text()).isEqualTo(400);
    assertThat(got.json().at("/error/status").asString()).isEqualTo("INVALID_ARGUMENT");
    assertThat(got.json().at("/error/message").asString()).contains("'" + path);
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void a_batch_of_nothing_is_refused() throws Exception {
    assertThat(many("my-ollama/bge-m3", "{\"requests\":[]}").status()).isEqualTo(400);
    assertThat(many("my-ollama/bge-m3", "{\"requests\":{}}").status()).isEqualTo(400);
  }
}
