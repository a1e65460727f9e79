package io.llmcallgateway.upstream.demo;

import java.util.List;

/// The stories of the model `story`.
final class Stories {
  private static final List<String> ENGLISH =
      List.of(
          """
          Once upon a time a small gateway stood at the edge of a wide sea of models. Every morning \
          letters arrived in one language and left in another, and none was ever lost. One day a \
          storm cut the bridge to the largest island. The gateway did not panic: it sent each letter \
          by another boat, wrote the detour in its book, and by nightfall every answer had come \
          home. The people said nothing had happened, and the gateway knew that was the finest \
          praise of all.\
          """,
          """
          The lighthouse keeper counted tokens the way others count stars. Thirty in a second when \
          the night was calm, fewer when fog lay on the water. A traveller asked why he kept such \
          exact books. "Because light that nobody measured is soon forgotten," he said, and turned \
          the page. Far out a ship saw the beam, changed its course by two degrees and missed the \
          rocks it would never hear about.\
          """,
          """
          A fox found a mirror in the forest and asked it for advice. The mirror repeated each word \
          politely. "You are wise," said the fox, "since you always agree with me." On the way home \
          it fell into the same river as the day before, and while its coat was drying it decided to \
          ask somebody who answers in words of their own.\
          """);
  private static final List<String> CHINESE =
      List.of(
          """
          从前，在一片辽阔的模型之海边，有一座小小的网关。每天清晨，信件用一种语言送来，又用另一种语言送走，\
          从来没有丢过一封。有一天，暴风雨冲断了通往最大岛屿的桥。网关没有慌张，它让每封信改乘别的船，\
          把绕行的路线记在账本上。到了傍晚，所有的回信都平安到家。人们说，今天什么也没有发生；\
          网关知道，这就是最好的夸奖。\
          """,
          """
          守灯塔的老人数着词元，就像别人数着星星。风平浪静的夜里，每秒三十个；海上起雾时，就慢一些。\
          有位旅人问他，为什么要把账记得这样仔细。老人说：“没有人量过的光，很快就会被忘记。”\
          说完，他翻过一页。远处的一艘船看见了灯光，把航向偏了两度，避开了它永远不会知道的礁石。\
          """);

  private Stories() {}

  /// Returns a story: always the same for a prompt, and a Chinese one for a Chinese prompt.
  static String about(String prompt) {
    var stories = isChinese(prompt) ? CHINESE : ENGLISH;
    return stories.get(Math.floorMod(prompt.hashCode(), stories.size()));
  }

  static boolean isChinese(String text) {
    return text.codePoints().anyMatch(Character::isIdeographic);
  }

  static List<String> all() {
    return List.of(ENGLISH, CHINESE).stream().flatMap(List::stream).toList();
  }
}
