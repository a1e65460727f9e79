package io.llmcallgateway.bootstrap;

import io.llmcallgateway.api.console.ConsolePages;
import io.llmcallgateway.api.console.SessionPages;
import io.llmcallgateway.http.BodyReader;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.http.ServerOptions;
import io.llmcallgateway.identity.ConsoleSessions;
import io.llmcallgateway.identity.LoginAttempts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The console: its files, and the sessions of those who use it.
final class ConsoleService {
  private final GatewaySnapshot.Source live;
  private final InstantSource clock;
  private final ConsoleSessions sessions;

  ConsoleService(GatewaySnapshot.Source live, InstantSource clock) {
    this.live = live;
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
    return routes;
  }
}
