package io.llmcallgateway.bootstrap;

import io.llmcallgateway.api.admin.DocsPages;
import io.llmcallgateway.api.admin.ServicePages;
import io.llmcallgateway.api.admin.playground.PlaygroundPages;
import io.llmcallgateway.api.admin.playground.ProviderTestPages;
import io.llmcallgateway.api.admin.views.ViewPages;
import io.llmcallgateway.api.client.CostEstimator;
import io.llmcallgateway.api.client.CostPages;
import io.llmcallgateway.api.client.ModelPages;
import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.build.CatalogBuilder;
import io.llmcallgateway.catalog.build.PriceFiles;
import io.llmcallgateway.config.CommandLineFlags;
import io.llmcallgateway.config.ConfigException;
import io.llmcallgateway.config.ConfigLoader;
import io.llmcallgateway.config.ConfigWatcher;
import io.llmcallgateway.config.LoadedConfiguration;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.http.BodyReader;
import io.llmcallgateway.http.GatewayServer;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.interactionlog.writer.InteractionLogWriter;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.logging.Logs;
import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.ErrorRedactor;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.Relay;
import io.llmcallgateway.relay.operation.OperationHandlers;
import io.llmcallgateway.relay.record.CallObservers;
import io.llmcallgateway.relay.record.InteractionLogObserver;
import io.llmcallgateway.relay.record.JournalObserver;
import io.llmcallgateway.relay.record.MetricsObserver;
import io.llmcallgateway.relay.translation.MissingEndpoints;
import io.llmcallgateway.relay.translation.Translator;
import io.llmcallgateway.route.Router;
import io.llmcallgateway.route.TargetHealth;
import io.llmcallgateway.upload.UploadFolder;
import io.llmcallgateway.upstream.HttpUpstream;
import io.llmcallgateway.upstream.MediaFetcher;
import io.llmcallgateway.upstream.OutboundOptions;
import io.llmcallgateway.upstream.ProviderModels;
import io.llmcallgateway.upstream.demo.DemoUpstream;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running gateway. Makes all services, starts them in order and stops them in reverse order.
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /// The uploads of the largest size that may be on the disk at a time.
  private static final int UPLOADS_AT_ONCE = 32;

  private final AtomicReference<GatewaySnapshot> live;
  private final AllDialects dialects = new AllDialects();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Clock clock;
  private final BuiltInData builtIn;
  private final String version = Version.read();
  private final Tokenizer tokenizer = new Tokenizer();
  private final Logs logs;
  private final InteractionLogWriter interactions;
  private final CallMetrics metrics;
  private final OutboundOptions outside;
  private final JournalService journal;
  private final ByteBudget budget;
  private final GatewayServer server;
  private List<Route> routes = List.of();
  private Runnable warmUpstream = () -> {};

  /// Starts a gateway, or throws an exception with all problems and leaves nothing behind.
  public static Gateway start(Map<String, String> environment, Path folder, CommandLineFlags flags)
      throws StartRefusedException {
    return start(environment, folder, flags, GatewayOptions.USUAL);
  }

  static Gateway start(
      Map<String, String> environment, Path folder, CommandLineFlags flags, GatewayOptions tuning)
      throws StartRefusedException {
    beside(GatewayServer::loadTypes);
    LoadedConfiguration loaded;
    try {
      loaded = ConfigLoader.load(environment, folder, flags);
    } catch (ConfigException e) {
      throw refusal(e.problems());
    }
    var builtIn = BuiltInData.load();
    var prices = PriceFiles.of(loaded, builtIn);
    var assembled = CatalogBuilder.build(loaded, builtIn, prices);
    var problems = new ArrayList<>(assembled.problems());
    problems.addAll(prices.problems());
    if (!problems.isEmpty()) throw refusal(problems);
    var live = GatewaySnapshot.of(loaded, assembled.catalog(), prices.current(), null);
    try {
      return new Gateway(live, builtIn, prices, environment, folder, flags, tuning);
    } catch (IOException e) {
      if (!(e.getCause() instanceof BindException)) {
        throw new StartRefusedException(List.of("cannot start: " + e));
      }
      var settings = loaded.settings();
      var listen = settings.listen();
      throw new StartRefusedException(
          List.of(
              "listen: port "
                  + listen.port()
                  + " on "
                  + settings.effectiveHost()
                  + " cannot be opened ("
                  + e.getCause().getMessage()
                  + "); is another gateway running there?"));
    }
  }

  private Gateway(
      GatewaySnapshot first,
      BuiltInData builtIn,
      PriceFiles prices,
      Map<String, String> environment,
      Path folder,
      CommandLineFlags flags,
      GatewayOptions tuning)
      throws StartRefusedException, IOException {
    this.live = new AtomicReference<>(first);
    this.builtIn = builtIn;
    this.clock = tuning.clock();
    var settings = first.settings();
    boolean started = false;
    try {
      lock("DATA_DIR", settings.dataDir());
      lock("LOG_DIR", settings.log().directory());
      var zone = ZoneId.systemDefault();
      logs = opened(Logs.open(tuning.logs(settings), clock, zone));
      interactions = opened(InteractionLogWriter.open(tuning.logs(settings), clock, zone, logs));
      logs.hide(ConfiguredSecrets.of(settings, first.catalog()));
      metrics = new CallMetrics(interactions::dropped, model -> live.get().catalog().names(model));
      var completing = new CallCompletion(tokenizer, dialects, live::get);
      journal =
          opened(
              JournalService.open(
                  () -> live.get().settings(), logs::mask, logs.secrets(), completing, clock));
      journal.listen(metrics::estimated);
      interactions.maskBodies(journal::shown);
      outside = OutboundNetwork.outside(() -> live.get().settings(), logs.secrets());
      opened(AlertService.start(() -> live.get().settings(), outside, journal, metrics, clock));
      if (!journal.journal().replayed())
        journal.journal().start(); // the gateway is ready once that is done
      budget = HeapLimits.budget(settings, metrics);
      server = startServer(settings, tuning);
      beside(this::warmUp);
      var reload = new ConfigReload(live, builtIn, prices, logs, journal, clock);
      opened(new ConfigWatcher(environment, folder, flags, reload));
      started = true;
    } finally {
      if (!started) closeOpened();
    }
    announce(settings);
  }

  private void lock(String name, Path folder) throws StartRefusedException, IOException {
    var lock = FolderLock.take(folder);
    if (lock == null) {
      throw new StartRefusedException(
          List.of(name + ": another gateway is using the folder " + folder));
    }
    opened.push(lock);
  }

  private <T extends AutoCloseable> T opened(T service) {
    opened.push(service);
    return service;
  }

  private GatewayServer startServer(Settings settings, GatewayOptions tuning) throws IOException {
    try {
      var http =
          HttpUpstream.start(
              "llmcallgateway/" + version,
              tuning.connectTimeout(),
              name -> live.get().settings().variables().get(name),
              outside);
      opened.push(http::stop);
      var demo = opened(new DemoUpstream());
      var media = opened(new MediaFetcher(tuning.privateMedia(), outside));
      var health = new TargetHealth(clock);
      var models = new ProviderModels(http, dialects, clock);
      var router = new Router(health, models, ThreadLocalRandom::current);
      var disclosure =
          new ErrorRedactor(logs::mask, () -> live.get().settings().development().debug());
      var observers =
          new CallObservers(
              List.of(
                  new InteractionLogObserver(interactions, clock),
                  new MetricsObserver(metrics),
                  new JournalObserver(journal.journal())));
      var relay =
          new Relay(
              live::get,
              router,
              new Translator(dialects, media::fetch, new MissingEndpoints()),
              OperationHandlers.all(tokenizer),
              new ProviderUpstreams(http, demo),
              health,
              observers,
              metrics,
              disclosure,
              new JournalMemory(journal, live::get),
              tuning.keepAlive(),
              clock);
      var options = tuning.server(settings, version);
      var routes = new ArrayList<Route>(dialects.routes(relay, options, uploads(settings)));
      routes.addAll(new ServicePages(version, () -> journal.readiness(stopping.get())).routes());
      var names = new CatalogModels(() -> live.get().catalog(), models);
      routes.addAll(new ModelPages(names, clock.millis() / 1000).routes());
      routes.addAll(journal.metricsPages(metrics, settings.dataDir()).routes());
      Currency.Source display = () -> live.get().settings().costs().display();
      routes.addAll(journal.pages(dialects, version, display).routes());
      routes.addAll(journal.analysisPages().routes());
      var viewBodies = BodyReader.of(options, ViewPages.MOST_BYTES);
      routes.addAll(new ViewPages(settings.dataDir(), viewBodies).routes());
      routes.addAll(journal.livePages(stopping::get, display).routes());
      routes.addAll(journal.bodyPages(dialects, new LiveRules(live::get), display));
      var estimator =
          new CostEstimator(
              model -> router.plan(model, Operation.CHAT, live.get().catalog()),
              target -> live.get().catalog().rules(target.provider(), target.model()),
              (provider, model, returned, usage, at) ->
                  live.get().pricing().cost(provider, model, returned, usage, at),
              tokenizer,
              clock);
      var bodies = BodyReader.of(options);
      routes.addAll(new PlaygroundPages(dialects.modules(), relay, bodies, estimator).routes());
      routes.addAll(
          new ProviderTestPages(
                  id -> live.get().catalog().providers().get(id),
                  models::ask,
                  dialects.usual(),
                  relay,
                  journal,
                  bodies)
              .routes());
      routes.addAll(new CostPages(estimator, dialects.usual(), bodies, display).routes());
      routes.addAll(new DocsPages(version).routes());
      var console = new ConsoleService(live::get, journal, logs::mask, health, version, clock);
      routes.addAll(console.routes(options));
      this.routes = List.copyOf(routes);
      var made =
          new GatewayServer(
              options,
              () -> live.get().access(),
              dialects.usual(),
              disclosure,
              metrics,
              budget,
              console.sessions(),
              clock,
              routes);
      made.start();
      warmUpstream = http::warmUp;
      return made;
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /// Returns the folder of uploads, without the files that a killed process has left.
  private static UploadFolder uploads(Settings settings) throws IOException {
    long most = UPLOADS_AT_ONCE * settings.limits().uploadLimit();
    var uploads = new UploadFolder(settings.dataDir().resolve("uploads"), most);
    uploads.clear();
    return uploads;
  }

  /// Loads what calls need but the start does not. Works on one thread, so that a processor is left
  /// for the first request.
  private void warmUp() {
    builtIn.readAll();
    warmUpstream.run();
    live.get().digest();
    journal.journal().start();
  }

  private static void beside(Runnable work) {
    Thread.ofPlatform().daemon().name("start").start(work);
  }

  private void announce(Settings settings) {
    var shownHost =
        settings.effectiveHost().equals("0.0.0.0") ? "localhost" : settings.effectiveHost();
    LOG.info("LLMCallGateway {} is ready on http://{}:{}", version, shownHost, port());
    LOG.info("providers: {}", String.join(", ", live.get().catalog().providers().keySet()));
    if (settings.access().clientKey() != null) return;
    if (settings.access().allowAnonymous()) {
      LOG.warn("no client key is set and ALLOW_ANONYMOUS is: whoever reaches this port may call");
    } else {
      LOG.info("no client key is set: anyone on this machine may call, no other machine can");
    }
  }

  /// Returns the port on which the gateway listens.
  public int port() {
    return server.port();
  }

  /// Returns the address at which clients on this machine reach the gateway.
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /// Returns all routes, for the tests that compare them with the documentation.
  List<Route> routes() {
    return routes;
  }

  /// Returns the number of bytes that calls hold now.
  public long heldBytes() {
    return budget.used();
  }

  /// Stops gracefully: reports that it is not ready and keeps serving for the stop delay, so that
  /// load balancers notice; then refuses new calls, lets calls in flight end until the stop
  /// timeout, and writes all logs.
  @Override
  public void close() {
    if (!stopping.compareAndSet(false, true)) return;
    var delay = live.get().settings().shutdown().delay();
    LOG.info(
        "stopping{}", delay.isZero() ? "" : ", no calls are taken in " + delay.toSeconds() + " s");
    pause(delay);
    stopServer(live.get().settings().shutdown().timeout());
    LOG.info("stopped");
    closeOpened();
  }

  private static void pause(Duration delay) {
    try {
      boolean _ = new CountDownLatch(1).await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopServer(Duration timeout) {
    try {
      boolean drained = server.stop(timeout);
      if (!drained) LOG.warn("calls in flight were cut at the stop timeout");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.error("the server did not stop cleanly", e);
    }
  }

  private void closeOpened() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.error("a service did not close cleanly", e);
      }
    }
  }

  private static StartRefusedException refusal(List<Problem> problems) {
    return new StartRefusedException(problems.stream().map(Problem::toString).toList());
  }
}
