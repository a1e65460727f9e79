import type { SumsDocument } from '../../api/aggregates';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Groups that have a colour of their own. */
const LAYERS = 4;

export interface Layer {
  /** Undefined for all others together. */
  value: string | undefined;
  values: number[];
  sum: number;
}

/** Values over time in steps of one length, in layers. */
export interface Stack {
  from: number;
  step: number;
  layers: Layer[];
}

/** Returns the step in which the cost of a time is told; undefined where hours are too long for it. */
export function stepOf({ from, to }: { from: number; to: number }): 'hour' | 'day' | undefined {
  if (to - from <= 5 * HOUR) return undefined;
  return to - from <= 3 * DAY ? 'hour' : 'day';
}

/** Returns the cost over time, the dearest groups apart; undefined where there are no steps. */
export function stackOf({ series, from_ms, to_ms }: SumsDocument, step: 'hour' | 'day'): Stack | undefined {
  const anchor = series?.[0]?.points[0]?.at_ms;
  if (!series || anchor === undefined) return undefined;
  const length = step === 'hour' ? HOUR : DAY;
  const from = anchor - Math.ceil((anchor - from_ms) / length) * length;
  const count = Math.max(1, Math.ceil((to_ms - from) / length));
  const layers = series
    .map(({ value, points }): Layer => {
      const values = new Array<number>(count).fill(0);
      let sum = 0;
      for (const { at_ms, nano_usd } of points) {
        // Days are not all of the same length.
        const at = Math.max(0, Math.min(count - 1, Math.round((at_ms - from) / length)));
        values[at] = (values[at] ?? 0) + nano_usd;
        sum += nano_usd;
      }
      return { value, values, sum };
    })
    .filter(layer => layer.sum > 0)
    .sort((a, b) => b.sum - a.sum);
  const rest = layers.slice(LAYERS);
  if (rest.length <= 1) return { from, step: length, layers };
  const others: Layer = {
    value: undefined,
    values: Array.from({ length: count }, (_, at) => rest.reduce((sum, layer) => sum + (layer.values[at] ?? 0), 0)),
    sum: rest.reduce((sum, layer) => sum + layer.sum, 0),
  };
  return { from, step: length, layers: [...layers.slice(0, LAYERS), others] };
}
