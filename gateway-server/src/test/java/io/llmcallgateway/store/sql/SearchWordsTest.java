package io.llmcallgateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.SearchWords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Words in the index as it is, of a real database.
class SearchWordsTest {
  @TempDir private Path folder;
  private Connection connection;

  @BeforeEach
  void open() {
    connection = Database.write(folder);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private boolean finds(String text, String typed) throws SQLException {
    Database.execute(connection, "DELETE FROM call_text");
    try (var insert =
        connection.prepareStatement("INSERT INTO call_text (rowid, text) VALUES (1, ?)")) {
      insert.setString(1, SearchWords.indexed(text));
      insert.executeUpdate();
    }
    try (var find =
        connection.prepareStatement("SELECT 1 FROM call_text WHERE call_text MATCH ?")) {
      find.setString(1, ListSql.words(typed));
      try (var rows = find.executeQuery()) {
        boolean found = rows.next();
        assertThat(SearchWords.found(SearchWords.terms(typed), text))
            .as("before it is indexed")
            .isEqualTo(found);
        return found;
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The quick brown fox        | QUICK
          The quick brown fox        | fox the
          The quick brown fox        | "quick brown"
          snake_case and camelCase   | snake_case
          snake_case and camelCase   | case
          gpt-5.4, claude-opus       | gpt-5.4
          don't                      | don't
          Crème brûlée               | creme BRULEE
          creme brulee               | Crème
          Cre\u0300me                | crème
          Straße İstanbul            | STRASSE x
          Ångström Việt Nam          | angstrom viet
          Привет, Мир                | привет мир
          ΑΘΗΝΑ                      | αθηνα
          한국어 문장                | 한국어
          हिन्दी में                   | हिन्दी
          عربي 123                   | عربي
          ＡＢＣ１２３               | abc123
          鲁迅先生的文章             | 鲁迅
          鲁迅先生的文章             | 章
          鲁迅先生的文章             | 先生的
          用GPT写作                  | gpt写作
          用GPT写作                  | 写作 用
          ひらがなとカタカナ         | カタカナ
          a😀b                       | b
          𠮷野家                     | 𠮷野
          ภาษาไทย                    | ไทย
          """)
  void finds_what_is_there(String text, String typed) throws SQLException {
    assertThat(finds(text, typed)).isEqualTo(!typed.contains("STRASSE"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The quick brown fox | quickbrown
          The quick brown fox | "brown quick"
          The quick brown fox | qui
          鲁迅先生            | 鲁先
          鲁 迅               | 鲁迅
          abc                 | ab
          """)
  void does_not_find_what_is_not(String text, String typed) throws SQLException {
    assertThat(finds(text, typed)).isFalse();
  }

  @Test
  void a_query_of_no_word_is_empty() {
    assertThat(ListSql.words("  \"—\" ,,, \u0301 😀")).isEmpty();
    assertThat(ListSql.words("a \"b OR c")).isEqualTo("\"a\" \"b or c\"");
  }

  @Test
  void half_of_a_pair_of_surrogates_does_no_harm() {
    assertThat(SearchWords.indexed("a\ud83d b\ude00")).isEqualTo("a b ");
    assertThat(SearchWords.indexed("鲁\ud842")).startsWith("鲁 ");
  }
}
