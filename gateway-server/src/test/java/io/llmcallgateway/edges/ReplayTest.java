package io.llmcallgateway.edges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Recorded answers of vendors, served again on a socket and asked for through every front door:
/// what a client reads is what the vendor said. Selected only with `-Dreplay.recordings=FOLDER`.
@Tag("replay")
class ReplayTest {
  /// Rows of the table whose names differ from those of the recordings.
  private static final Map<String, String> ROWS =
      Map.of("together", "together_ai", "fireworks", "fireworks_ai", "vllm", "hosted_vllm");

  @TempDir private static Path settings;

  private static ScriptedUpstream upstream;
  private static RunningGateway gateway;

  private static Path folder() {
    return Path.of(Objects.requireNonNull(System.getProperty("replay.recordings")));
  }

  static Stream<Arguments> replays() throws Exception {
    return Recording.all(folder()).stream()
        .filter(Recording::isChat)
        .flatMap(each -> Stream.of(EdgeDialect.values()).map(door -> Arguments.of(door, each)));
  }

  @BeforeAll
  static void start() throws Exception {
    upstream = ScriptedUpstream.start();
    var providers = new TreeMap<String, String>();
    for (var each : Recording.all(folder())) {
      if (!each.isChat()) continue;
      providers.put(id(each), row(each, "bill"));
      if (hasFigure(each)) providers.put("own-" + id(each), row(each, builtIn(each)));
    }
    Files.writeString(settings.resolve("prices.yaml"), VendorBill.PRICES);
    gateway =
        RunningGateway.on(upstream)
            .in(settings)
            .yaml(
                providers.entrySet().stream()
                    .map(one -> "  " + one.getKey() + ": " + one.getValue() + "\n")
                    .collect(Collectors.joining()))
            .start();
  }

  private static String id(Recording recording) {
    return recording.provider() + "-" + recording.dialect();
  }

  private static String builtIn(Recording recording) {
    return ROWS.getOrDefault(recording.provider(), recording.provider());
  }

