package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is written about settings, held against the settings.
final class SettingsDocumentsTest {
  private static final Path ROOT = Path.of("..");

  @ParameterizedTest
  @EnumSource(NamedSetting.class)
  void every_setting_stands_with_its_default_in_the_example_and_the_readmes(NamedSetting named)
      throws Exception {
    var usual = named.usual();
    var example = Files.readString(ROOT.resolve(".env.example"));
    assertThat(example).contains("\n#" + named.name() + "=" + (usual == null ? "" : usual));
    for (var readme : new String[] {"README.md", "README.zh-CN.md"}) {
      var row =
          Files.readAllLines(ROOT.resolve(readme)).stream()
              .filter(line -> line.startsWith("|") && line.contains("`" + named.name() + "`"))
              .findFirst();
      assertThat(row).as(named + " in " + readme).isPresent();
      if (usual != null) assertThat(row.get()).contains("`" + usual + "`");
    }
  }
}
