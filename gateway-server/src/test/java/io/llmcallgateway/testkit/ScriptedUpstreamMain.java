package io.llmcallgateway.testkit;

import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The scripted upstream to work against by hand. The model's name chooses what it does: `ok`,
/// `slow`, `stall`, `reset`, `html`, `garbage`, `429`, `401`, `500`, `cut`, `no-done`, `long`,
/// `redirect`; any other is answered like `ok`.
public final class ScriptedUpstreamMain {
  private ScriptedUpstreamMain() {}

  /// `--port N` (default 8729; 0 takes a free one).
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int port = 8729;
    for (int i = 0; i + 1 < arguments.length; i++) {
      if (arguments[i].equals("--port")) port = Integer.parseInt(arguments[i + 1]);
    }
    try (var upstream = ScriptedUpstream.startOn(port)) {
      upstream.always(ScriptedUpstreamMain::choose);
      System.out.println("scripted upstream on " + upstream.baseUrl());
      new CountDownLatch(1).await();
    }
  }

  private static Script choose(Received request) {
    System.out.printf(
        "%s #%d %s %s %s%n",
        LocalTime.now(ZoneId.systemDefault()),
        request.connection(),
        request.method(),
        request.target(),
        request.text());
    var script = byModel(request);
    return script == null ? OpenAiLike.answer(request) : script;
  }

  private static @Nullable Script byModel(Received request) {
    String model;
    boolean stream;
    try {
      var body = request.json();
      model = body.path("model").asString("");
      stream = body.path("stream").asBoolean(false);
    } catch (JacksonException _) {
      return null;
    }
    return switch (model) {
      case "slow" -> stream ? paced(model, 40) : wait(3_000).then(OpenAiLike.answer(request));
      case "stall" -> stream ? started(model).then(Scripts.stall()) : Scripts.stall();
      case "reset" -> stream ? started(model).then(Scripts.reset()) : Scripts.reset();
      case "cut" ->
          stream
              ? started(model).then(Scripts.close())
              : Scripts.truncated("{\"id\":\"chatcmpl-1\",\"object\":");
      case "html" -> Scripts.html(502);
      case "garbage" -> Scripts.garbage();
      case "429" ->
          Scripts.json(429, OpenAiLike.error("Rate limit reached", "requests"), "retry-after: 2");
      case "401" ->
          Scripts.unauthorized(
              OpenAiLike.error("Incorrect API key provided", "invalid_request_error"));
      case "500" -> Scripts.json(500, OpenAiLike.error("The server had an error", "server_error"));
      case "redirect" -> Scripts.redirect(307, "http://127.0.0.1:9/v1/chat/completions");
      case "no-done" ->
          Scripts.stream(
              OpenAiLike.role(model),
              OpenAiLike.content(model, "finished"),
              OpenAiLike.finish(model, "stop"));
      case "long" -> stream ? longStream(model) : Scripts.json(longAnswer(model));
      default -> null;
    };
  }

  private static Script started(String model) {
    return Scripts.streamHead()
        .then(Scripts.chunks(OpenAiLike.role(model), OpenAiLike.content(model, "once upon ")));
  }

  private static Script wait(int millis) {
    return (_, _) -> LockSupport.parkNanos(millis * 1_000_000L);
  }

  private static Script paced(String model, int tokens) {
    var script = Scripts.streamHead().then(Scripts.chunks(OpenAiLike.role(model)));
    for (int i = 0; i < tokens; i++) {
      script =
          script.then(wait(100)).then(Scripts.chunks(OpenAiLike.content(model, "word" + i + " ")));
    }
    return script
        .then(Scripts.chunks(OpenAiLike.finish(model, "stop"), OpenAiLike.DONE))
        .then(Scripts.end());
  }

  private static Script longStream(String model) {
    var contents = new ArrayList<String>();
    for (int i = 0; i < 10_000; i++) contents.add("word" + i + " ");
    return Scripts.stream(OpenAiLike.chatStream(model, true, contents.toArray(String[]::new)));
  }

  private static String longAnswer(String model) {
    var words = IntStream.range(0, 100_000).mapToObj(i -> "word" + i).toList();
    return OpenAiLike.chat(model, String.join(" ", words));
  }
}
