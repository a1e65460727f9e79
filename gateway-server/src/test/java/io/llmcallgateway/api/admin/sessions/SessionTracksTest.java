package io.llmcallgateway.api.admin.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.api.admin.sessions.SessionTracks.Placed;
import io.llmcallgateway.journal.SessionStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which conversation of a session a call belongs to, told by its traffic alone.
final class SessionTracksTest {
  private final List<SessionStep> calls = new ArrayList<>();

  private void call(String model, long startedAt, long millis, long input) {
    calls.add(
        new SessionStep(
            calls.size(), "id-" + calls.size(), startedAt, model, input, 0, millis * 1_000));
  }

  private List<Placed> placed() {
    return SessionTracks.of(calls);
  }

  @Test
  void calls_with_a_growing_prompt_are_one_conversation_with_gaps() {
    call("sonnet", 0, 1_000, 8_000);
    call("sonnet", 5_000, 1_000, 9_000);
    call("sonnet", 6_200, 1_000, 20_000);
    assertThat(placed()).extracting(Placed::agent).containsOnly("main");
    assertThat(placed()).extracting(Placed::gapMillis).containsExactly(-1L, 4_000L, 200L);
    assertThat(placed()).noneMatch(Placed::compacted);
  }

  @Test
  void what_runs_at_the_same_time_is_another_conversation() {
    call("sonnet", 0, 10_000, 8_000);
    call("sonnet", 2_000, 1_000, 8_100);
    call("sonnet", 4_000, 1_000, 8_200);
    call("sonnet", 11_000, 1_000, 9_000);
    assertThat(placed())
        .extracting(Placed::agent)
        .containsExactly("main", "sub-1", "sub-1", "main");
    assertThat(placed().getLast().gapMillis()).isEqualTo(1_000);
  }

  @Test
  void a_short_prompt_beside_a_long_one_that_goes_on_is_another_conversation() {
    call("sonnet", 0, 1_000, 50_000);
    call("sonnet", 2_000, 1_000, 4_000);
    call("sonnet", 4_000, 1_000, 51_000);
    assertThat(placed()).extracting(Placed::agent).containsExactly("main", "sub-1", "main");
    assertThat(placed()).noneMatch(Placed::compacted);
  }

  @Test
  void a_prompt_that_shrinks_for_good_was_compacted() {
    call("sonnet", 0, 1_000, 150_000);
    call("sonnet", 2_000, 1_000, 20_000);
    call("sonnet", 4_000, 1_000, 22_000);
    assertThat(placed()).extracting(Placed::agent).containsOnly("main");
    assertThat(placed()).extracting(Placed::compacted).containsExactly(false, true, false);
  }

  @Test
  void another_model_is_another_conversation() {
    call("sonnet", 0, 1_000, 8_000);
    call("haiku", 2_000, 1_000, 500);
    assertThat(placed()).extracting(Placed::agent).containsExactly("main", "sub-1");
  }

  @Test
  void a_call_without_a_counted_prompt_is_in_none_where_there_are_several() {
    call("sonnet", 0, 1_000, 8_000);
    call("sonnet", 2_000, 1_000, 0);
    call("haiku", 4_000, 1_000, 500);
    call("haiku", 6_000, 1_000, 0);
    assertThat(placed()).extracting(Placed::agent).containsExactly("main", "main", "sub-1", null);
  }
}
