package io.llmcallgateway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Sentences as people say them to models: a few words again and again, most words seldom, some
/// hardly ever. Made once, then taken in turn, so that a generator costs little. One thread.
final class Vocabulary {
  /// A word that one call in some tens of thousands has.
  static final List<String> RARE =
      List.of("鲁迅", "敦煌", "quokka", "饕餮", "zugzwang", "貔貅", "antikythera", "曾侯乙");

  /// Words that every other sentence has.
  static final List<String> COMMON = List.of("the", "我们", "model", "的");

  private static final int WORDS = 20_000;
  private static final int SENTENCES = 30_000;
  private static final String HANZI =
      "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔";

  private final List<String> english = new ArrayList<>(SENTENCES);
  private final List<String> chinese = new ArrayList<>(SENTENCES);

  Vocabulary(RandomGenerator random) {
    var words = words(random);
    var terms = terms(random);
    for (int i = 0; i < SENTENCES; i++) {
      english.add(sentence(random, words, 6 + random.nextInt(14), " ", ". "));
      chinese.add(sentence(random, terms, 5 + random.nextInt(12), "", "。"));
    }
  }

  private static List<String> words(RandomGenerator random) {
    var words =
        new ArrayList<>(List.of("the", "model", "of", "and", "a", "to", "in", "is", "code"));
    var syllables = "ba ce di fo gu ha le mi no pu ra se ti vo wa ex ing er tion al".split(" ", -1);
    while (words.size() < WORDS) {
      var word = new StringBuilder();
      for (int i = 2 + random.nextInt(3); i > 0; i--) {
        word.append(syllables[random.nextInt(syllables.length)]);
      }
      words.add(word.toString());
    }
    return words;
  }

  private static List<String> terms(RandomGenerator random) {
    var terms = new ArrayList<>(List.of("的", "我们", "是", "了", "模型", "在", "不", "这个"));
    while (terms.size() < WORDS) {
      var term = new StringBuilder();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        term.append(HANZI.charAt(rank(random, HANZI.length())));
      }
      terms.add(term.toString());
    }
    return terms;
  }

  private static String sentence(
      RandomGenerator random, List<String> words, int length, String between, String end) {
    var sentence = new StringBuilder();
    for (int i = 0; i < length; i++) {
      sentence.append(i == 0 ? "" : between).append(words.get(rank(random, words.size())));
    }
    return sentence.append(end).toString();
  }

  /// A rank below `size` with a probability that falls with the rank, nearly as Zipf has it.
  static int rank(RandomGenerator random, int size) {
    return (int) Math.min(size - 1L, (long) Math.pow(size, random.nextDouble()) - 1);
  }

  /// Sentences in one language of at least so many characters.
  String text(RandomGenerator random, boolean inChinese, int length) {
    var sentences = inChinese ? chinese : english;
    var text = new StringBuilder(length + 120);
    while (text.length() < length) text.append(sentences.get(random.nextInt(sentences.size())));
    return text.toString();
  }

  /// Something of a sentence that texts have: a word, or some that follow each other.
  String piece(RandomGenerator random, boolean inChinese, int words) {
    if (inChinese) {
      var sentence = chinese.get(random.nextInt(chinese.size()));
      int length = Math.min(2 * words, sentence.length() - 1);
      int at = random.nextInt(sentence.length() - length);
      return sentence.substring(at, at + length);
    }
    var all = english.get(random.nextInt(english.size())).replace(".", "").strip().split(" ", -1);
    int at = random.nextInt(all.length - words + 1);
    return String.join(" ", List.of(all).subList(at, at + words));
  }
}
