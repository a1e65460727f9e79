package io.llmcallgateway.bootstrap;

import io.llmcallgateway.api.admin.ServicePages;
import io.llmcallgateway.api.admin.analysis.AnalysisPages;
import io.llmcallgateway.api.admin.bodies.BodyFormats;
import io.llmcallgateway.api.admin.bodies.BodyPages;
import io.llmcallgateway.api.admin.bodies.CacheDiagnoses;
import io.llmcallgateway.api.admin.bodies.CachePages;
import io.llmcallgateway.api.admin.calls.CallsPages;
import io.llmcallgateway.api.admin.calls.ClientPaths;
import io.llmcallgateway.api.admin.live.CallFeed;
import io.llmcallgateway.api.admin.live.LivePages;
import io.llmcallgateway.api.admin.metrics.MetricsPages;
import io.llmcallgateway.api.admin.sessions.SessionPages;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.config.SettingsSource;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.CallAnalysis;
import io.llmcallgateway.journal.CallCompleter;
import io.llmcallgateway.journal.CallListener;
import io.llmcallgateway.journal.CallReader;
import io.llmcallgateway.journal.CallStore;
import io.llmcallgateway.journal.Journal;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.journal.JournalPolicy;
import io.llmcallgateway.journal.Redaction;
import io.llmcallgateway.journal.Retention;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.KnownSecrets;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.otel.CollectorConnection;
import io.llmcallgateway.otel.OtelExport;
import io.llmcallgateway.store.sql.SqlCalls;
import io.llmcallgateway.store.sql.SqlStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway's journal with its database, and the OpenTelemetry export if it is configured.
/// Thread-safe.
final class JournalService implements JournalAccess, JournalPolicy, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalService.class);
  private static final Duration OPENING = Duration.ofSeconds(10);
  private static final Duration SETTLING = Duration.ofSeconds(2);

  /// Hides the gateway's secrets, and anything that looks like one, in a text.
  @FunctionalInterface
  interface TextMask {
    String mask(String text);
  }

  private final SettingsSource settings;
  private final TextMask mask;
  private final KnownSecrets secrets;
  private final Clock clock;
  private final ZoneId zone = ZoneId.systemDefault();
  private final Journal journal;
  private final @Nullable OtelExport otel;
  private volatile CompletableFuture<SqlCalls> reader = new CompletableFuture<>();
  private volatile Redaction redaction;

  /// Opens the journal. Calls can be recorded at once; the database is opened later, by `start` of
  /// the journal.
  static JournalService open(
      SettingsSource settings,
      TextMask mask,
      KnownSecrets secrets,
      CallCompleter completer,
      Clock clock)
      throws IOException, StartRefusedException {
    try {
      SqlStore.check(settings.current().dataDir());
    } catch (JournalException e) {
      throw new StartRefusedException(List.of(String.valueOf(e.getMessage())));
    }
    return new JournalService(settings, mask, secrets, completer, clock);
  }

  private JournalService(
      SettingsSource settings,
      TextMask mask,
      KnownSecrets secrets,
      CallCompleter completer,
      Clock clock)
      throws IOException {
    this.settings = settings;
    this.mask = mask;
    this.secrets = secrets;
    this.clock = clock;
    this.redaction = redaction(settings.current());
    var first = settings.current();
    this.journal =
        Journal.open(
            first.dataDir(),
            first.journal().spool(),
            () -> openStore(first),
            completer,
            this,
            clock);
    this.otel = otel(first);
    if (otel != null) journal.listen(listener(otel));
  }

  private static CallListener listener(OtelExport export) {
    return new CallListener() {
      @Override
      public void stored(List<EndedCall> calls) {
        export.accept(calls);
      }

      @Override
      public boolean needsTexts() {
        return export.texts();
      }
    };
  }

  private static @Nullable OtelExport otel(Settings settings) throws IOException {
    if (!settings.otel().on()) return null;
    var protocol = settings.variables().get("OTEL_EXPORTER_OTLP_PROTOCOL");
    if (protocol != null && !protocol.equals("http/protobuf")) {
      LOG.warn(
          "OTEL_EXPORTER_OTLP_PROTOCOL is {}, but the gateway speaks http/protobuf only: the"
              + " endpoint must take that, usually on port 4318",
          protocol);
    }
    var collector =
        new CollectorConnection(
            settings.network().proxies(), OutboundNetwork.authorities(settings));
    return OtelExport.start(settings.otel(), collector, Version.read());
  }

  private CallStore openStore(Settings settings) {
    var store = SqlStore.open(settings.dataDir(), zone);
    try {
      var removed = reader.getNow(null); // of a database that was removed
      if (removed != null) reader = new CompletableFuture<>();
      if (removed != null) removed.close();
      reader.complete(SqlCalls.open(settings.dataDir(), zone, clock));
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private Redaction redaction(Settings settings) {
    return Redaction.of(settings.journal().redact(), mask::mask).hiding(secrets);
  }

  @Override
  public Redaction redaction() {
    return redaction;
  }

  @Override
  public Retention retention() {
    return settings.current().journal().retention();
  }

  /// Returns a body as a log may show it, masked by the rules of the journal.
  Body shown(Body body) {
    return redaction.shown(body);
  }

  /// Applies a changed configuration.
  void change(Settings settings) {
    redaction = redaction(settings);
  }

  /// Adds a listener for ended calls; see `Journal.listen`.
  void listen(CallListener listener) {
    journal.listen(listener);
  }

  Journal journal() {
    return journal;
  }

  /// Returns the readiness of the gateway: it is not ready while it stops, while the records of an
  /// earlier run are being stored, or if records cannot be stored.
  ServicePages.Readiness readiness(boolean stopping) {
    if (stopping) return ServicePages.Readiness.not("stopping");
    var trouble = journal.trouble();
    if (trouble != null) return new ServicePages.Readiness(false, "unhealthy", trouble);
    if (!journal.replayed()) return ServicePages.Readiness.not("starting");
    return new ServicePages.Readiness(true, "healthy", journal.notice());
  }

  @Override
  public CallReader calls() {
    return open();
  }

  @Override
  public CallAnalysis analysis() {
    return open().analysis();
  }

  private SqlCalls open() {
    try {
      return reader.get(OPENING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new JournalException(
          "The journal's database is not open yet: the gateway's log says why.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException("The journal was not read: the gateway is stopping.", e);
    }
  }

  @Override
  public void settle() {
    boolean _ = settle(SETTLING);
  }

  /// Waits, at most for the given time, until all calls recorded so far can be read. Returns true
  /// if they can.
  boolean settle(Duration limit) {
    try {
      return journal.settle(limit);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Returns the pages that show the recorded calls.
  CallsPages pages(ClientPaths paths, String version, Currency.Source currency) {
    return new CallsPages(this, paths, currency, version, clock, zone);
  }

  /// Returns the pages with charts, counts and sums of the recorded calls.
  AnalysisPages analysisPages() {
    return new AnalysisPages(this, clock, zone);
  }

  /// Returns the pages that show calls as they happen.
  LivePages livePages(LivePages.StopNotice stop, Currency.Source currency) {
    var feed = new CallFeed(clock);
    journal.listen(feed);
    return new LivePages(feed, journal, stop, currency, clock, zone);
  }

  /// Returns the routes of the pages that show what the bodies of calls say, and sessions.
  List<Route> bodyPages(BodyFormats formats, LiveRules rules, Currency.Source currency) {
    var routes = new ArrayList<>(new BodyPages(this, formats, rules).routes());
    var diagnoses = new CacheDiagnoses(this, formats, rules);
    routes.addAll(new CachePages(this, diagnoses).routes());
    routes.addAll(new SessionPages(this, diagnoses, currency, clock, zone).routes());
    return routes;
  }

  /// Returns the metrics pages, and registers the figures of the journal for Prometheus.
  MetricsPages metricsPages(CallMetrics live, Path dataDir) throws IOException {
    live.counter("records_shed", "Records lost for want of room", journal::shedRecords);
    live.counter("payloads_shed", "Bodies left out for want of room", journal::shedPayloads);
    live.counter("spool_skipped_bytes", "Bytes of the spool without sense", journal::skippedBytes);
    live.counter("records_quarantined", "Calls set aside as not storable", journal::quarantined);
    live.counter("journal_files_removed", "Files removed while in use", journal::removedFiles);
    live.gauge("spool_waiting_bytes", "Bytes waiting for the database", journal::waitingBytes);
    return new MetricsPages(live, this, dataDir, clock, zone);
  }

  @Override
  public void close() throws IOException {
    try (otel) {
      journal.close(); // hands the last calls to its listeners
    }
    var open = reader.getNow(null);
    if (open != null) open.close();
  }
}
