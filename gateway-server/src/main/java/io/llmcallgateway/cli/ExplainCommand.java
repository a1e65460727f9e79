package io.llmcallgateway.cli;

import io.llmcallgateway.bootstrap.AllDialects;
import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.BuiltInProvider;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.build.CatalogBuilder;
import io.llmcallgateway.catalog.build.PriceFiles;
import io.llmcallgateway.config.ConfigException;
import io.llmcallgateway.config.ConfigLoader;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.translation.MissingEndpoints;
import io.llmcallgateway.relay.translation.Preview;
import io.llmcallgateway.relay.translation.Translator;
import io.llmcallgateway.route.Router;
import io.llmcallgateway.route.TargetHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./gateway explain MODEL`: shows how a call would be sent, prepared like any call and then not
/// sent.
@Command(
    name = "explain",
    description = "Shows what a call to a model would be: targets, endpoint, rules, losses.",
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
  private static final int UNKNOWN = 1;

  @Mixin private Main.ServeOptions options = new Main.ServeOptions();

  @Parameters(paramLabel = "MODEL", description = "as clients name it")
  private String model = "";

  @Option(
      names = "--door",
      paramLabel = "DOOR",
      description =
          "the API that the client speaks, by its name in gateway.yaml, or chat or messages (usual: chat)")
  private String door = "chat";

  @Option(names = "--stream", description = "the answer is streamed")
  private boolean stream;

  @Option(names = "--tools", description = "the request has tools")
  private boolean tools;

  @Option(names = "--thinking", description = "the request asks the model to reason")
  private boolean thinking;

  @Option(names = "--schema", description = "the answer is to fit a JSON schema")
  private boolean schema;

  @Option(names = "--strict", description = "what would change the meaning is refused")
  private boolean strict;

  @Option(
      names = "--request",
      paramLabel = "FILE",
      description = "a request's body in the door's format, instead of a small one of its own")
  private @Nullable Path request;

  @Option(names = "--json", description = "as JSON, with the request's body as it would go out")
  private boolean json;

  private final AllDialects dialects = new AllDialects();

  @Override
  public Integer call() throws InterruptedException {
    var asked = new ExampleCall.Asked(stream, tools, thinking, schema, strict);
    try {
      var own = request == null ? null : Body.of(Files.readAllBytes(request));
      var example = new ExampleCall(format(), model, asked, own);
      var explained = explain(example, System.getenv(), Path.of(""));
      System.out.print(json ? explained.json() : explained.text());
      return 0;
    } catch (GatewayException e) {
      System.err.println(e.failure().message());
      return UNKNOWN;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
    } catch (IOException e) {
      System.err.println("--request: " + request + " cannot be read");
    } catch (ConfigException e) {
      for (var problem : e.problems()) System.err.println("problem: " + problem);
    }
    return Main.REFUSED;
  }

  private DialectModule format() {
    var id = DialectId.ofNameOrApi(door);
    var doors = new ArrayList<String>();
    for (var module : dialects.modules()) {
      if (module.client() == null) continue;
      if (module.id() == id) return module;
      var apiName = module.id().apiName();
      doors.add(apiName == null ? module.id().text() : apiName);
    }
    throw new IllegalArgumentException(
        "--door: '" + door + "' is none of " + String.join(", ", doors));
  }

  /// Returns the explanation of a call with given variables and the files of a folder. A built-in
  /// provider that is off is explained as if it were on.
  Explanation explain(ExampleCall example, Map<String, String> environment, Path folder)
      throws ConfigException, InterruptedException {
    var builtIn = BuiltInData.load();
    var catalog = catalog(builtIn, environment, folder);
    try {
      return explain(example, catalog, null);
    } catch (GatewayException e) {
      var row = rowThatIsOff(example.model(), catalog);
      if (row == null) throw e;
      var all = new HashMap<>(environment);
      switchOn(row, all);
      return explain(example, catalog(builtIn, all, folder), row.howToSwitchOn());
    }
  }

  private Catalog catalog(BuiltInData builtIn, Map<String, String> environment, Path folder)
      throws ConfigException {
    var loaded = ConfigLoader.load(environment, folder, options.flags());
    var prices = PriceFiles.of(loaded, builtIn);
    var assembled = CatalogBuilder.build(loaded, builtIn, prices);
    for (var problem : assembled.problems()) System.err.println("problem: " + problem);
    return assembled.catalog();
  }

  private static @Nullable BuiltInProvider rowThatIsOff(String model, Catalog catalog) {
    int slash = model.indexOf('/');
    for (var row : catalog.switchedOff()) {
      boolean named = slash > 0 && row.id().equals(model.substring(0, slash));
      if (named || row.makes(model)) return row;
    }
    for (var row : catalog.switchedOff()) {
      if (catalog.builtIn().list(row.catalogue()).containsKey(model)) return row;
    }
    return null;
  }

  /// Sets placeholders for variables that are not set. Nothing is sent, so the values do not
  /// matter.
  private static void switchOn(BuiltInProvider row, Map<String, String> environment) {
    environment.putIfAbsent(row.key().getFirst(), "not-set");
    for (var reference : row.baseUrl().references()) {
      var name = reference.variable();
      var word = name.toLowerCase(Locale.ROOT).replace('_', '-');
      boolean address = name.endsWith("_BASE") || name.endsWith("_URL");
      var value = reference.otherwise();
      if (value == null) value = address ? "https://" + word + ".invalid" : word;
      environment.putIfAbsent(name, value);
    }
  }

  private Explanation explain(ExampleCall example, Catalog catalog, @Nullable String switchedOff)
      throws InterruptedException {
    var dialect = example.client();
    var in = example.inbound();
    var router = new Router(new TargetHealth(InstantSource.system()), _ -> List.of(), Random::new);
    var plan = router.plan(dialect.facts(in).model(), Operation.CHAT, catalog);
    var translator = new Translator(dialects, (part, _, _) -> part, new MissingEndpoints());
    var targets = new ArrayList<Explanation.Explained>();
    for (var target : plan.targets()) {
      var preview = Preview.of(in, dialect, target, translator, catalog);
      var spokenTo = preview.target();
      targets.add(
          new Explanation.Explained(preview, catalog.told(spokenTo.provider(), spokenTo.model())));
    }
    return new Explanation(example, plan.routedAs(), switchedOff, targets);
  }
}