  /// As gateway.yaml has it, with the quirks of the built-in row.
  private static String row(Recording recording, String prices) {
    var name = builtIn(recording);
    var row = BuiltInData.load().row(name);
    boolean own = row != null && row.dialect().text().equals(recording.dialect());
    var quirks =
        !own || row == null
            ? ""
            : row.quirks().stream().map(Quirk::text).sorted().collect(Collectors.joining(", "));
    boolean versioned =
        recording.dialect().equals("openai") || recording.dialect().equals("responses");
    return "{ dialect: %s, base-url: \"%s\", prices: %s, api-key: \"%s\"%s }"
        .formatted(
            recording.dialect(),
            versioned ? upstream.baseUrl() : upstream.uri(),
            prices,
            RunningGateway.UPSTREAM_KEY,
            quirks.isEmpty() ? "" : ", quirks: [ " + quirks + " ]");
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private static RawAnswer ask(EdgeDialect door, Recording recording) throws Exception {
    return ask(door, recording, id(recording) + "/some-model");
  }

  private static RawAnswer ask(EdgeDialect door, Recording recording, String model)
      throws Exception {
    upstream.reset();
    var headers = new ArrayList<String>();
    recording
        .response()
        .path("headers")
        .properties()
        .forEach(
            header -> {
              var name = header.getKey().toLowerCase(Locale.ROOT);
              boolean ours = name.startsWith("content-") || name.equals("transfer-encoding");
              if (!ours) headers.add(header.getKey() + ": " + header.getValue().asString(""));
            });
    headers.add("Content-Type: " + recording.contentType());
    upstream.always(
        Scripts.answer(recording.status(), recording.bytes(), headers.toArray(String[]::new)));
    var in = door.clientRequest(ConversationKind.TOOLS.request(recording.isStream()));
    var body = in.body().utf8().replace("\"some-model\"", "\"" + model + "\"");
    var encoded = model.replace("/", "%2F");
    boolean stream = recording.isStream();
    var path =
        switch (door) {
          case OPENAI -> "/v1/chat/completions";
          case RESPONSES -> "/v1/responses";
          case ANTHROPIC -> "/v1/messages";
          case GEMINI ->
              "/v1beta/models/"
                  + encoded
                  + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
          case BEDROCK -> "/model/" + encoded + (stream ? "/converse-stream" : "/converse");
          case COHERE -> "/v2/chat";
        };
    return gateway.post(path, body, "Content-Type: application/json");
  }

  @ParameterizedTest(name = "{1} through {0}")
  @MethodSource("replays")
  void a_client_reads_what_the_vendor_said(EdgeDialect door, Recording recording) throws Exception {
    var got = ask(door, recording);
    if (recording.isError()) {
      requireError(got, recording);
    } else if (recording.isBroken()) {
      requireBroken(door, got, recording);
    } else {
      assertThat(got.status()).as(got.text()).isEqualTo(200);
      requireSame(read(door, got, recording.isStream()), recording.said(), recording.explanation());
    }
  }

  static Stream<Recording> billed() throws Exception {
    var billed =
        Recording.all(folder()).stream()
            .filter(each -> each.isChat() && !each.isError() && !each.isBroken())
            .filter(each -> VendorBill.of(each) >= 0)
            .toList();
    assertThat(billed).as("recordings with usage").hasSizeGreaterThan(50);
    return billed.stream();
  }

  /// Through the door of the vendor's own format, where there is one, so that both ways of reading
  /// usage are held: as it passes, and translated (by OpenAI's door).
  @ParameterizedTest(name = "{0}")
  @MethodSource("billed")
  void a_call_costs_what_the_vendor_s_own_numbers_come_to(Recording recording) throws Exception {
    long bill = VendorBill.of(recording);
    for (var door : EdgeDialect.values()) {
      boolean own = door.name().equalsIgnoreCase(recording.dialect());
      if (!own && door != EdgeDialect.OPENAI && door != EdgeDialect.ANTHROPIC) continue;
      var got = ask(door, recording);
      var record = gateway.awaitRecord(got);
      assertThat(record.at("/cost/nano_usd").asLong(-1))
          .as(door + ": " + record.path("usage") + " " + record.path("cost"))
          .isEqualTo(bill);
      if (recording.isStream()) continue;
      assertThat(new BigDecimal(got.header("x-gateway-cost")))
          .isEqualByComparingTo(BigDecimal.valueOf(bill, 9));
    }
  }

  private static boolean hasFigure(Recording each) {
    return each.isChat() && !each.isError() && !each.isBroken() && each.figure() != null;
  }

  static Stream<Recording> withFigure() throws Exception {
    var told = Recording.all(folder()).stream().filter(ReplayTest::hasFigure).toList();
    assertThat(told).as("recordings with the vendor's own figure").hasSizeGreaterThan(3);
    return told.stream();
  }

  /// By the prices that are shipped. Two nano-dollars are left for rounding: a call's tokens are
  /// rounded kind by kind, a vendor's figure once, and xAI's is of tenths. Where a price changed
  /// since a recording was made, `prices.json` has both, dated, and today's is compared.
  @ParameterizedTest(name = "{0}")
  @MethodSource("withFigure")
  void a_call_costs_what_its_vendor_says(Recording recording) throws Exception {
    var figure = Objects.requireNonNull(recording.figure());
    for (var door : EdgeDialect.values()) {
      var got = ask(door, recording, "own-" + id(recording) + "/" + recording.model());
      var record = gateway.awaitRecord(got);
      var what = door + ": " + record.path("usage") + " " + record.path("cost");
      assertThat(record.at("/cost/state").asString()).as(what).isEqualTo("priced");
      assertThat(BigDecimal.valueOf(record.at("/cost/nano_usd").asLong()))
          .as(what)
          .isCloseTo(figure, within(BigDecimal.TWO));
      assertThat(new BigDecimal(record.path("reported_usd").asString()).movePointRight(9))
          .as("what is shown beside it")
          .isCloseTo(figure, within(BigDecimal.ONE));
    }
  }

  private static void requireError(RawAnswer got, Recording recording) {
    boolean keyFault =
        recording.status() == 401
            || recording.name().contains("api-key")
            || recording.name().contains("400-auth")
            || recording.name().contains("error-403");
    if (keyFault) {
      assertThat(got.status()).as(got.text()).isEqualTo(502);
      assertThat(got.header("x-should-retry")).isEqualTo("false");
    } else {
      assertThat(got.status()).as(got.text()).isBetween(400, 599).isNotIn(401, 500, 502);
    }
    assertThat(got.json().isObject()).isTrue();
  }

  /// Never a success: either an error's status, or a stream that its client cannot take for whole.
  private static void requireBroken(EdgeDialect door, RawAnswer got, Recording recording) {
    if (got.status() >= 400) return;
    try {
      var answer = read(door, got, true);
      throw new AssertionError(recording.name() + " was told as whole: " + answer);
    } catch (GatewayException told) {
      assertThat(told.failure().message()).isNotEmpty();
    }
  }

  private static ChatAnswer read(EdgeDialect door, RawAnswer got, boolean stream) {
    if (!stream) return door.readAnswer(Body.of(got.body()));
    return EdgeDialect.assembled(door.readStream(got.body(), 17));
  }

  /// @param explanation of a refusal, which some formats have no other place for than a refusal's
  ///   words
  private static void requireSame(ChatAnswer got, Recording.Said said, String explanation) {
    var text = new StringBuilder();
    var calls = new ArrayList<String>();
    if (!got.choices().isEmpty()) {
      for (var part : got.choices().getFirst().parts()) {
        if (part instanceof Part.Text words) text.append(words.text());
        if (part instanceof Part.Refusal words && !words.text().equals(explanation)) {
          text.append(words.text());
        }
        if (part instanceof Part.ToolCall call) {
          calls.add(call.name() + Json.MAPPER.readTree(call.arguments()));
        }
      }
    }
    assertThat(text.toString().strip()).isEqualTo(said.text().strip());
    assertThat(calls).isEqualTo(said.calls());
    var finish = Objects.requireNonNull(got.choices().getFirst().finish()).reason();
    if (calls.isEmpty()) {
      assertThat(finish).isNotIn(FinishReason.TOOL_CALLS, FinishReason.OTHER);
    } else {
      assertThat(finish).isEqualTo(FinishReason.TOOL_CALLS);
    }
    if (said.in() < 0) return;
    var usage = Objects.requireNonNull(got.usage());
    assertThat(usage.promptTokens()).isEqualTo(said.in());
    assertThat(usage.completionTokens()).isEqualTo(said.out());
  }
}
