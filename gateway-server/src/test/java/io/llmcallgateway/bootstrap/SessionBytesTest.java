package io.llmcallgateway.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.edges.Session;
import io.llmcallgateway.edges.SessionFormat;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.relay.translation.Preview;
import io.llmcallgateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JsonToken;

/// Prompt caches survive a translation: any session, told twice, is the same bytes at any target,
/// and told with more turns begins with the bytes of the shorter one. A failure names its seed.
///
/// Four things are no part of what has to stay:
///
/// - Marks of what is to be cached (`cache_control`, `cachePoint`, `prompt_cache_breakpoint`) are
///   no part of the prompt: they say where a vendor looks and writes, and move on to the last
///   messages with each turn, the client's own as well as those that the gateway places. So
///   messages are compared without them, and a lone part of text, which alone has room for a mark,
///   as the string that is short for it (platform.claude.com/docs/en/api/messages: "content").
///   Those of tools and instructions have to stay.
/// - Where reasoning lost its signature on the way, some models take no thinking until the tools'
///   results are answered. That is told as a loss, and then the members about thinking differ. The
///   tools, the instructions and the messages do not.
/// - A request of the target's own format passes untouched until a turn holds what the target does
///   not take and byte ranges cannot mend. From then on it is written anew: its turns mean the same
///   then, but may have other ids, and their members another order. That happens once in a session.
/// - A session that was begun with another vendor's model is compared from its first answer on:
///   from there each request is written anew, since it carries reasoning that is not the target's.
@Tag("slow")
final class SessionBytesTest {
  private static final int SESSIONS = 140;
  private static final int SESSIONS_ELSEWHERE = 20;

  /// Where the dialects have the conversation.
  private static final List<String> CONVERSATION = List.of("messages", "contents", "input");

  private static final Pattern MARK =
      Pattern.compile(
          ",\\{\"cachePoint\":\\{[^}]*}}"
              + "|,\"(cache_control|prompt_cache_breakpoint)\":\\{[^}]*}");

  /// A text is short for a single part of text, which alone has room for a mark.
  private static final Pattern LONE_TEXT =
      Pattern.compile("\"content\":\\[\\{\"type\":\"text\",\"text\":(\"(?:[^\"\\\\]|\\\\.)*\")}]");

  private static final Pattern ID =
      Pattern.compile(",\"(tool_call_)?id\":\"[^\"]*\"|\"(tool_call_)?id\":\"[^\"]*\",");

  /// What depends on whether the model may think.
  private static final Set<String> OF_THINKING =
      Set.of(
          "thinking",
          "max_tokens",
          "tool_choice",
          "output_config",
          "additionalModelRequestFields",
          "temperature");

  private static final SessionBytes BYTES = new SessionBytes();

