package io.llmcallgateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `.env.example` names every setting with its default, and nothing that does not exist.
final class EnvExampleTest {
  private static final Pattern SETTING = Pattern.compile("(?m)^#([A-Z0-9_]+)=(.*)$");

  /// What is read by the launcher or before the settings are.
  private static final Set<String> OUTSIDE = Set.of("GATEWAY_CONFIG", "GATEWAY_JAVA_OPTS");

  private static String example() throws IOException {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      var file = folder.resolve(".env.example");
      if (Files.exists(file)) return Files.readString(file, UTF_8);
    }
    throw new AssertionError("no .env.example");
  }

  private static Map<String, String> written() throws IOException {
    var written = new LinkedHashMap<String, String>();
    var matcher = SETTING.matcher(example());
    while (matcher.find()) {
      assertThat(written.put(matcher.group(1), matcher.group(2))).as(matcher.group(1)).isNull();
    }
    return written;
  }

  @Test
  void every_setting_stands_there_with_its_default() throws IOException {
    var written = written();
    for (var named : NamedSetting.values()) {
      var usual = named.usual() == null ? "" : named.usual();
      if (named.name().endsWith("_BASE_URL")) usual = "https://api.openai.com/v1";
      assertThat(written).containsEntry(named.name(), usual);
    }
  }

  @Test
  void every_other_name_is_a_key_of_a_built_in_provider() throws IOException {
    var others = written().keySet();
    others.removeAll(Arrays.stream(NamedSetting.values()).map(Enum::name).toList());
    others.removeAll(OUTSIDE);
    String rows;
    try (var in = EnvExampleTest.class.getResourceAsStream("/providers.yaml")) {
      assertThat(in).isNotNull();
      rows = new String(in.readAllBytes(), UTF_8);
    }
    assertThat(others)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(rows).containsPattern("key: \\[[^]]*\\b" + name + "\\b"));
  }

  @Test
  void a_copy_changes_nothing(@TempDir Path path) throws IOException {
    var plain = new ConfigFolder(path).settings();
    var copied = new ConfigFolder(path).dotenv(example()).settings();
    assertThat(copied).isEqualTo(plain);
  }
}
