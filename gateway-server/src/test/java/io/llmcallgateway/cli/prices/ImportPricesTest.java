package io.llmcallgateway.cli.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `./gateway prices import`.
final class ImportPricesTest {
  @TempDir private Path folder;

  private int run(String json) throws IOException {
    var config = folder.resolve("gateway.yaml");
    Files.writeString(config, "data-dir: \"" + folder.resolve("数据") + "\"\n");
    var file = Files.writeString(folder.resolve("prices.json"), json);
    return new CommandLine(new PricesCommand())
        .execute("import", "--config", config.toString(), file.toString());
  }

  private Path written() {
    return folder.resolve("数据/prices-imported.yaml");
  }

  private JsonNode lists() throws IOException {
    var text = Files.readString(written());
    return JsonMapper.shared().readTree(text.substring(text.indexOf('\n'))).path("lists");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"gpt-4o\": {\"litellm_provider\": \"openai\", \"input_cost_per_token\": 2.5e-06}}",
        "[{\"id\": \"openai\", \"models\": [{\"id\": \"gpt-4o\", \"match\": {\"equals\":"
            + " \"gpt-4o\"}, \"prices\": {\"input_mtok\": 2.5}}]}]",
      })
  void prices_of_either_kind_are_kept_in_the_data_folder(String json) throws Exception {
    assertThat(run(json)).isZero();
    assertThat(lists().at("/openai/models/0/prices/0/input").asString()).isEqualTo("2.5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "价格",
        "{",
        "[]",
        "{}",
        "{\"a\": {\"b\": 1}}",
        "[{\"id\": \"openai\", \"models\": []}]",
        "{\"m\": {\"litellm_provider\": \"nobody\", \"input_cost_per_token\": 1}}"
      })
  void what_holds_no_prices_is_refused_and_changes_nothing(String json) throws Exception {
    Files.createDirectories(written().getParent());
    Files.writeString(written(), "as it was");
    assertThat(run(json)).isEqualTo(1);
    assertThat(Files.readString(written())).isEqualTo("as it was");
    try (var left = Files.list(written().getParent())) {
      assertThat(left).containsExactly(written());
    }
  }

  @Test
  void a_missing_file_is_told() {
    assertThat(new CommandLine(new PricesCommand()).execute("import", "/gibt/es/nicht.json"))
        .isEqualTo(1);
  }
}
