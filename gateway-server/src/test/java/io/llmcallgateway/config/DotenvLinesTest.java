package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `.env` as people write it.
final class DotenvLinesTest {
  @TempDir Path path;
  private final ProblemList problems = new ProblemList();

  private Map<String, String> read(String text) {
    new ConfigFolder(path).dotenv(text);
    return DotenvFile.read(path, problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A=b | b",
        "A = b | b",
        "  A=b   | b",
        "export A=b | b",
        "export   A='b c' | b c",
        "A=b c | b c",
        "A=b # why | b",
        "A=b#c | b#c",
        "A=\"b # c\" # why | b # c",
        "A='b # c'# why | b # c",
        "A='it is $HOME' | it is $HOME",
        "A=\"say \\\"你好\\\"\" | say \"你好\"",
        "A=\"C:\\temp\\\\日志\" | C:\\temp\\日志",
        "A=b=c== | b=c==",
        "A=你好，世界 | 你好，世界",
        "A=\"\" | ``",
        "A='' # nothing | ``",
        "A= | ``",
        "A=# nothing | ``",
        "A=it's | it's",
        "A=\uD83D\uDE00 | \uD83D\uDE00",
      })
  void a_line_gives_its_value(String line, String value) {
    assertThat(read(line)).containsExactly(Map.entry("A", value));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void an_escaped_line_end_in_double_quotes_is_one() {
    assertThat(read("A=\"one\\ntwo\"\nB='one\\ntwo'"))
        .containsEntry("A", "one\ntwo")
        .containsEntry("B", "one\\ntwo");
  }

  @Test
  void comments_and_empty_lines_are_passed_over_and_the_last_of_a_name_wins() {
    assertThat(read("# A=0\n\n   # 注释\nA=1\nB=2\nA=3\n")).isEqualTo(Map.of("A", "3", "B", "2"));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void a_file_as_windows_saves_it_is_read() {
    assertThat(read("\uFEFFA=甲\r\nexport B=\"乙\"\r\n\r\nC=丙 # c\r\n"))
        .isEqualTo(Map.of("A", "甲", "B", "乙", "C", "丙"));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void long_values_are_read_in_every_form() {
    var plain = "a#\\".repeat(50_000);
    var read = read("A=" + plain + "\nB='" + plain + "'\nC=\"" + "a#\\\\".repeat(50_000) + "\"\n");
    assertThat(problems.all()).isEmpty();
    assertThat(read).containsEntry("A", plain).containsEntry("B", plain).containsEntry("C", plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-geheim",
        "=sk-geheim",
        "A B=sk-geheim",
        "A=\"sk-geheim",
        "A='sk-geheim",
        "A='x'sk-geheim",
        "A=\"x\" sk-geheim",
        "A: sk-geheim",
        "\"A\"=sk-geheim"
      })
  void a_line_that_is_none_is_told_by_its_number_and_never_shown(String line) {
    assertThat(read("OK=1\r\n# 注释\r\n" + line + "\r\nALSO=2\r\n"))
        .isEqualTo(Map.of("OK", "1", "ALSO", "2"));
    assertThat(problems.all())
        .containsExactly(new Problem(".env", "line 3 is not of the form NAME=value"));
  }

  @Test
  void what_is_not_utf_8_is_told() {
    new ConfigFolder(path).bytes(".env", "A=é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(DotenvFile.read(path, problems)).isEmpty();
    assertThat(problems.all()).containsExactly(new Problem(".env", "is not UTF-8"));
  }

  @Test
  void no_file_is_no_values() {
    assertThat(DotenvFile.read(path, problems)).isEmpty();
    assertThat(problems.all()).isEmpty();
  }
}
