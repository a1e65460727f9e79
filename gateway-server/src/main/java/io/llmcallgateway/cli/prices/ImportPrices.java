package io.llmcallgateway.cli.prices;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.build.PriceFiles;
import io.llmcallgateway.catalog.price.PriceFileReader;
import io.llmcallgateway.catalog.price.imports.GenaiPrices;
import io.llmcallgateway.catalog.price.imports.ImportedPrices;
import io.llmcallgateway.catalog.price.imports.LitellmPrices;
import io.llmcallgateway.files.PrivateFiles;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;

/// `import FILE`: imports the prices of another project.
@Command(
    name = "import",
    description = {
      "Reads prices from the data of genai-prices (version 2) or from LiteLLM's map of models, and"
          + " keeps them in DATA_DIR. They win over prices.yaml and over the built-in ones, model"
          + " by model. A running gateway takes them over within seconds."
    },
    mixinStandardHelpOptions = true)
final class ImportPrices implements Callable<Integer> {
  /// The name of the file in `DATA_DIR`.
  private static final String NAME = PriceFiles.IMPORTED;

  private static final int FAILED = 1;
  private static final long MOST_BYTES = 64L << 20;

  @Mixin private PriceOptions options = new PriceOptions();

  @Parameters(paramLabel = "FILE", description = "the JSON file")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    return options.without(settings -> read(settings.dataDir()));
  }

  private int read(Path dataDir) throws IOException {
    if (!Files.isRegularFile(file)) return refuse("there is no such file");
    if (Files.size(file) > MOST_BYTES) return refuse("it is larger than 64 MB");
    var bytes = Files.readAllBytes(file);
    JsonNode root;
    try {
      root =
          Json.MAPPER
              .reader()
              .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
              .readTree(bytes);
    } catch (JacksonException e) {
      return refuse("it is not JSON: " + e.getOriginalMessage());
    }
    var known = BuiltInData.load().rows().keySet();
    ImportedPrices prices;
    String kind;
    if (GenaiPrices.fits(root)) {
      kind = "genai-prices";
      prices = GenaiPrices.read(root, known);
    } else if (LitellmPrices.fits(root)) {
      kind = "LiteLLM's map of models";
      prices = LitellmPrices.read(root, known);
    } else {
      return refuse("it is neither the data of genai-prices nor LiteLLM's map of models");
    }
    tell(prices);
    if (prices.models() == 0) return refuse("it has no price that the gateway can use");
    var text = prices.text(kind + ", " + file.getFileName(), version(bytes));
    var problem = problem(text);
    if (problem != null) return refuse("what was made of it is not valid: " + problem);
    var target = write(dataDir, text);
    System.out.println(
        "Read "
            + kind
            + ": "
            + prices.models()
            + " models of "
            + prices.lists()
            + " providers are in "
            + target);
    return 0;
  }

  private static void tell(ImportedPrices prices) {
    prices
        .skipped()
        .forEach(
            (reason, skipped) ->
                System.err.println(
                    "skipped " + skipped.count() + ": " + reason + ", such as " + skipped.first()));
  }

  private int refuse(String why) {
    System.err.println("Nothing was imported from " + file + ": " + why + ".");
    return FAILED;
  }

  /// Returns the first problem of a price file; null if there is none.
  private static @Nullable String problem(String text) {
    var problems = new ArrayList<String>();
    PriceFileReader.read(
        new ByteArrayInputStream(text.getBytes(UTF_8)),
        NAME,
        "",
        (path, problem) -> problems.add(path + " " + problem));
    return problems.isEmpty() ? null : problems.getFirst();
  }

  private static String version(byte[] bytes) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return LocalDate.now(ZoneOffset.UTC) + "-" + HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java runtime has it
    }
  }

  /// Writes the file atomically: a running gateway reads the old file or the new one.
  private static Path write(Path dataDir, String text) throws IOException {
    PrivateFiles.createFolders(dataDir);
    var target = dataDir.resolve(NAME);
    var aside = Files.createTempFile(dataDir, NAME, ".new");
    try {
      Files.write(aside, text.getBytes(UTF_8));
      Files.move(
          aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
    return target;
  }
}
