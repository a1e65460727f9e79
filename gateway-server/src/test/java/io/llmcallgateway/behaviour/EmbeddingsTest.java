package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests embeddings across dialects.
@ExtendWith(LeakCheck.class)
class EmbeddingsTest {
  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    gateway =
        RunningGateway.on(upstream)
            .yaml(
                row("gem", "gemini")
                    + row("co", "cohere")
                    + row("oll", "ollama")
                    + row("bed", "bedrock")
                    + "  vertex_ai: { base-url: \"%s\", api-key: k }\n".formatted(upstream.uri()))
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

  /// 57668 53901 is 你好 in cl100k_base.
  @Test
  void tokens_become_texts_for_a_target_that_takes_texts() throws Exception {
    upstream.next(Scripts.json("{\"embeddings\":[[1],[2]]}"));
    gateway.post("/v1/embeddings", "{\"model\":\"oll/nomic\",\"input\":[[57668,53901],[15339]]}");
    assertThat(upstream.take().json().path("input").toString()).isEqualTo("[\"你好\",\"hello\"]");
    upstream.next(Scripts.json("{\"embeddings\":[[1]]}"));
    gateway.post("/v1/embeddings", "{\"model\":\"oll/nomic\",\"input\":[15339,1917]}");
    assertThat(upstream.take().json().path("input").toString()).isEqualTo("[\"hello world\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[[]]",
        "{}",
        "7",
        "[\"a\",7]",
        "[[1],\"a\",null]",
        "[1.5]",
        "[-1]",
        "[[99999999]]",
        "[123456789012]",
        "null"
      })
  void what_is_no_text_is_refused(String input) throws Exception {
    var got = gateway.post("/v1/embeddings", "{\"model\":\"oll/nomic\",\"input\":" + input + "}");
    assertThat(got.status()).as(got.text()).isEqualTo(400);
    assertThat(got.error().path("param").asString()).isEqualTo("input");
    assertThat(upstream.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3", "99999999999", "\"8\"", "1.5"})
  void dimensions_are_a_whole_number(String dimensions) throws Exception {
    var body = "{\"model\":\"oll/nomic\",\"input\":\"a\",\"dimensions\":" + dimensions + "}";
    var got = gateway.post("/v1/embeddings", body);
    assertThat(got.status()).as(got.text()).isEqualTo(400);
    assertThat(got.error().path("param").asString()).isEqualTo("dimensions");
  }

