package io.llmcallgateway.upstream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TokenSplitterTest {
  @Test
  void words_keep_their_blank_and_long_ones_are_split() {
    assertThat(split("Hello, international world!"))
        .containsExactly("Hello", ",", " inte", "rnat", "ional", " world", "!");
  }

  @Test
  void each_chinese_character_and_emoji_is_a_token() {
    assertThat(split("你好，世界😀e\u0301")).containsExactly("你", "好", "，", "世", "界", "😀", "e\u0301");
  }

  @Test
  void blanks_are_one_token_but_the_one_before_a_word() {
    assertThat(split("a   b\n\nc")).containsExactly("a", "  ", " b", "\n\n", "c");
  }

  @Test
  void tokens_joined_are_the_text_whatever_it_is() {
    var random = new Random(7);
    var alphabet =
        List.of(" ", "\n", "word", "é", "你", "😀", "\u0301", "\u200d", "7", ".", "ß", "к");
    for (int round = 0; round < 500; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        text.append(alphabet.get(random.nextInt(alphabet.size())));
      }
      var tokens = split(text.toString());
      assertThat(String.join("", tokens)).isEqualTo(text.toString());
      assertThat(TokenSplitter.count(text.toString())).isEqualTo(tokens.size());
      int half = tokens.size() / 2;
      assertThat(TokenSplitter.cut(text.toString(), half))
          .isEqualTo(String.join("", tokens.subList(0, half)));
    }
  }

  private static List<String> split(String text) {
    var tokens = new ArrayList<String>();
    new TokenSplitter(text).forEachRemaining(tokens::add);
    return tokens;
  }
}
