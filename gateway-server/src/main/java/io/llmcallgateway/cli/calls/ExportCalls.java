package io.llmcallgateway.cli.calls;

import io.llmcallgateway.api.admin.calls.CallExport;
import io.llmcallgateway.api.admin.calls.CallExport.Format;
import io.llmcallgateway.bootstrap.AllDialects;
import io.llmcallgateway.bootstrap.Version;
import io.llmcallgateway.cli.calls.JournalOptions.Opened;
import io.llmcallgateway.journal.CallPage;
import io.llmcallgateway.model.CallId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `export`: writes calls in a format for other tools.
@Command(
    name = "export",
    description = "Writes calls for other tools: all that match, or those of the given ids.",
    mixinStandardHelpOptions = true)
final class ExportCalls implements Callable<Integer> {
  @Mixin private JournalOptions journal = new JournalOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(
      names = "--format",
      description =
          "jsonl (all, with bodies), csv (a row each), curl (commands), cassette (vcrpy), har"
              + " (usual: jsonl)")
  private String format = "jsonl";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "usual: standard output")
  private @Nullable Path output;

  @Option(names = "--search", paramLabel = "WORDS", description = "whose texts have all the words")
  private @Nullable String words;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "whole ids")
  private List<String> ids = List.of();

  @Override
  public Integer call() {
    return journal.with(this::export);
  }

  private int export(Opened opened) throws IOException {
    var known = Format.of(format);
    if (known == null) {
      System.err.println("--format: there are jsonl, csv, curl, cassette and har.");
      return 2;
    }
    boolean toFile = output != null;
    try (var out = new BufferedOutputStream(target(), 1 << 16)) {
      var export = new CallExport(known, opened.gateway(), new AllDialects(), Version.read(), out);
      export.begin();
      long count = ids.isEmpty() ? matching(opened, export) : given(opened, export);
      export.end();
      if (toFile) System.err.println(count + " calls were written to " + output);
      return count < ids.size() ? 1 : 0;
    }
  }

  private OutputStream target() throws IOException {
    return output == null ? System.out : Files.newOutputStream(output);
  }

  private long given(Opened opened, CallExport export) throws IOException {
    long count = 0;
    for (var id : ids) {
      if (write(opened, export, id)) count++;
      else System.err.println("There is no call " + id + " in the journal.");
    }
    return count;
  }

  /// Exports all calls that match, newest first. Reads page by page, so that the number is not
  /// limited.
  private long matching(Opened opened, CallExport export) throws IOException {
    var query = filter.pages(words);
    long most = filter.most();
    Set<String> written = new HashSet<>();
    long count = 0;
    CallPage page = opened.calls().list(query);
    while (true) {
      var before = Set.copyOf(written); // a call can be on two successive pages
      written.clear();
      for (var line : page.calls()) {
        if (count >= most) return count;
        written.add(line.id());
        if (!before.contains(line.id()) && write(opened, export, line.id())) count++;
      }
      if (page.next() < 0) return count;
      page = opened.calls().list(query.after(page.next()));
    }
  }

  private static boolean write(Opened opened, CallExport export, String id) throws IOException {
    if (id.length() != 36) return false;
    var call = opened.calls().find(new CallId(id));
    if (call == null) return false;
    export.add(call);
    return true;
  }
}
