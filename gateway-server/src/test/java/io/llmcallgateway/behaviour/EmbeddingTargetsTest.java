package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;

/// Tests OpenAI clients with each family of embedding models.
final class EmbeddingTargetsTest extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream scripted) {
    return RunningGateway.on(scripted).yaml(rows(scripted));
  }

  static String rows(ScriptedUpstream upstream) {
    var rows = new StringBuilder();
    for (var dialect : new String[] {"gemini", "cohere", "ollama", "bedrock"}) {
      rows.append(
          "  my-%s: { dialect: %s, base-url: \"%s\", api-key: k }\n"
              .formatted(dialect, dialect, upstream.uri()));
    }
    return rows.append("  vertex_ai: { base-url: \"%s\", api-key: k }\n".formatted(upstream.uri()))
        .toString();
  }

  private RawAnswer embed(String model, String more) throws Exception {
    return gateway.post("/v1/embeddings", "{\"model\":\"" + model + "\"," + more + "}");
  }

  @Test
  void titan_is_asked_for_one_text_with_dimensions() throws Exception {
    upstream.next(Scripts.json("{\"embedding\":[0.5,-1],\"inputTextTokenCount\":3}"));
    var got =
        embed("my-bedrock/amazon.titan-embed-text-v2:0", "\"input\":\"你好，世界\",\"dimensions\":256");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var asked = upstream.take();
    assertThat(asked.target()).isEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke");
    assertThat(asked.text()).isEqualTo("{\"inputText\":\"你好，世界\",\"dimensions\":256}");
    assertThat(got.json().at("/data/0/embedding/1").asDouble()).isEqualTo(-1);
    assertThat(got.json().at("/usage/prompt_tokens").asInt()).isEqualTo(3);
    assertThat(got.header("x-gateway-losses")).isNull();
  }

  @Test
  void titans_first_version_loses_dimensions_and_says_so() throws Exception {
    upstream.next(Scripts.json("{\"embedding\":[1],\"inputTextTokenCount\":1}"));
    var got = embed("my-bedrock/amazon.titan-embed-text-v1", "\"input\":\"一\",\"dimensions\":256");
    assertThat(upstream.take().text()).isEqualTo("{\"inputText\":\"一\"}");
    assertThat(got.require("x-gateway-losses")).isEqualTo("dimensions:unsupported");
  }

  @Test
  void lost_dimensions_are_refused_where_the_request_is_strict() throws Exception {
    var got =
        gateway.post(
            "/v1/embeddings",
            "{\"model\":\"my-bedrock/amazon.titan-embed-text-v1\",\"input\":\"一\",\"dimensions\":2}",
            "x-gateway-strict: true");
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.error().path("param").asString()).isEqualTo("dimensions");
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void titans_multimodal_model_has_its_dimensions_one_level_down() throws Exception {
    upstream.next(Scripts.json("{\"embedding\":[1],\"inputTextTokenCount\":1}"));
    embed("my-bedrock/amazon.titan-embed-image-v1", "\"input\":\"一\",\"dimensions\":384");
    assertThat(upstream.take().json().at("/embeddingConfig/outputEmbeddingLength").asInt())
        .isEqualTo(384);
  }

  @Test
  void cohere_on_bedrock_is_told_the_purpose_and_its_tokens_stand_in_a_header() throws Exception {
    upstream.next(
        Scripts.json(
            "{\"response_type\":\"embeddings_by_type\",\"embeddings\":{\"float\":[[1],[2]]}}",
            "X-Amzn-Bedrock-Input-Token-Count: 7"));
    var got =
        embed(
            "my-bedrock/us.cohere.embed-v4:0",
            "\"input\":[\"一\",\"二\"],\"dimensions\":512,\"input_type\":\"search_query\"");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var asked = upstream.take().json();
    assertThat(asked.has("model")).isFalse();
    assertThat(asked.path("input_type").asString()).isEqualTo("search_query");
    assertThat(asked.path("output_dimension").asInt()).isEqualTo(512);
    assertThat(asked.at("/texts/1").asString()).isEqualTo("二");
    assertThat(got.json().at("/data/1/embedding/0").asDouble()).isEqualTo(2);
    assertThat(got.json().at("/usage/total_tokens").asInt()).isEqualTo(7);
  }

  @Test
  void cohere_on_bedrock_may_answer_without_types() throws Exception {
    upstream.next(Scripts.json("{\"embeddings\":[[0.25]]}"));
    var got = embed("my-bedrock/cohere.embed-multilingual-v3", "\"input\":\"一\"");
    assertThat(upstream.take().json().path("input_type").asString()).isEqualTo("search_document");
    assertThat(got.json().at("/data/0/embedding/0").asDouble()).isEqualTo(0.25);
  }

  @Test
  void nova_is_asked_in_its_own_form() throws Exception {
    upstream.next(
        Scripts.json("{\"embeddings\":[{\"embeddingType\":\"TEXT\",\"embedding\":[4]}]}"));
    var got =
        embed(
            "my-bedrock/amazon.nova-2-multimodal-embeddings-v1:0",
            "\"input\":\"一\",\"dimensions\":1024,\"input_type\":\"query\"");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var asked = upstream.take().json();
    assertThat(asked.path("taskType").asString()).isEqualTo("SINGLE_EMBEDDING");
    var single = asked.path("singleEmbeddingParams");
    assertThat(single.path("embeddingPurpose").asString()).isEqualTo("TEXT_RETRIEVAL");
    assertThat(single.path("embeddingDimension").asInt()).isEqualTo(1024);
    assertThat(single.at("/text/value").asString()).isEqualTo("一");
    assertThat(got.json().at("/data/0/embedding/0").asDouble()).isEqualTo(4);
  }

  @Test
  void a_bedrock_model_of_unknown_form_is_refused_with_advice() throws Exception {
    var got = embed("my-bedrock/some.new-embedder", "\"input\":\"一\"");
    assertThat(got.status()).isEqualTo(501);
    assertThat(got.error().path("message").asString()).contains("embedding-form");
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void vertex_predicts_with_task_type_and_without_cutting() throws Exception {
    upstream.next(
        Scripts.json(
            "{\"predictions\":[{\"embeddings\":{\"values\":[0.5],\"statistics\":{\"token_count\":4.0,"
                + "\"truncated\":false}}},{\"embeddings\":{\"values\":[1.5],\"statistics\":"
                + "{\"token_count\":2}}}]}"));
    var got =
        embed(
            "vertex_ai/text-multilingual-embedding-002",
            "\"input\":[\"一\",\"二\"],\"dimensions\":256,\"input_type\":\"search_document\"");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var asked = upstream.take();
    assertThat(asked.target())
        .isEqualTo("/publishers/google/models/text-multilingual-embedding-002:predict");
    assertThat(asked.json().at("/instances/0/task_type").asString())
        .isEqualTo("RETRIEVAL_DOCUMENT");
    assertThat(asked.json().at("/instances/1/content").asString()).isEqualTo("二");
    assertThat(asked.json().at("/parameters/outputDimensionality").asInt()).isEqualTo(256);
    assertThat(asked.json().at("/parameters/autoTruncate").asBoolean()).isFalse();
    assertThat(got.json().at("/data/1/embedding/0").asDouble()).isEqualTo(1.5);
    assertThat(got.json().at("/usage/prompt_tokens").asInt()).isEqualTo(6);
  }

  @Test
  void vertexs_newer_models_embed_one_content() throws Exception {
    upstream.next(
        Scripts.json(
            "{\"embedding\":{\"values\":[8]},\"usageMetadata\":{\"promptTokenCount\":5}}"));
    var got = embed("vertex_ai/gemini-embedding-2-preview", "\"input\":\"一\"");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var asked = upstream.take();
    assertThat(asked.target())
        .isEqualTo("/publishers/google/models/gemini-embedding-2-preview:embedContent");
    assertThat(asked.json().at("/content/parts/0/text").asString()).isEqualTo("一");
    assertThat(got.json().at("/usage/prompt_tokens").asInt()).isEqualTo(5);
  }

  @Test
  void what_no_target_carries_is_told() throws Exception {
    upstream.next(Scripts.json("{\"embeddings\":[[1]]}"));
    var got =
        embed("my-ollama/bge-m3", "\"input\":\"一\",\"user\":\"u\",\"input_type\":\"clustering\"");
    assertThat(got.require("x-gateway-losses"))
        .isEqualTo("user:unsupported,input_type:unsupported");
    assertThat(upstream.take().json().path("truncate").asBoolean(true)).isFalse();
  }

  @Test
  void an_answer_without_vectors_is_the_providers_error() throws Exception {
    upstream.next(Scripts.json("{\"embeddings\":[[\"x\"]]}"));
    var got = embed("my-ollama/bge-m3", "\"input\":\"一\"");
    assertThat(got.status()).isEqualTo(502);
    assertThat(got.error().path("code").asString()).isEqualTo("upstream_error");
  }

  @Test
  void a_providers_refusal_keeps_its_type() throws Exception {
    upstream.next(
        Scripts.json(
            429, "{\"message\":\"Too many requests\"}", "x-amzn-errortype: ThrottlingException"));
    var got = embed("my-bedrock/amazon.titan-embed-text-v2:0", "\"input\":\"一\"");
    assertThat(got.status()).isEqualTo(429);
    assertThat(got.error().path("code").asString()).isEqualTo("rate_limit_exceeded");
  }
}
