package io.llmcallgateway.bootstrap;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.edges.Session;
import io.llmcallgateway.edges.SessionFormat;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.translation.MissingEndpoints;
import io.llmcallgateway.relay.translation.Preview;
import io.llmcallgateway.relay.translation.Translator;
import io.llmcallgateway.route.Target;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// What sessions become on their way from a door to targets, by the gateway's own translation.
final class SessionBytes {
  /// Models whose rules differ, beside those of each provider's list.
  private static final Map<DialectId, List<String>> MODELS =
      Map.of(
          DialectId.ANTHROPIC,
          List.of("claude-sonnet-4-5", "claude-opus-4-8", "claude-3-haiku-20240307"),
          DialectId.BEDROCK,
          List.of(
              "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
              "us.anthropic.claude-opus-4-8",
              "us.amazon.nova-2-lite-v1:0",
              "meta.llama3-1-8b-instruct-v1:0",
              "openai.gpt-oss-120b-1:0"),
          DialectId.GEMINI,
          List.of("gemini-2.5-flash", "gemini-3-pro-preview", "gemma-3-27b-it"),
          DialectId.COHERE,
          List.of("command-a-03-2025", "command-a-reasoning-08-2025"),
          DialectId.OPENAI,
          List.of("gpt-5.4", "gpt-4o", "qwen3-max", "deepseek-v4-pro", "magistral-medium-latest"),
          DialectId.RESPONSES,
          List.of("gpt-5.4", "gpt-4o", "grok-4.3"),
          DialectId.OLLAMA,
          List.of("qwen3", "gpt-oss"));

  private final AllDialects dialects = new AllDialects();
  private final Map<DialectId, List<Target>> targets = targets();
  private final Catalog catalog;
  private final Translator translator;

  SessionBytes() {
    catalog = new Catalog(BuiltInData.load(), List.of(), List.of(), null, List.of(), List.of());
    translator = new Translator(dialects, (part, _, _) -> part, new MissingEndpoints());
  }

  /// Every built-in provider, at each of its endpoints, with models of several kinds.
  private static Map<DialectId, List<Target>> targets() {
    var targets = new EnumMap<DialectId, List<Target>>(DialectId.class);
    var builtIn = BuiltInData.load();
    for (var row : builtIn.rows().values()) {
      var base = "http://127.0.0.1:1";
      var provider =
          new Provider(
                  row.id(),
                  row.dialect(),
                  base,
                  row.auth(),
                  null,
                  Map.of(),
                  row.quirks(),
                  List.of(),
                  row.paths(),
                  row.traits(),
                  row.like())
              .with(row.endpoints(base), null);
      var listed = List.copyOf(builtIn.list(row.catalogue()).keySet());
      var models = new LinkedHashSet<>(List.of("some-model"));
      if (!listed.isEmpty()) {
        models.addAll(List.of(listed.getFirst(), listed.get(listed.size() / 2), listed.getLast()));
      }
      for (var model : models) add(provider, model, targets);
      for (var model : MODELS.getOrDefault(row.dialect(), List.of())) add(provider, model, targets);
    }
    return targets;
  }

  private static void add(Provider provider, String model, Map<DialectId, List<Target>> targets) {
    for (var way : provider.waysTo(model)) {
      var alone = new Target(way.with(List.of(), null), model);
      targets.computeIfAbsent(way.dialect(), _ -> new ArrayList<>()).add(alone);
    }
  }

  /// The target of that dialect whose turn it is.
  Target target(DialectId dialect, long turn) {
    var all = Objects.requireNonNull(targets.get(dialect));
    return all.get((int) (turn % all.size()));
  }

  /// The request that goes out, or why none does.
  Preview sent(SessionFormat door, String request, boolean stream, Target target)
      throws InterruptedException {
    var place =
        door == SessionFormat.GEMINI || door == SessionFormat.BEDROCK
            ? new UrlParameters("m", stream, Map.of())
            : UrlParameters.NONE;
    var in =
        new Inbound(
            CallId.next(InstantSource.system(), new Random()),
            Operation.CHAT,
            place,
            Headers.NONE,
            Body.utf8(request),
            null,
            false,
            System.nanoTime());
    var dialect =
        dialects.client(
            Objects.requireNonNull(DialectId.ofNameOrApi(door.name().toLowerCase(Locale.ROOT))));
    return Preview.of(in, dialect, target, translator, catalog);
  }

  /// What so many sessions come to, one line for each door.
  static List<String> digests(int sessions) throws InterruptedException {
    var bytes = new SessionBytes();
    var lines = new ArrayList<String>();
    for (var door : SessionFormat.values()) lines.add(bytes.digest(door, sessions));
    return lines;
  }

  private String digest(SessionFormat door, int sessions) throws InterruptedException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (long seed = 0; seed < sessions; seed++) {
        var session = door.session(seed);
        var request = door.request(session, Session.ROUNDS - 1);
        for (var dialect : DialectId.values()) {
          var sent = sent(door, request, session.stream(), target(dialect, seed));
          digest.update(String.valueOf(sent.address()).getBytes(StandardCharsets.UTF_8));
          if (sent.body() != null) digest.update(sent.body().toByteArray());
        }
      }
      return door + " " + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// For a process of its own.
  public static void main(String[] arguments) throws InterruptedException {
    for (var line : digests(Integer.parseInt(arguments[0]))) System.out.println(line);
  }
}
