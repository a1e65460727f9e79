package io.llmcallgateway.catalog.build;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.price.PriceBook;
import io.llmcallgateway.catalog.price.PriceFile;
import io.llmcallgateway.catalog.price.PriceFileReader;
import io.llmcallgateway.catalog.price.PriceVersion;
import io.llmcallgateway.config.LoadedConfiguration;
import io.llmcallgateway.config.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads and watches the price files: `prices.yaml` beside gateway.yaml overrides the shipped
/// prices, imported prices override both. Thread-safe.
public final class PriceFiles implements PriceLists {
  private static final Logger LOG = LoggerFactory.getLogger(PriceFiles.class);

  /// The name of the user's file, beside gateway.yaml.
  public static final String OWN = "prices.yaml";

  /// The name of the file in `DATA_DIR` that `./gateway prices import` writes.
  public static final String IMPORTED = "prices-imported.yaml";

  private final BuiltInData builtIn;
  private final List<Path> files;
  private volatile Read read;
  private volatile PriceVersion current;

  /// The files' content at the last reading.
  ///
  /// @param marks values that change with the files
  private record Read(List<String> marks, List<PriceFile> layers, List<Problem> problems) {}

  /// Returns the price files of a configuration.
  public static PriceFiles of(LoadedConfiguration loaded, BuiltInData builtIn) {
    var file = loaded.file();
    var own = file == null ? Path.of(OWN) : file.resolveSibling(OWN);
    return new PriceFiles(builtIn, own, loaded.settings().dataDir().resolve(IMPORTED));
  }

  /// @param own the user's file, which need not exist
  /// @param imported the imported file, which need not exist
  public PriceFiles(BuiltInData builtIn, Path own, Path imported) {
    this.builtIn = builtIn;
    this.files = List.of(own, imported);
    this.read = read();
    this.current = new PriceVersion(builtIn::prices, read.layers());
  }

  /// Returns the problems of the files.
  public List<Problem> problems() {
    return read.problems();
  }

  @Override
  public Set<String> names() {
    return book().lists();
  }

  /// Returns the prices in force.
  public PriceVersion current() {
    return current;
  }

  public PriceBook book() {
    return current.book();
  }

  /// Checks whether a file has changed, and puts its prices in force if they are valid. Returns
  /// true if other prices are in force now.
  public synchronized boolean look() {
    if (marks().equals(read.marks())) return false;
    var next = read();
    if (next.problems().isEmpty()) {
      read = next;
      current = new PriceVersion(builtIn::prices, next.layers());
      LOG.info("the prices have changed and are in force");
      return true;
    }
    read = new Read(next.marks(), read.layers(), List.of()); // reported once
    for (var problem : next.problems()) {
      LOG.error("the prices have changed but are not valid, the old ones stay: {}", problem);
    }
    return false;
  }

  private List<String> marks() {
    return files.stream().map(PriceFiles::mark).toList();
  }

  private static String mark(Path file) {
    try {
      return Files.getLastModifiedTime(file) + " " + Files.size(file);
    } catch (IOException _) {
      return ""; // missing or not readable: the same as empty
    }
  }

  private Read read() {
    var marks = marks(); // before reading, so that the next check finds concurrent changes
    var layers = new ArrayList<PriceFile>();
    var problems = new ArrayList<Problem>();
    for (var file : files) {
      if (Files.isRegularFile(file)) layers.add(read(file, problems));
    }
    return new Read(marks, List.copyOf(layers), List.copyOf(problems));
  }

  private static PriceFile read(Path file, List<Problem> problems) {
    var name = String.valueOf(file.getFileName());
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      var day = LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC);
      return PriceFileReader.read(
          in,
          name,
          name + " of " + day,
          (path, problem) ->
              problems.add(new Problem(path.isEmpty() ? name : name + ": " + path, problem)));
    } catch (IOException e) {
      problems.add(new Problem(name, "cannot be read: " + e.getMessage()));
      return PriceFile.empty(name);
    }
  }
}
