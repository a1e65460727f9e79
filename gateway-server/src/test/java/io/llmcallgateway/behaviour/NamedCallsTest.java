package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.cli.calls.CallsCommand;
import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Tests that a call is found by each of its names, and that an export has a cell for each column.
@ExtendWith(LeakCheck.class)
class NamedCallsTest {
  @TempDir private Path folder;

  private RunningGateway start(ScriptedUpstream upstream) throws Exception {
    var data = "data-dir: \"" + folder.resolve("data") + "\"\n";
    return RunningGateway.on(upstream).in(folder).yaml(data).start();
  }

  private static RawAnswer ask(RunningGateway gateway, String words, String... headers)
      throws Exception {
    var body =
        "{\"model\":\"up/m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]}";
    return gateway.post(CHAT, body, headers);
  }

  private static int kept(RunningGateway gateway) throws Exception {
    return gateway.get("/admin/api/calls").json().path("calls").size();
  }

  private int show(String id) {
    var config = folder.resolve("gateway.yaml").toString();
    return new CommandLine(new CallsCommand()).execute("show", id, "--config", config);
  }

  @Test
  void a_call_is_shown_by_any_part_of_its_id_and_by_the_client_s() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = start(upstream)) {
      ask(gateway, "一", "X-Request-Id: build-42/步骤");
      var second = ask(gateway, "二", "X-Request-Id: same-one");
      ask(gateway, "三", "X-Request-Id: same-one");
      Await.until("all are kept", () -> kept(gateway) == 3);
      for (var line : gateway.get("/admin/api/calls").json().path("calls")) {
        var id = line.path("id").asString();
        assertThat(show(id)).isZero();
        assertThat(show(id.substring(id.length() - 8))).as("as the log has it").isZero();
        assertThat(show(id.substring(20))).as("any part").isZero();
        assertThat(show(id.replace("-", "").substring(16))).as("without dashes").isZero();
      }
      assertThat(second.status()).isEqualTo(200);
      assertThat(show("same-one")).as("two calls are meant").isEqualTo(1);
      assertThat(show("nobody")).isEqualTo(1);
    }
  }

  @Test
  void a_client_s_own_id_names_its_call() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = start(upstream)) {
      ask(gateway, "一", "X-Request-Id: build-42.Step");
      Await.until("it is kept", () -> kept(gateway) == 1);
      assertThat(show("build-42.Step")).isZero();
    }
  }

  /// The cells of a row of RFC 4180 without line breaks.
  private static List<String> cells(String row) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      char each = row.charAt(i);
      if (each == '"') quoted = !quoted;
      else if (each == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else cell.append(each);
    }
    cells.add(cell.toString());
    return cells;
  }

  @Test
  void a_csv_has_as_many_cells_in_each_row_and_computes_nothing() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = start(upstream)) {
      var evil = List.of("=1+1", " =1+1", "＝cmd|x", "\u3000＋1", "-2", "@SUM(A1)", "\u200b=1");
      for (var words : evil) ask(gateway, words);
      upstream.next(Scripts.json(400, "{\"error\":{\"message\":\"no\"}}"));
      ask(gateway, "失败");
      ask(gateway, "a,b");
      Await.until("all are kept", () -> kept(gateway) == evil.size() + 2);
      var rows = gateway.get("/admin/api/calls?format=csv").text().strip().split("\r\n");
      assertThat(rows).hasSize(evil.size() + 3);
      int columns = cells(rows[0]).size();
      var questions = new ArrayList<String>();
      for (var row : rows) {
        assertThat(cells(row)).as(row).hasSize(columns);
        questions.add(cells(row).getLast());
      }
      for (var question : questions) assertThat(question).matches("(?U)['\\w].*");
      for (var words : evil) {
        assertThat(questions)
            .anyMatch(each -> each.startsWith("'") && each.contains(words.strip()));
      }
      assertThat(questions).contains("失败", "a,b");
    }
  }
}
