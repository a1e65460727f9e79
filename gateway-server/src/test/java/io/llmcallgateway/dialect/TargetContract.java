package io.llmcallgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.dialect.support.AnswerAssembler;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.wire.BrokenFrameException;
import io.llmcallgateway.wire.Frames;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every dialect in which providers answer must do, whatever its format.
public abstract class TargetContract {
  private static final int LIMIT = 1 << 20;

  /// As much as the gateway reads of an error.
  private static final int MOST_ERROR = 256 * 1024;

  /// The dialect under test.
  protected abstract TargetDialect dialect();

  /// A model behind it.
  protected abstract TargetModel target(boolean stream);

  /// A whole streamed answer: reasoning where the format has it, text, two calls, usage.
  protected abstract byte[] stream();

  /// The same answer in one piece.
  protected abstract Body plain();

  /// What was read of a stream, and whether it may end there.
  protected record Read(ChatAnswer answer, boolean complete) {}

  /// Reads a stream that arrives in two pieces, the second of which may be missing.
  protected final Read read(byte[] stream, int cut, boolean rest) {
    var frames = dialect().frames(LIMIT);
    var decoder = dialect().decoder(target(true), CallIds.asTheyAre());
    var assembler = new AnswerAssembler();
    frames.feed(ByteBuffer.wrap(stream, 0, cut));
    while (frames.next()) decode(frames, decoder, assembler);
    if (rest) {
      frames.feed(ByteBuffer.wrap(stream, cut, stream.length - cut));
      while (frames.next()) decode(frames, decoder, assembler);
    }
    while (frames.last()) decode(frames, decoder, assembler);
    boolean complete = decoder.complete();
    decoder.end(assembler);
    return new Read(assembler.answer(), complete);
  }

  private static void decode(Frames frames, StreamDecoder decoder, AnswerAssembler assembler) {
    if (frames.hasData() && !decoder.ended()) Decoding.decode(decoder, frames, assembler);
  }

  @Test
  void a_stream_is_read_the_same_wherever_it_is_cut_in_two() {
    var stream = stream();
    var whole = read(stream, stream.length, false);
    assertThat(whole.complete()).isTrue();
    for (int cut : cuts(stream)) {
      assertThat(read(stream, cut, true)).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @Test
  void a_plain_answer_says_what_its_stream_says() {
    var stream = stream();
    var streamed = Seen.of(read(stream, stream.length, false).answer());
    var plain = dialect().readAnswer(plain(), target(false), CallIds.asTheyAre());
    assertThat(Seen.of(plain)).isEqualTo(streamed);
  }

  @Test
  void a_stream_that_was_cut_is_never_a_finished_answer() {
    var stream = stream();
    var whole = read(stream, stream.length, false).answer().choices().getFirst();
    int unfinished = 0;
    var cuts = cuts(stream);
    for (int cut : cuts) {
      var read = readIfAny(stream, cut);
      if (read == null || !read.complete()) {
        unfinished++;
        continue;
      }
      // What is missing is the mark of the end, or the usage: nothing that was said.
      assertThat(read.answer().choices()).as("cut at %d", cut).containsExactly(whole);
    }
    assertThat(unfinished).isGreaterThan(cuts.length / 2);
  }

  /// Where a stream is cut: everywhere, but in a long one not within each word of ASCII.
  private static int[] cuts(byte[] stream) {
    int step = 1 + stream.length / 4_000;
    return IntStream.range(0, stream.length)
        .filter(at -> at % step == 0 || isEdge(stream[at]) || (at > 0 && isEdge(stream[at - 1])))
        .toArray();
  }

  private static boolean isEdge(byte each) {
    return each < 0 || each == '\n' || each == '\\';
  }

  /// Null where reading ends in an error.
  private @Nullable Read readIfAny(byte[] stream, int cut) {
    try {
      return read(stream, cut, false);
    } catch (GatewayException | BrokenFrameException _) {
      return null;
    }
  }

  private Failure error(int status, String body) {
    return dialect().readError(status, Headers.NONE, Body.utf8(body), "acme");
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_REQUEST, 400",
    "401, UPSTREAM_AUTH, 502",
    "402, QUOTA_EXHAUSTED, 429",
    "403, FORBIDDEN, 403",
    "404, MODEL_NOT_FOUND, 404",
    "408, TIMEOUT, 504",
    "413, TOO_LARGE, 413",
    "429, RATE_LIMITED, 429",
    "500, UPSTREAM_ERROR, 502",
    "502, UPSTREAM_ERROR, 502",
    "503, OVERLOADED, 503",
    "504, TIMEOUT, 504",
    "529, OVERLOADED, 503"
  })
  void an_error_is_what_its_status_says_whatever_its_body(int status, Failure.Kind kind, int ours) {
    for (var body : List.of("", "null", "[]", "42", "\"出错\"", "{", "{}", "<html>Oh no</html>")) {
      var failure = error(status, body);
      assertThat(failure.kind()).as(body).isEqualTo(kind);
      assertThat(failure.status()).as(body).isEqualTo(ours);
      assertThat(failure.message()).as(body).isNotBlank();
      assertThat(failure.provider()).isEqualTo("acme");
      assertThat(failure.origin()).isEqualTo(Failure.Origin.PROVIDER);
    }
  }

  @Test
  void an_error_says_when_to_come_again() {
    var headers = Headers.of("retry-after", "7");
    var limited = dialect().readError(429, headers, Body.utf8("{}"), "acme");
    assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    var overloaded = dialect().readError(503, headers, Body.EMPTY, "acme");
    assertThat(overloaded.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "<script>", "<style ", "{\"error\":", "[", " ", "出"})
  void an_error_of_any_size_is_read_in_time(String piece) {
    var body = piece.repeat(MOST_ERROR / piece.length());
    long started = System.nanoTime();
    assertThat(error(500, body).kind()).isEqualTo(Failure.Kind.UPSTREAM_ERROR);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "42", "\"ok\"", "{", "<html>", "{\"error\":{}}"})
  void what_is_no_answer_is_an_error_of_the_provider(String body) {
    assertThatThrownBy(
            () -> dialect().readAnswer(Body.utf8(body), target(false), CallIds.asTheyAre()))
        .isInstanceOfSatisfying(
            GatewayException.class,
            thrown -> assertThat(thrown.failure().origin()).isEqualTo(Failure.Origin.PROVIDER));
  }

  @Test
  void what_is_no_stream_is_never_a_finished_answer() {
    for (var text :
        List.of("", "\n", "[]", "null\n", "data: 1\n\n", "data: {}\n\n", "{}\n", "<html>")) {
      var bytes = Body.utf8(text).toByteArray();
      var read = readIfAny(bytes, bytes.length);
      assertThat(read == null || !read.complete()).as(text).isTrue();
    }
  }
}
