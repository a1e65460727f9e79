import type { Sums, SumsDocument } from '../../api/aggregates';

const COLUMNS: readonly [string, (sums: Sums) => string | number][] = [
  ['calls', sums => sums.calls],
  ['unpriced_calls', sums => sums.unpriced],
  ['input_tokens', sums => sums.input_tokens],
  ['cached_tokens', sums => sums.cached_tokens],
  ['output_tokens', sums => sums.output_tokens],
  ['cost_usd', sums => sums.cost_usd ?? ''],
  ['cost_usd_before', () => ''],
];

/** Returns the table as CSV (RFC 4180), with a row for each group and one for the rest. */
export function csvOf(document: SumsDocument, by: string): string {
  const rows = document.groups.map(group => row(group.value ?? '', group, group.before));
  if (document.other) rows.push(row('(other)', document.other, undefined));
  rows.push(row('(total)', document.total, document.before));
  return [[by, ...COLUMNS.map(([name]) => name)].map(cell).join(','), ...rows].join('\r\n').concat('\r\n');
}

function row(value: string, sums: Sums, before: Sums | undefined): string {
  const figures = COLUMNS.map(([name, read]) => (name === 'cost_usd_before' ? (before?.cost_usd ?? '') : read(sums)));
  return [value, ...figures].map(cell).join(',');
}

/** Values come from clients: what a spreadsheet would compute is written as text. */
function cell(value: string | number): string {
  const text = String(value);
  const safe =
    typeof value === 'string' && /^[\s]*[=+\-@＝＋－＠]/.test(text) && !/^-?[\d.]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
