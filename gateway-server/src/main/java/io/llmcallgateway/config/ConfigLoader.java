package io.llmcallgateway.config;

import io.llmcallgateway.model.Currency;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.Level;

/// Loads the configuration from flags, the environment, `.env` and gateway.yaml; the first of them
/// wins.
public final class ConfigLoader {
  private static final Level[] LEVELS = {
    Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR
  };

  private ConfigLoader() {}

  /// Loads the configuration as it is now.
  ///
  /// @throws ConfigException with every problem at once
  public static LoadedConfiguration load(
      Map<String, String> environment, Path folder, CommandLineFlags flags) throws ConfigException {
    var problems = new ProblemList();
    var variables = new Variables(environment, DotenvFile.read(folder, problems));
    var file = file(variables, folder, flags);
    boolean named = flags.config() != null || variables.get("GATEWAY_CONFIG") != null;
    var yaml = YamlFile.read(file, named, variables, problems);
    YamlFile.checkSections(yaml);
    var values = new NamedSettingValues(flags, variables, yaml, problems);
    var settings = settings(values, variables, yaml, folder, problems);
    AnonymousHostCheck.check(settings, values, problems);
    if (!problems.isEmpty()) throw new ConfigException(problems.all());
    var origins = new ArrayList<>(values.origins(settings));
    origins.addAll(SectionOrigins.of(yaml));
    return new LoadedConfiguration(settings, origins, SourceLines.of(yaml), file);
  }

  /// The gateway.yaml that is read, whether it exists or not.
  static Path file(Variables variables, Path folder, CommandLineFlags flags) {
    var flag = flags.config();
    if (flag != null) return folder.resolve(flag);
    var variable = variables.get("GATEWAY_CONFIG");
    return folder.resolve(variable == null ? YamlFile.NAME : variable);
  }

  private static Settings settings(
      NamedSettingValues values,
      Variables variables,
      Map<String, YamlValue> yaml,
      Path folder,
      ProblemList problems) {
    int port = values.number(NamedSetting.PORT, 0, 65_535);
    boolean debug = values.bool(NamedSetting.DEBUG);
    return new Settings(
        new ListenSettings(values.text(NamedSetting.HOST), port),
        new AccessSettings(
            DefaultUpstreamReader.clientKey(values),
            values.bool(NamedSetting.ALLOW_ANONYMOUS),
            values.bool(NamedSetting.METRICS_PUBLIC),
            origins(values)),
        limits(values, yaml),
        new ShutdownSettings(
            values.secondsOrNone(NamedSetting.STOP_DELAY),
            values.seconds(NamedSetting.STOP_TIMEOUT)),
        new DevelopmentSettings(debug, values.bool(NamedSetting.ENABLE_RELOAD)),
        logFiles(values, debug, folder),
        folder.resolve(String.valueOf(values.text(NamedSetting.DATA_DIR))),
        JournalSection.read(values, yaml),
        new CostSettings(values.bool(NamedSetting.STREAM_COST), currency(values, problems)),
        OtelSection.read(values, port, problems),
        AlertsSection.read(values, yaml.get("alerts"), problems),
        new UpstreamSettings(
            DefaultUpstreamReader.read(values, port, problems),
            ProvidersSection.read(yaml.get("providers"), new EndpointOptionsReader(port, problems)),
            ModelsSection.read(yaml.get("models")),
            RulesSection.read(yaml.get("rules"))),
        NetworkSection.read(values, yaml, folder, problems),
        variables);
  }

  private static LimitSettings limits(NamedSettingValues values, Map<String, YamlValue> yaml) {
    return new LimitSettings(
        (int) values.bytes(NamedSetting.BODY_LIMIT, 1L << 30),
        values.bytes(NamedSetting.UPLOAD_LIMIT, 10L << 30),
        values.number(NamedSetting.MEMORY_SHARE, 10, 80),
        values.seconds(NamedSetting.REQUEST_TIMEOUT),
        TimeoutsSection.read(values.limit(NamedSetting.FIRST_TOKEN_TIMEOUT), yaml));
  }

  /// With `DEBUG` the system log has at least debug events.
  private static LogFileSettings logFiles(NamedSettingValues values, boolean debug, Path folder) {
    var level = values.word(NamedSetting.LOG_LEVEL, LEVELS, Level::name);
    return new LogFileSettings(
        folder.resolve(String.valueOf(values.text(NamedSetting.LOG_DIR))),
        debug && level != Level.TRACE ? Level.DEBUG : level,
        values.bytes(NamedSetting.LOG_ROTATION, 1L << 40),
        Duration.ofDays(values.days(NamedSetting.LOG_RETENTION)),
        values.bytes(NamedSetting.LOG_TOTAL_SIZE, 1L << 50),
        values.word(
            NamedSetting.LOG_FORMAT,
            LogFileSettings.Format.values(),
            format -> format.name().toLowerCase(Locale.ROOT)));
  }

  private static Currency currency(NamedSettingValues values, ProblemList problems) {
    var code = String.valueOf(values.text(NamedSetting.DISPLAY_CURRENCY)).toUpperCase(Locale.ROOT);
    var rate = String.valueOf(values.text(NamedSetting.DISPLAY_RATE));
    if (!code.matches("[A-Z]{3}")) {
      problems.add(
          values.name(NamedSetting.DISPLAY_CURRENCY),
          "'"
              + values.written(NamedSetting.DISPLAY_CURRENCY)
              + "' is no currency code such as CNY");
    }
    boolean number = rate.matches("\\d{1,9}(\\.\\d{1,9})?") && new BigDecimal(rate).signum() > 0;
    if (!number) {
      problems.add(
          values.name(NamedSetting.DISPLAY_RATE),
          "'" + values.written(NamedSetting.DISPLAY_RATE) + "' is no rate above 0, such as 7.1");
      return Currency.USD;
    }
    boolean one = new BigDecimal(rate).compareTo(BigDecimal.ONE) == 0;
    if (code.equals(Currency.USD.code()) != one) {
      problems.add(
          values.name(NamedSetting.DISPLAY_RATE),
          one
              ? "says how many " + code + " a US dollar is, and is missing"
              : "is of use with a currency other than USD only");
    }
    return new Currency(code, new BigDecimal(rate));
  }

  private static List<String> origins(NamedSettingValues values) {
    return Arrays.stream(String.valueOf(values.text(NamedSetting.CORS_ORIGINS)).split(",", -1))
        .map(String::strip)
        .filter(origin -> !origin.isEmpty())
        .toList();
  }
}
