package io.llmcallgateway.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.build.CatalogBuilder;
import io.llmcallgateway.config.CommandLineFlags;
import io.llmcallgateway.config.ConfigLoader;
import io.llmcallgateway.config.ConfigReport;
import io.llmcallgateway.model.KnownSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Everything secret in gateway.yaml and in variables is masked, and is not in a report.
final class ConfiguredSecretsTest {
  private static final BuiltInData BUILT_IN = BuiltInData.load();
  private static final CommandLineFlags NO_FLAGS = new CommandLineFlags(null, null, null);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "api-key: geheim-0123456789 | geheim-0123456789",
        "providers: { groq: { api-key: geheim-0123456789 } } | geheim-0123456789",
        "providers: { own: { dialect: openai, base-url: 'http://h/v1', headers: { x-team: 'Bearer"
            + " geheim-0123456789' } } } | geheim-0123456789",
        "providers: { own: { dialect: openai, base-url: 'http://h/v1', endpoints: { anthropic: {"
            + " headers: { x-team: geheim-0123456789 } } } } } | geheim-0123456789",
        "providers: { own: { dialect: openai, base-url: 'http://h/v1', paths: { chat:"
            + " '/chat?api-version=2&code=geheim-0123456789' } } } | geheim-0123456789",
        "providers: { own: { dialect: openai, base-url: 'http://h/v1', proxy:"
            + " 'http://han:geheim%2B0123456789@proxy:3128' } } | geheim+0123456789",
        "proxy: { http: 'http://han:geheim-0123456789@proxy:3128' } | geheim-0123456789",
        "proxy: { https: 'http://han:geheim-0123456789@proxy:3128' } |"
            + " aGFuOmdlaGVpbS0wMTIzNDU2Nzg5",
        "alerts: { webhook: 'https://hooks.example/robot/send?access_token=geheim-0123456789' } |"
            + " geheim-0123456789",
        "otel: { endpoint: 'http://h:4318', headers: 'authorization=Basic%20geheim-0123456789' } |"
            + " geheim-0123456789",
      })
  void a_secret_of_gateway_yaml_is_masked_and_not_reported(String yaml, String secret)
      throws Exception {
    Files.writeString(folder.resolve("gateway.yaml"), yaml + "\n");
    assertThat(masked(Map.of(), "echo of " + secret + ".")).isEqualTo("echo of ***.");
    var report = ConfigReport.of(ConfigLoader.load(Map.of(), folder, NO_FLAGS));
    assertThat(report).doesNotContain("geheim", "aGFu");
    var loaded = ConfigLoader.load(Map.of(), folder, NO_FLAGS);
    var built = CatalogBuilder.build(loaded, BUILT_IN, BUILT_IN.prices().lists()::keySet);
    assertThat(built.catalog().providers().toString()).doesNotContain("geheim");
  }

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_API_KEY",
    "OPENAI_API_KEY",
    "LITELLM_API_KEY",
    "ANTHROPIC_API_KEY",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_BEARER_TOKEN_BEDROCK",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AZURE_AD_TOKEN",
    "AZURE_CLIENT_SECRET",
  })
  void a_secret_of_a_variable_is_masked(String variable) throws Exception {
    var secret = "geheim/0123456789+中";
    assertThat(masked(Map.of(variable, secret), "echo of " + secret + "."))
        .isEqualTo("echo of ***.");
  }

  @Test
  void a_google_credential_files_secrets_are_masked_line_by_line() throws Exception {
    var file = folder.resolve("google.json");
    Files.writeString(
        file,
        """
        { "type": "service_account", "client_email": "a@b.example",
          "private_key": "-----BEGIN PRIVATE KEY-----\\nMIIEvQ0123456789\\nAbCdEf0123456789\\n-----END PRIVATE KEY-----\\n",
          "refresh_token": "geheim-0123456789" }
        """);
    var environment = Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
    assertThat(
            masked(environment, "MIIEvQ0123456789 AbCdEf0123456789 geheim-0123456789 a@b.example"))
        .isEqualTo("*** *** *** a@b.example");
  }

  @Test
  void a_google_credential_file_that_cannot_be_read_is_left_to_the_call_that_needs_it()
      throws Exception {
    var file = Files.writeString(folder.resolve("google.json"), "not json");
    for (var name : new String[] {file.toString(), "/nowhere/at/all.json", "\0"}) {
      assertThat(masked(Map.of("GOOGLE_APPLICATION_CREDENTIALS", name), "x")).isEqualTo("x");
    }
  }

  private String masked(Map<String, String> environment, String text) throws Exception {
    var loaded = ConfigLoader.load(environment, folder, NO_FLAGS);
    var built = CatalogBuilder.build(loaded, BUILT_IN, BUILT_IN.prices().lists()::keySet);
    assertThat(built.problems()).isEmpty();
    var known = new KnownSecrets();
    known.configure(ConfiguredSecrets.of(loaded.settings(), built.catalog()));
    return known.mask(text);
  }
}
