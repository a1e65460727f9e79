package io.llmcallgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EmbeddingsTest {
  private final OpenAIClient client = RunningGateway.client();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void the_default_of_the_sdk_and_floats_give_the_same_vector() {
    var usual = client.embeddings().create(ask().input("你好").build());
    var floats =
        client.embeddings().create(ask().input("你好").encodingFormat(EncodingFormat.FLOAT).build());
    var vector = usual.data().getFirst().embedding();
    assertThat(vector).hasSize(256);
    double squares = 0;
    for (float value : vector) squares += value * value;
    assertThat(squares).isCloseTo(1, within(1e-4));
    assertThat(floats.data().getFirst().embedding()).isEqualTo(vector);
  }

  @Test
  void several_texts_token_arrays_and_dimensions() {
    var texts =
        client
            .embeddings()
            .create(ask().inputOfArrayOfStrings(List.of("甲", "乙")).dimensions(8).build());
    assertThat(texts.data()).hasSize(2).allMatch(item -> item.embedding().size() == 8);
    var tokens =
        client
            .embeddings()
            .create(ask().inputOfArrayOfTokenArrays(List.of(List.of(1L, 2L), List.of(3L))).build());
    assertThat(tokens.usage().totalTokens()).isEqualTo(3);
  }

  private static EmbeddingCreateParams.Builder ask() {
    return EmbeddingCreateParams.builder().model("demo/embedding");
  }
}
