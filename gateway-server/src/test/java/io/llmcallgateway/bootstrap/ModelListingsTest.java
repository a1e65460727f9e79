package io.llmcallgateway.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lists of models, as each dialect has them.
final class ModelListingsTest {
  private static Provider provider(DialectId dialect) {
    return new Provider(
        "own",
        dialect,
        "http://127.0.0.1:1",
        ProviderAuth.BEARER,
        null,
        Map.of(),
        Set.of(),
        List.of(),
        Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "OPENAI|{'object':'list','data':[{'id':'甲'},{'id':'b/c'},{'no':1}]}|甲,b/c",
        "ANTHROPIC|{'data':[{'type':'model','id':'claude-sonnet-5'}],'has_more':false}|claude-sonnet-5",
        "GEMINI|{'models':[{'name':'models/gemini-2.5-pro','version':'1'}]}|gemini-2.5-pro",
        "COHERE|{'models':[{'name':'command-a-03-2025'}]}|command-a-03-2025",
        "OLLAMA|{'models':[{'name':'qwen3:8b','model':'qwen3:8b'}]}|qwen3:8b",
      })
  void each_dialect_names_its_models(DialectId dialect, String body, String names) {
    var listing = Objects.requireNonNull(new AllDialects().listing(provider(dialect)));
    assertThat(listing.read(body.replace('\'', '"').getBytes(UTF_8)))
        .containsExactly(names.split(",", -1));
  }

  @Test
  void bedrock_has_no_list_where_calls_go() {
    assertThat(new AllDialects().listing(provider(DialectId.BEDROCK))).isNull();
  }
}
