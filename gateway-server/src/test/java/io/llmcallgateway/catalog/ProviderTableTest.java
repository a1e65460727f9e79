package io.llmcallgateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The guide's table of providers is what `providers.yaml` says. `-Dgolden.update=true` rewrites
/// it.
final class ProviderTableTest {
  private static final String END = "<!-- end of table -->";

  @ParameterizedTest
  @CsvSource({
    "providers.md, | id | provider | key variables | base URL | further formats |, none needed",
    "providers.zh-CN.md, | id | 供应商 | 密钥变量 | 基础地址 | 其他格式 |, 可不设",
  })
  void the_guide_has_the_table_of_today(String page, String head, String optional)
      throws IOException {
    var file = root().resolve("docs/guide").resolve(page);
    var text = Files.readString(file);
    int start = text.indexOf("-->\n", text.indexOf("<!-- table:")) + 4;
    int end = text.indexOf(END, start);
    var current = text.substring(0, start) + table(head, optional) + text.substring(end);
    if (Boolean.getBoolean("golden.update")) Files.writeString(file, current);
    assertThat(Files.readString(file)).isEqualTo(current);
  }

  private static String table(String head, String optional) {
    return BuiltInData.load().rows().values().stream()
        .map(row -> line(row, optional))
        .collect(Collectors.joining("\n", "\n" + head + "\n|---|---|---|---|---|\n", "\n\n"));
  }

  private static String line(BuiltInProvider row, String optional) {
    var keys = row.key().stream().map(key -> "`" + key + "`").collect(Collectors.joining(", "));
    if (row.keyOptional()) keys += " (" + optional + ")";
    return "| `%s` | %s | %s | `%s` | %s |"
        .formatted(row.id(), row.name(), keys, row.baseUrl().text(), endpoints(row));
  }

  /// The further formats, each with its path where that is another.
  private static String endpoints(BuiltInProvider row) {
    return row.endpoints().stream()
        .map(each -> each.dialect().text() + (each.path() == null ? "" : " `" + each.path() + "`"))
        .collect(Collectors.joining(", "));
  }

  private static Path root() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("gateway-server"))) return folder;
    }
    throw new AssertionError("not inside the project");
  }
}
