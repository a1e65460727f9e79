package io.llmcallgateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.wire.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.jetty.client.FormRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Access tokens of Microsoft Entra for an application with a secret (OAuth client credentials),
/// kept until shortly before they run out.
final class EntraTokens implements TokenSource {
  private static final String SCOPE = "https://cognitiveservices.azure.com/.default";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration EARLY = Duration.ofMinutes(5);

  /// An application that may ask for tokens.
  ///
  /// @param authority `https://login.microsoftonline.com` or a national cloud's
  record Application(String authority, String tenant, String client, Secret secret) {}

  /// A token, and when the next one is asked for, epoch milliseconds.
  private record Kept(Secret token, long until) {}

  private final Application application;
  private final Supplier<OutboundClient> http;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Kept kept;

  EntraTokens(Application application, Supplier<OutboundClient> http, InstantSource clock) {
    this.application = application;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public Headers headers(String provider) {
    var current = kept;
    if (current == null || current.until() <= clock.millis()) current = renew(provider);
    return Headers.of("Authorization", "Bearer " + current.token().reveal());
  }

  private Kept renew(String provider) {
    lock.lock();
    try {
      var current = kept;
      if (current != null && current.until() > clock.millis()) return current;
      current = ask(provider);
      kept = current;
      return current;
    } finally {
      lock.unlock();
    }
  }

  private Kept ask(String provider) {
    try {
      var reply = request(provider).send();
      if (reply.getStatus() != 200) throw refused(provider, "status " + reply.getStatus(), null);
      var answer = Json.MAPPER.readTree(reply.getContent());
      var token = answer.path("access_token").asString("");
      if (token.isEmpty()) throw refused(provider, "no token", null);
      long lasts = Duration.ofSeconds(answer.path("expires_in").asLong(0)).toMillis();
      long early = Math.min(EARLY.toMillis(), lasts / 2);
      return new Kept(new Secret(token), clock.millis() + lasts - early);
    } catch (ExecutionException | TimeoutException | JacksonException e) {
      throw refused(provider, "no usable answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(provider, "interrupted", e);
    }
  }

  private Request request(String provider) {
    var form = new Fields();
    form.put("grant_type", "client_credentials");
    form.put("client_id", application.client());
    form.put("client_secret", application.secret().reveal());
    form.put("scope", SCOPE);
    var tenant = URLEncoder.encode(application.tenant(), UTF_8);
    return http.get()
        .newRequest(
            provider, URI.create(application.authority() + "/" + tenant + "/oauth2/v2.0/token"))
        .method(HttpMethod.POST)
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .body(new FormRequestContent(form));
  }

  private static GatewayException refused(String provider, String why, @Nullable Exception cause) {
    var failure =
        Failure.ofProvider(
            Failure.Kind.UPSTREAM_AUTH,
            provider,
            "Microsoft Entra gave no access token (" + why + "); see AZURE_CLIENT_SECRET.");
    return new GatewayException(failure, cause);
  }
}