  @Test
  void titan_gets_one_text_at_a_time() throws Exception {
    upstream.always(
        asked ->
            asked.json().path("inputText").asString().equals("一")
                ? Scripts.json("{\"embedding\":[1,2],\"inputTextTokenCount\":3}")
                : Scripts.json("{\"embedding\":[3,4],\"inputTextTokenCount\":4}"));
    var got =
        gateway.post(
            "/v1/embeddings",
            "{\"model\":\"bed/amazon.titan-embed-text-v2:0\",\"input\":[\"一\",\"二\"],\"dimensions\":256}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var first = upstream.take();
    assertThat(first.target()).isEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke");
    assertThat(List.of(first.text(), upstream.take().text())) // asked at the same time
        .containsExactlyInAnyOrder(
            "{\"inputText\":\"一\",\"dimensions\":256}", "{\"inputText\":\"二\",\"dimensions\":256}");
    assertThat(got.json().at("/data/0/embedding").toString()).isEqualTo("[1.0,2.0]");
    assertThat(got.json().at("/data/1/embedding").toString()).isEqualTo("[3.0,4.0]");
    assertThat(got.json().at("/usage/prompt_tokens").asInt()).isEqualTo(7);
  }

  @Test
  void cohere_on_bedrock_gets_its_own_body() throws Exception {
    upstream.next(
        Scripts.json(
            "{\"embeddings\":{\"float\":[[1],[2]]},\"response_type\":\"embeddings_by_type\"}",
            "x-amzn-bedrock-input-token-count: 9"));
    var got =
        gateway.post(
            "/v1/embeddings",
            "{\"model\":\"bed/cohere.embed-v4:0\",\"input\":[\"一\",\"二\"],\"input_type\":\"query\"}");
    assertThat(upstream.take().text())
        .isEqualTo(
            "{\"input_type\":\"search_query\",\"embedding_types\":[\"float\"],"
                + "\"texts\":[\"一\",\"二\"],\"truncate\":\"NONE\"}");
    assertThat(got.json().at("/usage/prompt_tokens").asInt()).as(got.text()).isEqualTo(9);
  }

  @Test
  void many_texts_go_in_batches_and_come_back_in_order() throws Exception {
    var texts = IntStream.range(0, 100).mapToObj(i -> "\"文" + i + "\"").toList();
    upstream.always(
        asked -> {
          var numbers =
              asked.json().path("texts").values().stream()
                  .map(text -> "[" + text.asString().substring(1) + "]")
                  .toList();
          return Scripts.json("{\"embeddings\":{\"float\":" + numbers + "}}");
        });
    var got = gateway.post("/v1/embeddings", "{\"model\":\"co/e\",\"input\":" + texts + "}");
    var sizes = new ArrayList<Integer>();
    for (int i = 0; i < 2; i++) sizes.add(upstream.take().json().path("texts").size());
    assertThat(sizes).containsExactlyInAnyOrder(96, 4);
    assertThat(got.json().path("data").size()).as(got.text()).isEqualTo(100);
    assertThat(got.json().at("/data/99/embedding/0").asInt()).isEqualTo(99);
  }

  @Test
  void a_batch_that_fails_fails_the_call() throws Exception {
    upstream.next(Scripts.json("{\"embedding\":[1]}"));
    upstream.next(Scripts.json(429, "{\"message\":\"Too many requests\"}"));
    var got =
        gateway.post(
            "/v1/embeddings", "{\"model\":\"bed/titan-embed-text-v2:0\",\"input\":[\"a\",\"b\"]}");
    assertThat(got.status()).as(got.text()).isEqualTo(429);
  }

  @Test
  void an_answer_with_too_few_vectors_is_an_error() throws Exception {
    upstream.next(Scripts.json("{\"embeddings\":[[1]]}"));
    var got = gateway.post("/v1/embeddings", "{\"model\":\"oll/m\",\"input\":[\"a\",\"b\"]}");
    assertThat(got.status()).isEqualTo(502);
    assertThat(got.error().path("message").asString()).contains("1 embeddings for 2 texts");
  }

  @Test
  void vertex_predicts() throws Exception {
    upstream.next(
        Scripts.json(
            "{\"predictions\":[{\"embeddings\":{\"values\":[0.5],\"statistics\":{\"token_count\":2}}}]}"));
    var got =
        gateway.post(
            "/v1/embeddings",
            "{\"model\":\"vertex_ai/text-embedding-005\",\"input\":\"一\",\"input_type\":\"search_query\",\"dimensions\":5}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var asked = upstream.take();
    assertThat(asked.target()).endsWith("/publishers/google/models/text-embedding-005:predict");
    assertThat(asked.text())
        .isEqualTo(
            "{\"instances\":[{\"content\":\"一\",\"task_type\":\"RETRIEVAL_QUERY\"}],"
                + "\"parameters\":{\"autoTruncate\":false,\"outputDimensionality\":5}}");
    assertThat(got.json().at("/usage/prompt_tokens").asInt()).isEqualTo(2);
  }

  @Test
  void geminis_door_reaches_every_target() throws Exception {
    upstream.next(
        Scripts.json(
            "{\"data\":[{\"index\":0,\"embedding\":[1,2]}],\"usage\":{\"prompt_tokens\":3}}"));
    var one =
        gateway.post(
            "/v1beta/models/up%2Fm:embedContent",
            "{\"content\":{\"parts\":[{\"text\":\"一\"},{\"text\":\"二\"}]},\"outputDimensionality\":2}");
    assertThat(upstream.take().text())
        .isEqualTo("{\"model\":\"m\",\"input\":[\"一二\"],\"dimensions\":2}");
    assertThat(one.json().at("/embedding/values").toString()).as(one.text()).isEqualTo("[1.0,2.0]");
    upstream.next(Scripts.json("{\"embeddings\":{\"float\":[[1],[2]]}}"));
    var many =
        gateway.post(
            "/v1beta/models/co%2Fm:batchEmbedContents",
            """
            {"requests":[{"content":{"parts":[{"text":"一"}]},"taskType":"RETRIEVAL_QUERY"},
             {"content":{"parts":[{"text":"二"}]},"taskType":"RETRIEVAL_QUERY"}]}\
            """);
    assertThat(upstream.take().json().path("input_type").asString()).isEqualTo("search_query");
    assertThat(many.json().at("/embeddings/1/values/0").asInt()).as(many.text()).isEqualTo(2);
  }

  @Test
  void a_length_that_a_model_lacks_is_a_loss_or_refused() throws Exception {
    upstream.next(Scripts.json("{\"embedding\":[1]}"));
    var body = "{\"model\":\"bed/amazon.titan-embed-text-v1\",\"input\":\"a\",\"dimensions\":8}";
    var got = gateway.post("/v1/embeddings", body);
    assertThat(got.require("x-gateway-losses")).isEqualTo("dimensions:unsupported");
    var refused = gateway.post("/v1/embeddings", body, "x-gateway-strict: true");
    assertThat(refused.status()).isEqualTo(400);
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
}
