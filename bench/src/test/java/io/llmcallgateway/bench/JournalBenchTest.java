package io.llmcallgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JournalBenchTest {
  @TempDir private Path folder;

  @Test
  @Tag("slow")
  void a_small_journal_is_made_asked_and_reported() throws Exception {
    var page = Files.createDirectories(folder.resolve("docs")).resolve("performance.md");
    Files.writeString(
        page, "# 前\n<!-- journal: written by bench/run -->\nold\n<!-- end of journal -->\nafter\n");
    int status = run();

    var written = Files.readString(page);
    assertThat(written).startsWith("# 前\n").endsWith("<!-- end of journal -->\nafter\n");
    assertThat(written)
        .doesNotContain("old")
        .contains("- Command: `bench/run --journal --calls 2000")
        .contains("2,000 calls")
        .contains("| text: 鲁迅 | 3 |")
        .contains("| one call with its bodies | 3 | 4.0 |");
    assertThat(status).isEqualTo(written.contains("FAIL") ? 1 : 0);
  }

  private int run() {
    return new CommandLine(new JournalBench())
        .execute(
            "--root",
            folder.toString(),
            "--calls",
            "2000",
            "--times",
            "3",
            "--dir",
            folder.resolve("journal").toString(),
            "--keep",
            "--report");
  }

  @Test
  void made_calls_are_the_same_each_time_and_in_order() {
    var one = new MadeCalls(500);
    var other = new MadeCalls(500);
    long last = 0;
    while (one.hasNext()) {
      var call = one.next();
      var again = other.next();
      assertThat(again.record()).isEqualTo(call.record());
      assertThat(again.payloads().getFirst().body().utf8())
          .isEqualTo(call.payloads().getFirst().body().utf8());
      assertThat(call.record().startedAt()).isGreaterThanOrEqualTo(last);
      last = call.record().startedAt();
    }
    assertThat(other.hasNext()).isFalse();
  }
}