  @ParameterizedTest
  @EnumSource
  void a_longer_session_begins_with_the_shorter_one(SessionFormat door) throws Exception {
    int sent = 0;
    try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long seed = 0; seed < SESSIONS; seed++) {
        var session = door.session(seed);
        int answers = Math.max((int) (seed % (Session.ROUNDS - 1)), session.moved() ? 1 : 0);
        int more = answers + 1 + (int) (seed / 7 % (Session.ROUNDS - 1 - answers));
        var shorter = door.request(session, answers);
        var longer = door.request(session, more);
        for (var dialect : DialectId.values()) {
          var target = BYTES.target(dialect, seed);
          var what =
              "seed %d from %s to %s/%s at %s, %d and %d answers"
                  .formatted(
                      seed, door, target.provider().id(), target.model(), dialect, answers, more);
          Callable<Preview> translation = () -> BYTES.sent(door, shorter, session.stream(), target);
          var again = others.submit(translation);
          var before = translation.call();
          assertThat(text(again.get())).as(what).isEqualTo(text(before));
          if (before.failure() != null) continue;
          var after = BYTES.sent(door, longer, session.stream(), target);
          assertThat(after.failure()).as(what).isNull();
          boolean thinks = isThinkingLost(before) == isThinkingLost(after);
          boolean sameLane = before.translatedFor().isEmpty() == after.translatedFor().isEmpty();
          var differences =
              sameLane
                  ? differences(text(before), text(after), thinks ? Set.of() : OF_THINKING)
                  : differencesInMeaning(text(before), text(after));
          assertThat(differences).as(what).isEmpty();
          sent++;
        }
      }
    }
    int all = SESSIONS * DialectId.values().length;
    assertThat(sent).as("translations").isGreaterThan(all * 9 / 10);
  }

  private static String text(Preview preview) {
    if (preview.body() != null) return preview.body().utf8();
    return Objects.requireNonNull(preview.failure()).message();
  }

  private static boolean isThinkingLost(Preview preview) {
    return preview.losses().stream()
        .anyMatch(
            loss ->
                loss.path().equals("reasoning_effort") && loss.reason().endsWith("signature-lost"));
  }

  /// What of the shorter request is not the beginning of the longer one; empty where all is.
  private static List<String> differences(String shorter, String longer, Set<String> but) {
    var before = Slices.of(shorter);
    var after = Slices.of(longer);
    var found = new ArrayList<String>();
    var names = new LinkedHashSet<>(before.members().keySet());
    names.addAll(after.members().keySet());
    names.removeAll(but);
    for (var name : names) {
      var was = String.valueOf(before.members().get(name));
      var is = String.valueOf(after.members().get(name));
      if (!was.equals(is)) found.add(name + " was " + was + ", is " + is);
    }
    for (int i = 0; i < before.turns().size(); i++) {
      var was = before.turns().get(i);
      var is = i < after.turns().size() ? after.turns().get(i) : "nothing";
      if (!was.equals(is)) found.add("turn " + i + " was " + was + ", is " + is);
    }
    if (after.turns().size() <= before.turns().size()) found.add("it is no longer");
    return found;
  }

  /// The same for turns that are written anew.
  private static List<String> differencesInMeaning(String shorter, String longer) {
    var before = Slices.of(shorter).turns();
    var after = Slices.of(longer).turns();
    var found = new ArrayList<String>();
    for (int i = 0; i < before.size(); i++) {
      var was = Json.MAPPER.readTree(ID.matcher(before.get(i)).replaceAll(""));
      var is = Json.MAPPER.readTree(ID.matcher(after.get(i)).replaceAll(""));
      if (!was.equals(is)) found.add("turn " + i + " meant " + was + ", means " + is);
    }
    return found;
  }

  /// A request in slices of its own text.
  ///
  /// @param members all but the conversation
  /// @param turns without marks
  private record Slices(Map<String, String> members, List<String> turns) {
    static Slices of(String request) {
      var members = new LinkedHashMap<String, String>();
      var turns = new ArrayList<String>();
      try (var parser = Json.MAPPER.createParser(request)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          var name = parser.currentName();
          boolean array = parser.nextToken() == JsonToken.START_ARRAY;
          if (!array || !CONVERSATION.contains(name)) {
            int from = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            parser.finishToken();
            members.put(
                name, request.substring(from, (int) parser.currentLocation().getCharOffset()));
            continue;
          }
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            int from = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            parser.finishToken();
            var turn = request.substring(from, (int) parser.currentLocation().getCharOffset());
            var unmarked = MARK.matcher(turn).replaceAll("");
            turns.add(LONE_TEXT.matcher(unmarked).replaceAll("\"content\":$1"));
          }
        }
      }
      return new Slices(members, turns);
    }
  }

  /// Orders of hash tables, identity hashes, locales and time zones differ from process to process.
  @Test
  void other_processes_write_the_same_bytes() throws Exception {
    var flags =
        List.of(
            List.of("-Duser.language=tr", "-Duser.timezone=Asia/Kathmandu"),
            List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=0"));
    try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
      var digests = new ArrayList<Future<List<String>>>();
      for (var each : flags) digests.add(others.submit(() -> elsewhere(each)));
      var here = SessionBytes.digests(SESSIONS_ELSEWHERE);
      for (int i = 0; i < flags.size(); i++) {
        assertThat(digests.get(i).get()).as("with " + flags.get(i)).isEqualTo(here);
      }
    }
  }

  private static List<String> elsewhere(List<String> flags) throws Exception {
    var classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classes));
    command.addAll(List.of(SessionBytes.class.getName(), Integer.toString(SESSIONS_ELSEWHERE)));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      var lines = out.lines().toList();
      assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
      return lines;
    }
  }
}
