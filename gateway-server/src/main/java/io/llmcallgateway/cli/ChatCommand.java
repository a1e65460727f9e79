package io.llmcallgateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.config.ConfigException;
import io.llmcallgateway.config.ConfigLoader;
import io.llmcallgateway.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `./gateway chat 'text'`: a small client to try a running gateway with.
@Command(name = "chat", description = "Asks the running gateway and prints the answer.")
final class ChatCommand implements Callable<Integer> {
  @Mixin private Main.ServeOptions options = new Main.ServeOptions();

  @Parameters(paramLabel = "TEXT", description = "what to say")
  private String text = "";

  @Option(names = "--model", description = "the model (default: ${DEFAULT-VALUE})")
  private String model = "demo/echo";

  @Option(names = "--stream", description = "print the answer as it comes")
  private boolean stream;

  @Override
  public Integer call() throws InterruptedException {
    try {
      var settings = ConfigLoader.load(System.getenv(), Path.of(""), options.flags()).settings();
      try (var client = new LocalClient(settings)) {
        return ask(client);
      }
    } catch (ConfigException e) {
      for (var problem : e.problems()) System.err.println("problem: " + problem);
      return Main.REFUSED;
    }
  }

  private int ask(LocalClient client) throws InterruptedException {
    try {
      var reply = client.post("/v1/chat/completions", request());
      try (var body = reply.body()) {
        if (reply.statusCode() != 200) return fail(reply.statusCode(), body);
        return stream ? printStream(body) : printWhole(body);
      }
    } catch (ConnectException _) {
      System.err.println(
          "No gateway answers at " + client.uri("") + "; start one with ./gateway first.");
      return 1;
    } catch (IOException e) {
      System.err.println("The call broke off: " + e.getMessage());
      return 1;
    }
  }

  private byte[] request() {
    var request = Json.MAPPER.createObjectNode();
    request.put("model", model);
    request.putArray("messages").addObject().put("role", "user").put("content", text);
    if (stream) request.put("stream", true);
    return Json.MAPPER.writeValueAsBytes(request);
  }

  private static int fail(int status, InputStream body) throws IOException {
    var answer = new String(body.readAllBytes(), UTF_8);
    var message = Json.MAPPER.readTree(answer).path("error").path("message").asString(answer);
    System.err.println(status + ": " + message);
    return 1;
  }

  private static int printWhole(InputStream body) {
    System.out.println(said(Json.MAPPER.readTree(body).path("choices").path(0).path("message")));
    return 0;
  }

  private static int printStream(InputStream body) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(body, UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      if (!line.startsWith("data: ") || line.equals("data: [DONE]")) continue;
      var chunk = Json.MAPPER.readTree(line.substring(6));
      if (chunk.has("error")) {
        System.out.println();
        System.err.println(chunk.path("error").path("message").asString(""));
        return 1;
      }
      System.out.print(said(chunk.path("choices").path(0).path("delta")));
      System.out.flush();
    }
    System.out.println();
    return 0;
  }

  private static String said(JsonNode message) {
    var content = message.path("content").asString("");
    var calls = message.path("tool_calls");
    return calls.isEmpty() ? content : content + calls;
  }
}
