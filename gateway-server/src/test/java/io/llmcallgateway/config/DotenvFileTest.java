package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DotenvFileTest {
  @TempDir Path folder;
  private final ProblemList problems = new ProblemList();

  private Map<String, String> read(String text) throws Exception {
    Files.writeString(folder.resolve(".env"), text);
    return DotenvFile.read(folder, problems);
  }

  @Test
  void reads_what_existing_files_hold() throws Exception {
    var values =
        read(
            """
            \uFEFF# 注释
            PLAIN=value # comment
              SPACED =  a b  \r
            export EXPORTED="quoted # not a comment" # comment
            SINGLE='a "b" \\n'
            ESCAPED="line\\nnext \\"x\\" \\$"
            HASH=a#b
            EMPTY=
            EMPTY_COMMENT= # nothing
            EQUALS=a=b==
            中文=值
            """);
    assertThat(problems.all()).isEmpty();
    assertThat(values)
        .containsEntry("PLAIN", "value")
        .containsEntry("SPACED", "a b")
        .containsEntry("EXPORTED", "quoted # not a comment")
        .containsEntry("SINGLE", "a \"b\" \\n")
        .containsEntry("ESCAPED", "line\nnext \"x\" $")
        .containsEntry("HASH", "a#b")
        .containsEntry("EMPTY", "")
        .containsEntry("EMPTY_COMMENT", "")
        .containsEntry("EQUALS", "a=b==")
        .containsEntry("中文", "值");
  }

  @Test
  void tells_each_bad_line_by_its_number_and_not_by_its_text() throws Exception {
    read("A=1\nsecret without sign\n\"B\"=2\nC='open\n");
    assertThat(problems.all().toString())
        .contains("line 2", "line 3", "line 4")
        .doesNotContain("secret", "open");
  }

  @Test
  void takes_a_missing_file_for_an_empty_one_and_refuses_other_encodings() throws Exception {
    assertThat(DotenvFile.read(folder, problems)).isEmpty();
    Files.write(folder.resolve(".env"), new byte[] {'A', '=', (byte) 0xE9});
    DotenvFile.read(folder, problems);
    assertThat(problems.all()).singleElement().asString().contains("not UTF-8");
  }

  @Test
  void reads_a_long_line_in_time() throws Exception {
    assertThat(read("A=" + "a ".repeat(20_000) + "\nB=\"" + "\\\\".repeat(20_000) + "\"\n"))
        .hasSize(2);
  }
}
