package io.llmcallgateway.catalog.price;

import io.llmcallgateway.model.Cost.Bucket;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// Reads price files. Every mistake is reported with its path, and the rest is still read. Numbers
/// are read as text, so that none is rounded.
public final class PriceFileReader {
  private static final Set<String> OF_FILE =
      Set.of("source", "version", "unit", "currency", "per-usd", "lists");
  private static final Set<String> OF_LIST =
      Set.of("same-as", "fallback", "billed-as", "service", "models");
  private static final Set<String> OF_MODEL = Set.of("name", "match", "prices", "service");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,18})?");
  private static final Pattern HOURS = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
  private static final Pattern COUNT = Pattern.compile("\\d{1,12}");

  private final PriceProblems problems;
  private @Nullable BigDecimal perUsd;

  /// @param problems receives the path and the description of each mistake
  private PriceFileReader(PriceProblems problems) {
    this.problems = problems;
  }

  /// Reads a price file.
  ///
  /// @param usualVersion the version if the file has none
  public static PriceFile read(
      InputStream in, String layer, String usualVersion, PriceProblems problems) {
    @Nullable Object root;
    try {
      var settings =
          LoadSettings.builder().setSchema(new FailsafeSchema()).setAllowDuplicateKeys(false);
      var pages = new Load(settings.build()).loadAllFromInputStream(in).iterator();
      root = pages.hasNext() ? pages.next() : null;
    } catch (YamlEngineException e) {
      problems.add("", "is not YAML: " + e.getMessage());
      return PriceFile.empty(layer);
    }
    return read(root, layer, usualVersion, problems);
  }

  /// Reads a price file that has been parsed to maps, lists and texts.
  public static PriceFile read(
      @Nullable Object root, String layer, String usualVersion, PriceProblems problems) {
    return new PriceFileReader(problems).file(root, layer, usualVersion);
  }

  private PriceFile file(@Nullable Object root, String layer, String usualVersion) {
    if (root == null || root.equals("")) return PriceFile.empty(layer);
    var members = map(root, "", OF_FILE);
    perUsd = currency(members);
    var lists = new LinkedHashMap<String, PriceList>();
    for (var list : map(members.get("lists"), "lists", null).entrySet()) {
      lists.put(list.getKey(), list(list.getValue(), "lists." + list.getKey()));
    }
    var version = text(members.get("version"), "version");
    var source = text(members.get("source"), "source");
    return new PriceFile(
        layer, source == null ? "" : source, version == null ? usualVersion : version, lists);
  }

  private @Nullable BigDecimal currency(Map<String, Object> members) {
    var currency = text(members.get("currency"), "currency");
    if (currency == null || currency.equals("USD")) return null;
    var rate = number(members.get("per-usd"), "per-usd");
    if (rate != null && rate.signum() > 0) return rate;
    problems.add("per-usd", "must say how many " + currency + " a US dollar is");
    return null;
  }

  private PriceList list(@Nullable Object value, String path) {
    var members = map(value, path, OF_LIST);
    var models = new ArrayList<PricedModel>();
    int i = 0;
    for (var model : items(members.get("models"), path + ".models")) {
      var read = model(model, path + ".models[" + i++ + "]");
      if (read != null) models.add(read);
    }
    return new PriceList(
        text(members.get("same-as"), path + ".same-as"),
        texts(members.get("fallback"), path + ".fallback"),
        members.containsKey("billed-as")
            ? billedAs(members.get("billed-as"), path + ".billed-as")
            : null,
        factors(members.get("service"), path + ".service"),
        models);
  }

  private @Nullable PricedModel model(Object value, String path) {
    var members = map(value, path, OF_MODEL);
    var name = text(members.get("name"), path + ".name");
    if (name == null || name.isBlank()) {
      problems.add(path, "needs a name");
      return null;
    }
    var match = texts(members.get("match"), path + ".match");
    for (int i = 0; i < match.size(); i++) check(match.get(i), path + ".match[" + i + "]");
    var periods = new ArrayList<PricePeriod>();
    int i = 0;
    for (var period : items(members.get("prices"), path + ".prices")) {
      periods.add(period(period, path + ".prices[" + i++ + "]"));
    }
    if (periods.isEmpty()) problems.add(path, "needs prices: [{ input: \"1.5\", output: \"6\" }]");
    return new PricedModel(
        name,
        match.isEmpty() ? List.of(name) : match,
        periods,
        factors(members.get("service"), path + ".service"));
  }

  private void check(String match, String path) {
    if (!PriceBook.isExpression(match)) return;
    try {
      Pattern.compile(match.substring(1, match.length() - 1));
    } catch (PatternSyntaxException e) {
      problems.add(path, "is no regular expression: " + e.getDescription());
    }
  }

  private PricePeriod period(Object value, String path) {
    var members = map(value, path, null);
    LocalDate from = null;
    LocalDate until = null;
    PricePeriod.Hours hours = null;
    var tiers = new ArrayList<PricePeriod.Tier>();
    var prices = new LinkedHashMap<String, Object>();
    var contexts = new HashMap<String, Rates>();
    boolean once = false;
    for (var member : members.entrySet()) {
      var at = path + "." + member.getKey();
      switch (member.getKey()) {
        case "from" -> from = date(member.getValue(), at);
        case "until" -> until = date(member.getValue(), at);
        case "hours" -> hours = hours(member.getValue(), at);
        case "tiers" -> {
          int i = 0;
          for (var tier : items(member.getValue(), at)) tiers.add(tier(tier, at + "[" + i++ + "]"));
        }
        case "search-context" -> {
          for (var size : map(member.getValue(), at, null).entrySet()) {
            var where = at + "." + size.getKey();
            contexts.put(size.getKey(), rates(map(size.getValue(), where, null), where));
          }
        }
        case "search-per" -> once = perAnswer(member.getValue(), at);
        default -> prices.put(member.getKey(), member.getValue());
      }
    }
    tiers.sort(Comparator.comparingLong(PricePeriod.Tier::above));
    return new PricePeriod(from, until, hours, rates(prices, path), contexts, once, tiers);
  }

  private PricePeriod.Tier tier(Object value, String path) {
    var members = new LinkedHashMap<>(map(value, path, null));
    var above = text(members.remove("above"), path + ".above");
    if (above == null || !COUNT.matcher(above).matches()) {
      problems.add(path + ".above", "must be a number of tokens");
      above = "0";
    }
    return new PricePeriod.Tier(Long.parseLong(above), rates(members, path));
  }

  private Rates rates(Map<String, Object> members, String path) {
    var rates = new EnumMap<Bucket, BigDecimal>(Bucket.class);
    for (var member : members.entrySet()) {
      var bucket = Rates.bucket(member.getKey());
      var at = path + "." + member.getKey();
      if (bucket == null) {
        problems.add(at, "is not a known price");
        continue;
      }
      var price = number(member.getValue(), at);
      if (price == null) continue;
      rates.put(bucket, perUsd == null ? price : CurrencyConversion.inDollars(price, perUsd));
    }
    return new Rates(rates);
  }

  private boolean perAnswer(Object value, String path) {
    if (value.equals("answer")) return true;
    if (!value.equals("search")) problems.add(path, "must be search or answer");
    return false;
  }

  private Map<Bucket, Bucket> billedAs(@Nullable Object value, String path) {
    var billed = new HashMap<Bucket, Bucket>();
    for (var member : map(value, path, null).entrySet()) {
      var bucket = Rates.bucket(member.getKey());
      var other = Rates.bucket(String.valueOf(member.getValue()));
      if (bucket != null && other != null) billed.put(bucket, other);
      else
        problems.add(
            path + "." + member.getKey(), "must name a price, and the one it is billed at");
    }
    return billed;
  }

  private Map<String, BigDecimal> factors(@Nullable Object value, String path) {
    var factors = new HashMap<String, BigDecimal>();
    for (var member : map(value, path, null).entrySet()) {
      var factor = number(member.getValue(), path + "." + member.getKey());
      if (factor != null) factors.put(member.getKey().toLowerCase(Locale.ROOT), factor);
    }
    return factors;
  }

  private @Nullable LocalDate date(Object value, String path) {
    try {
      return LocalDate.parse(String.valueOf(value));
    } catch (DateTimeException e) {
      problems.add(path, "'" + value + "' is not a date such as 2026-01-31");
      return null;
    }
  }

  private PricePeriod.@Nullable Hours hours(Object value, String path) {
    var parts = HOURS.matcher(String.valueOf(value));
    try {
      if (parts.matches()) {
        return new PricePeriod.Hours(
            LocalTime.parse(parts.group(1)), LocalTime.parse(parts.group(2)));
      }
    } catch (DateTimeException _) {
      // reported below
    }
    problems.add(path, "'" + value + "' are not hours in UTC such as 16:30-00:30");
    return null;
  }

  private @Nullable BigDecimal number(@Nullable Object value, String path) {
    var text = text(value, path);
    if (text != null && NUMBER.matcher(text).matches()) return new BigDecimal(text);
    problems.add(path, "'" + text + "' is not a price in plain digits such as 0.15");
    return null;
  }

  private @Nullable String text(@Nullable Object value, String path) {
    if (value == null) return null;
    if (value instanceof String text) return text.strip();
    problems.add(path, "must be a single value");
    return null;
  }

  private List<String> texts(@Nullable Object value, String path) {
    if (value instanceof String single) return List.of(single);
    var texts = new ArrayList<String>();
    for (var item : items(value, path)) {
      var text = text(item, path);
      if (text != null) texts.add(text);
    }
    return texts;
  }

  private List<Object> items(@Nullable Object value, String path) {
    if (value == null) return List.of();
    if (value instanceof List<?> list) return new ArrayList<>(list);
    problems.add(path, "must be a list");
    return List.of();
  }

  private Map<String, Object> map(
      @Nullable Object value, String path, @Nullable Set<String> known) {
    var members = new LinkedHashMap<String, Object>();
    if (value == null || value.equals("")) return members;
    if (!(value instanceof Map<?, ?> map)) {
      problems.add(path, "must be a mapping");
      return members;
    }
    for (var member : map.entrySet()) {
      var name = String.valueOf(member.getKey());
      if (known == null || known.contains(name)) members.put(name, member.getValue());
      else problems.add(path.isEmpty() ? name : path + "." + name, "is not a known key");
    }
    return members;
  }
}
