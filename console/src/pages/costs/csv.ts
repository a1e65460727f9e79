import type { Sums, SumsDocument } from '../../api/aggregates';
import { amountsOf, KINDS } from './amounts';

const COLUMNS: readonly [string, (sums: Sums) => string | number][] = [
  ['calls', sums => sums.calls],
  ['unpriced_calls', sums => sums.unpriced],
  ['input_tokens', sums => sums.input_tokens],
  ['cached_tokens', sums => sums.cached_tokens],
  ['output_tokens', sums => sums.output_tokens],
  ...KINDS.map((kind): [string, (sums: Sums) => string] => [
    `${kind === 'input' ? 'uncached_input' : kind}_usd`,
    sums => dollars(amountsOf(sums)[kind]),
  ]),
  ['cache_savings_usd', sums => dollars(sums.cache_savings_nano_usd)],
  ['cache_unpriced_calls', sums => sums.cache_unpriced],
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

/** Returns billionths of US dollars as dollars, without trailing zeros. */
function dollars(nanos: number): string {
  return (nanos / 1e9).toFixed(9).replace(/\.?0+$/, '');
}

/** Values come from clients: what a spreadsheet would compute is written as text. */
function cell(value: string | number): string {
  const text = String(value);
  const safe =
    typeof value === 'string' && /^[\s]*[=+\-@＝＋－＠]/.test(text) && !/^-?[\d.]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
