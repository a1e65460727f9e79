package io.llmcallgateway.bootstrap;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.build.CatalogBuilder;
import io.llmcallgateway.catalog.build.PriceFiles;
import io.llmcallgateway.config.ConfigWatcher;
import io.llmcallgateway.config.LoadedConfiguration;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.logging.Logs;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a changed configuration into force as a whole, or keeps the present one if it is not valid.
final class ConfigReload implements ConfigWatcher.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigReload.class);

  private final AtomicReference<GatewaySnapshot> live;
  private final BuiltInData builtIn;
  private final PriceFiles prices;
  private final Logs logs;
  private final JournalService journal;
  private final InstantSource clock;

  ConfigReload(
      AtomicReference<GatewaySnapshot> live,
      BuiltInData builtIn,
      PriceFiles prices,
      Logs logs,
      JournalService journal,
      InstantSource clock) {
    this.live = live;
    this.builtIn = builtIn;
    this.prices = prices;
    this.logs = logs;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public void changed(LoadedConfiguration changed) {
    var assembled = CatalogBuilder.build(changed, builtIn, prices);
    if (!assembled.problems().isEmpty()) {
      invalid(assembled.problems());
      return;
    }
    var old = live.get();
    var next = GatewaySnapshot.of(changed, assembled.catalog(), prices.current(), clock.instant());
    if (next.access().authenticator().keyless() && !old.access().authenticator().keyless()) {
      invalid(List.of(new Problem("api-key", "taking the client key away needs a restart")));
      return;
    }
    logs.hide(ConfiguredSecrets.of(next.settings(), next.catalog()));
    journal.change(changed.settings());
    live.set(next);
    LOG.info("gateway.yaml has changed and is in force");
    for (var name : RestartOnlySettings.between(old.settings(), next.settings())) {
      LOG.warn("{} has changed too, which needs a restart", name);
    }
  }

  @Override
  public void invalid(List<Problem> problems) {
    live.updateAndGet(snapshot -> snapshot.rejecting(problems));
    for (var problem : problems) {
      LOG.error("gateway.yaml has changed but is not valid, the old one stays: {}", problem);
    }
  }

  @Override
  public void restored() {
    live.updateAndGet(snapshot -> snapshot.rejecting(List.of()));
  }

  @Override
  public void looked() {
    if (prices.look()) live.updateAndGet(snapshot -> snapshot.with(prices.current()));
  }
}
