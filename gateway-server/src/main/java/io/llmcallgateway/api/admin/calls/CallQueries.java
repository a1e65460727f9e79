package io.llmcallgateway.api.admin.calls;

import io.llmcallgateway.journal.CallQuery;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// Parses queries from named texts: the parameters of a request or the options of the command line.
public final class CallQueries {
  private static final List<String> PAGES = List.of("before", "limit");

  private CallQueries() {}

  /// Parses a query. Throws a `GatewayException` that names the first invalid parameter.
  ///
  /// @param given the values of each parameter
  /// @param zone the time zone of days
  public static CallQuery of(Map<String, List<String>> given, InstantSource clock, ZoneId zone) {
    var parameters = new FilterParameters(given, clock, zone);
    return new CallQuery(
        parameters.filter(PAGES),
        parameters.number("before", 0, Long.MAX_VALUE, -1),
        (int) parameters.number("limit", 1, CallQuery.MOST, 50));
  }
}
