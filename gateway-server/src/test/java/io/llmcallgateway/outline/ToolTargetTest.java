package io.llmcallgateway.outline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A tool call tells the file, command or address that it works on by its arguments.
final class ToolTargetTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"old\":\"a\",\"file_path\":\"/src/甲.ts\"} | /src/甲.ts",
        "{\"command\":[\"bash\",\"-lc\",\"ls -l\"],\"timeout\":9} | bash -lc ls -l",
        "{\"command\":\"npm test\",\"path\":\"/src\"} | /src",
        "{\"options\":{\"url\":\"inner\"},\"url\":\"https://a.example/\"} | https://a.example/",
        "{\"path\":\"/cut\",\"content\":\"which goes on | /cut",
      })
  void it_is_the_file_the_command_or_the_address(String arguments, String target) {
    assertThat(ToolTarget.of(arguments)).isEqualTo(target);
  }

  @Test
  void there_is_none_where_no_member_tells_it() {
    for (var arguments :
        new String[] {"", "[1]", "plain", "{}", "{\"path\":1}", "{\"path\":\" \"}"}) {
      assertThat(ToolTarget.of(arguments)).as(arguments).isNull();
    }
  }

  @Test
  void a_long_one_is_cut_between_characters() {
    var target = ToolTarget.of("{\"command\":\"" + "x".repeat(199) + "😀 and more\"}");
    assertThat(target).isEqualTo("x".repeat(199));
  }
}
