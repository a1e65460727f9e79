package io.llmcallgateway.api.admin.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.Ended;
import io.llmcallgateway.model.CallId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows of CSV, read back as a spreadsheet reads them.
final class CallCsvTest {
  private static final CallId ID = new CallId("01936f00-0000-7000-8000-000000000001");

  private static Map<String, String> read(String question) {
    var names = cells(CallCsv.HEAD);
    var values = cells(CallCsv.row(Ended.record(ID, question)));
    assertThat(values).hasSameSizeAs(names);
    var row = new LinkedHashMap<String, String>();
    for (int i = 0; i < names.size(); i++) row.put(names.get(i), values.get(i));
    return row;
  }

  /// The cells of one line, by RFC 4180.
  private static List<String> cells(String line) {
    assertThat(line).endsWith("\r\n");
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length() - 2; i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && line.charAt(i + 1) == '"') cell.append(line.charAt(i++));
      else if (c == '"') quoted = !quoted;
      else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else cell.append(c);
    }
    assertThat(quoted).isFalse();
    cells.add(cell.toString());
    return cells;
  }

  @Test
  void a_row_has_what_the_head_names() {
    assertThat(read("鲁迅写了什么？"))
        .containsEntry("id", ID.text())
        .containsEntry("time", "2026-11-18T11:06:40Z")
        .containsEntry("status", "502")
        .containsEntry("model", "asked")
        .containsEntry("model_returned", "returned")
        .containsEntry("attempts", "2")
        .containsEntry("user", "鲁迅")
        .containsEntry("cache_read", "2")
        .containsEntry("duration_us", "5000")
        .containsEntry("gateway_us", "900")
        .containsEntry("cost_usd", "0.00004215")
        .containsEntry("tags", "env=prod team=红队")
        .containsEntry("question", "鲁迅写了什么？")
        .containsEntry("tools", "search 天气");
  }

  @ParameterizedTest
  @ValueSource(strings = {"他说：\"好\"", "a,b", "第一行\n第二行", "第一行\r\n第二行", "\"", ",", "'"})
  void a_text_comes_back_as_it_was(String question) {
    assertThat(read(question)).containsEntry("question", question);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://evil\")",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "＝1+1",
        "＠求和",
        " =1",
        "\u3000=1",
        "\u200b=1",
        "\t1",
        "\n=1",
      })
  void a_formula_of_a_client_is_a_text_to_a_spreadsheet(String question) {
    assertThat(read(question)).containsEntry("question", "'" + question);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-2", "a=b", "邮箱 a@b.cn", "   "})
  void what_is_no_formula_stays(String question) {
    assertThat(read(question)).containsEntry("question", question);
  }
}
