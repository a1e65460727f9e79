package io.llmcallgateway.cli.calls;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `./gateway calls`: without a subcommand, the newest calls.
@Command(
    name = "calls",
    description = "Shows the recorded calls, beside a running gateway or without one.",
    subcommands = {
      CallsCommand.ListCalls.class,
      CallsCommand.SearchCalls.class,
      ShowCall.class,
      TailCalls.class,
      ExportCalls.class
    },
    mixinStandardHelpOptions = true)
public final class CallsCommand implements Callable<Integer> {
  @Mixin private JournalOptions journal = new JournalOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Override
  public Integer call() {
    return journal.with(opened -> CallTable.print(opened, filter.query(null)));
  }

  /// `list`: the same by its name.
  @Command(
      name = "list",
      description = "Lists calls, newest first.",
      mixinStandardHelpOptions = true)
  static final class ListCalls implements Callable<Integer> {
    @Mixin private JournalOptions journal = new JournalOptions();
    @Mixin private FilterOptions filter = new FilterOptions();

    @Override
    public Integer call() {
      return journal.with(opened -> CallTable.print(opened, filter.query(null)));
    }
  }

  /// `search WORDS`.
  @Command(
      name = "search",
      description = "Lists calls whose question, answer or error has all the words.",
      mixinStandardHelpOptions = true)
  static final class SearchCalls implements Callable<Integer> {
    @Mixin private JournalOptions journal = new JournalOptions();
    @Mixin private FilterOptions filter = new FilterOptions();

    @Parameters(
        paramLabel = "WORDS",
        arity = "1..*",
        description = "what to find; \"words in quotes\" must follow each other")
    private List<String> words = List.of();

    @Override
    public Integer call() {
      return journal.with(opened -> CallTable.print(opened, filter.query(String.join(" ", words))));
    }
  }
}
