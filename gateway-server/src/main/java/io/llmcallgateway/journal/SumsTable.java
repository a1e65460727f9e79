package io.llmcallgateway.journal;

import java.util.List;

/// Sums of calls by time and group.
///
/// @param rows by time, then by the group's name
/// @param merged how many groups are together in the rows of `SumsRow.OTHER`; those that the
///   journal does not tell apart count as one
public record SumsTable(List<SumsRow> rows, int merged) {}
