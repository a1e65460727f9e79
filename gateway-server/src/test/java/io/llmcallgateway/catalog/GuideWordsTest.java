package io.llmcallgateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.rules.RuleMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each word of `accepts`, `refuses`, `quirks` and rules stands in the guide, in both languages.
final class GuideWordsTest {
  @ParameterizedTest
  @ValueSource(strings = {"providers.md", "providers.zh-CN.md"})
  void the_guide_tells_each_word_of_the_data(String page) throws IOException {
    var text = Files.readString(root().resolve("docs/guide").resolve(page));
    var words =
        Stream.of(
                Arrays.stream(Trait.values()).map(Trait::text),
                Arrays.stream(Quirk.values()).map(Quirk::text),
                Arrays.stream(RuleMember.values()).map(RuleMember::text))
            .flatMap(each -> each);
    assertThat(words.filter(word -> !text.contains("`" + word + "`") && !text.contains(word + ":")))
        .isEmpty();
  }

  private static Path root() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("gateway-server"))) return folder;
    }
    throw new AssertionError("not inside the project");
  }
}
