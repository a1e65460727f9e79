package io.llmcallgateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `./gateway explain`.
final class ExplainCommandTest {
  private static final String YAML =
      """
      providers:
        openai: { base-url: "http://127.0.0.1:9/v1", api-key: sk-hidden-0123456789 }
        house: { dialect: openai, base-url: "http://127.0.0.1:9/v1", api-key: none, like: deepseek }
      rules:
        - { provider: house, model: "*", most-temperature: 0.5 }
      models:
        快的: { targets: [openai/gpt-5.4, house/m] }
      """;

  @TempDir private Path folder;
  private final PrintStream outBefore = System.out;
  private final PrintStream errorsBefore = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    var both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void restore() {
    System.setOut(outBefore);
    System.setErr(errorsBefore);
  }

  private int run(String... arguments) throws IOException {
    printed.reset();
    var config = Files.writeString(folder.resolve("gateway.yaml"), YAML);
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return new CommandLine(new ExplainCommand()).execute(all.toArray(String[]::new));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private JsonNode json(String... arguments) throws IOException {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    assertThat(run(all.toArray(String[]::new))).as(printed()).isZero();
    return JsonMapper.shared().readTree(printed());
  }

  @Test
  void each_target_is_told_with_its_endpoint_its_rules_and_what_is_lost() throws Exception {
    assertThat(run("快的", "--door", "messages", "--tools", "--thinking", "--stream")).isZero();
    assertThat(printed())
        .contains("快的 from /v1/messages (streamed, with tools, with thinking)")
        .contains("1. openai/gpt-5.4")
        .contains("responses: it is the best one for a translated call")
        .contains("POST http://127.0.0.1:9/v1/responses")
        .contains("written anew: the client speaks anthropic, the endpoint responses")
        .contains("from model-rules.yaml {provider: [openai, azure], model: [gpt-5.4*")
        .contains("2. house/m")
        .contains("POST http://127.0.0.1:9/v1/chat/completions")
        .contains("rule      most-temperature: 0.5")
        .contains("from gateway.yaml rules[0]")
        .contains("from gateway.yaml providers.house")
        .doesNotContain("sk-hidden");
  }

  @ParameterizedTest
  @CsvSource({
    "chat, openai, /v1/chat/completions, true",
    "responses, responses, /v1/responses, true",
    "messages, responses, /v1/responses, false",
    "gemini, responses, /v1/responses, false",
    "bedrock, responses, /v1/responses, false",
    "cohere, responses, /v1/responses, false",
  })
  void every_door_is_known(String door, String dialect, String path, boolean passes)
      throws Exception {
    for (var more : List.of("--stream", "--schema")) {
      var target = json("openai/gpt-5.4", "--door", door, more).at("/targets/0");
      assertThat(target.at("/refused").isNull()).as(target.toString()).isTrue();
      assertThat(target.at("/endpoint/dialect").asString("")).isEqualTo(dialect);
      assertThat(target.at("/endpoint/address").asString("")).endsWith(path);
      assertThat(target.path("request_passes").asBoolean()).isEqualTo(passes);
      assertThat(target.path("request").asString("")).contains("\"gpt-5.4\"");
    }
  }

  @Test
  void a_loss_is_foreseen() throws Exception {
    var target = json("house/gpt-5.6", "--door", "messages", "--tools", "--thinking");
    assertThat(target.at("/targets/0/losses").toString())
        .contains("reasoning_effort:none-with-tools");
  }

  @ParameterizedTest
  @CsvSource({
    "deepseek/deepseek-v4-pro, messages, https://api.deepseek.com/anthropic/v1/messages",
    "azure/gpt-5.4, responses, https://azure-api-base.invalid/openai/v1/responses",
    "vertex_ai/claude-sonnet-5, messages,"
        + " https://us-central1-aiplatform.googleapis.com/v1/projects/vertexai-project/locations/us-central1/publishers/anthropic/models/claude-sonnet-5:rawPredict",
    "kimi_coding/kimi-for-coding, messages, https://api.kimi.com/coding/v1/messages",
    "claude-sonnet-5, messages, https://api.anthropic.com/v1/messages",
  })
  void a_provider_that_is_off_is_explained_as_if_it_were_on(
      String model, String door, String address) throws Exception {
    var explained = json(model, "--door", door);
    assertThat(explained.path("switched_off").asString("")).startsWith("set ");
    assertThat(explained.at("/targets/0/endpoint/address").asString("")).isEqualTo(address);
    assertThat(run(model, "--door", door)).isZero();
    assertThat(printed()).contains("The provider is off; set ");
  }

  @Test
  void a_request_of_ones_own_is_explained() throws Exception {
    var file =
        Files.writeString(
            folder.resolve("request.json"),
            """
            {"model":"x","max_tokens":5,"stop_sequences":["完"],"messages":[{"role":"user","content":"你好"}]}\
            """);
    var target =
        json("openai/gpt-5.4", "--door", "messages", "--request", file.toString()).at("/targets/0");
    assertThat(target.path("losses").toString()).contains("stop:unsupported");
    assertThat(target.path("request").asString("")).contains("你好");
  }

  @Test
  void what_cannot_be_explained_is_told() throws Exception {
    assertThat(run("nobody/knows")).isEqualTo(1);
    assertThat(printed()).contains("nobody/knows");
    assertThat(run("openai/gpt-5.4", "--door", "front")).isEqualTo(2);
    assertThat(printed()).contains("'front' is none of chat, responses, messages");
    assertThat(run("openai/gpt-5.4", "--request", folder.resolve("none").toString())).isEqualTo(2);
  }
}
