package io.llmcallgateway.bootstrap;

import io.llmcallgateway.api.admin.settings.ConfigurationInForce;
import io.llmcallgateway.api.admin.settings.ProviderPages;
import io.llmcallgateway.api.admin.settings.SettingsPages;
import io.llmcallgateway.api.console.ConsolePages;
import io.llmcallgateway.api.console.SessionPages;
import io.llmcallgateway.http.BodyReader;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.http.ServerOptions;
import io.llmcallgateway.identity.ConsoleSessions;
import io.llmcallgateway.identity.LoginAttempts;
import io.llmcallgateway.route.TargetHealth;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The console: its files, the sessions of those who use it, and the pages about settings.
final class ConsoleService {
  private final GatewaySnapshot.Source live;
  private final JournalService journal;
  private final ConfigurationInForce.TextMask mask;
  private final TargetHealth health;
  private final String version;
  private final InstantSource clock;
  private final ConsoleSessions sessions;

  ConsoleService(
      GatewaySnapshot.Source live,
      JournalService journal,
      ConfigurationInForce.TextMask mask,
      TargetHealth health,
      String version,
      InstantSource clock) {
    this.live = live;
    this.journal = journal;
    this.mask = mask;
    this.health = health;
    this.version = version;
    this.clock = clock;
    this.sessions = new ConsoleSessions(clock);
  }

  ConsoleSessions sessions() {
    return sessions;
  }

  List<Route> routes(ServerOptions options) {
    var routes = new ArrayList<Route>();
    routes.addAll(new ConsolePages(ConsolePages.FileSource.ofJar()).routes());
    routes.addAll(
        new SessionPages(
                () -> live.current().access(),
                sessions,
                new LoginAttempts(clock),
                BodyReader.of(options, SessionPages.MOST_BYTES))
            .routes());
    ConfigurationInForce.Source inForce = () -> live.current().shown(journal.redaction());
    var bodies = BodyReader.of(options, SettingsPages.MOST_TEXT_BYTES);
    routes.addAll(new SettingsPages(inForce, mask, bodies, version, clock).routes());
    routes.addAll(new ProviderPages(inForce, mask, journal, health::failing, clock).routes());
    return routes;
  }
}
