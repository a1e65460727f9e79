/** Buckets of equal length along a width in pixels. */
export interface BucketScale {
  from: number;
  step: number;
  count: number;
  width: number;
}

export function bucketAt(scale: BucketScale, x: number): number {
  const bucket = Math.floor((x / scale.width) * scale.count);
  return Math.max(0, Math.min(scale.count - 1, bucket));
}

export function xOfBucket(scale: BucketScale, bucket: number): number {
  return (bucket / scale.count) * scale.width;
}

export function xOfTime(scale: BucketScale, at: number): number {
  return ((at - scale.from) / (scale.step * scale.count)) * scale.width;
}

/** Returns the time of a bucket: its first millisecond, and the first of the one after. */
export function timeOfBucket(scale: BucketScale, bucket: number): { from: number; to: number } {
  const from = Math.round(scale.from + bucket * scale.step);
  return { from, to: Math.round(from + scale.step) };
}

/** A press that has moved less than this many pixels is a click. */
const CLICK = 4;

export type Drag = { kind: 'pick'; bucket: number } | { kind: 'zoom'; from: number; to: number };

/** Returns what a drag from one place to another asks for: a bucket, or the time of all that it touched. */
export function dragOf(scale: BucketScale, startX: number, endX: number): Drag {
  if (Math.abs(endX - startX) < CLICK) return { kind: 'pick', bucket: bucketAt(scale, startX) };
  const [left, right] = startX < endX ? [startX, endX] : [endX, startX];
  return {
    kind: 'zoom',
    from: timeOfBucket(scale, bucketAt(scale, left)).from,
    to: timeOfBucket(scale, bucketAt(scale, right)).to,
  };
}

/** Returns a path of bars on the ground of a chart. `below` holds what stands under each bar in a stack. */
export function barsPath(
  scale: BucketScale,
  values: readonly number[],
  most: number,
  height: number,
  below?: readonly number[],
): string {
  if (most <= 0) return '';
  const slot = scale.width / scale.count;
  const gap = slot > 4 ? 1 : 0;
  let path = '';
  for (const [bucket, value] of values.entries()) {
    if (value <= 0) continue;
    const ground = height - ((below?.[bucket] ?? 0) / most) * height;
    // What happened once is seen beside what happened a thousand times.
    const bar = Math.max(1.5, (value / most) * height);
    const x = bucket * slot;
    path += `M${fixed(x)} ${fixed(ground)}v${fixed(-bar)}h${fixed(slot - gap)}v${fixed(bar)}z`;
  }
  return path;
}

function fixed(value: number): string {
  return value.toFixed(1);
}
