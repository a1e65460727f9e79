import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useFormats } from '../../platform/formats';
import { type BucketScale, barsPath, bucketAt, dragOf, timeOfBucket, xOfBucket, xOfTime } from './scale';
import { useWidth } from './useWidth';
import './chart.css';

export interface HistogramSeries {
  name: string;
  values: readonly number[];
  /** A class of chart.css that gives the colour: `chart-1` to `chart-5`, `chart-bad`. */
  colour: string;
}

export interface HistogramMark {
  id: string;
  at: number;
  label: string;
}

const HEIGHT = 64;
const MARKS = 16;

/** Bars over time: dragging picks a time, a click picks a bar, and so do the arrow keys and Enter. */
export function Histogram({
  label,
  from,
  step,
  series,
  marks = [],
  describe,
  onZoom,
  onPick,
  onMark,
  axisInset = 24,
  height = HEIGHT,
}: {
  label: string;
  from: number;
  step: number;
  /** Stacked from the ground. */
  series: readonly HistogramSeries[];
  marks?: readonly HistogramMark[];
  describe: (bucket: number) => ReactNode;
  onZoom?: (range: { from: number; to: number }) => void;
  onPick?: (range: { from: number; to: number }) => void;
  onMark?: (id: string) => void;
  /** Pixels at the right of the axis that stay free of times. */
  axisInset?: number;
  height?: number;
}) {
  const formats = useFormats();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [hover, setHover] = useState<number>();
  const [drag, setDrag] = useState<{ start: number; end: number }>();
  const count = series[0]?.values.length ?? 0;
  const scale: BucketScale = { from, step, count, width };
  const totals = Array.from({ length: count }, (_, bucket) =>
    series.reduce((sum, { values }) => sum + (values[bucket] ?? 0), 0),
  );
  const most = Math.max(0, ...totals);
  const xOf = (event: PointerEvent) => event.clientX - (box.current?.getBoundingClientRect().left ?? 0);
  const release = (event: PointerEvent) => {
    if (!drag) return;
    setDrag(undefined);
    const asked = dragOf(scale, drag.start, xOf(event));
    if (asked.kind === 'zoom') onZoom?.({ from: asked.from, to: asked.to });
    else onPick?.(timeOfBucket(scale, asked.bucket));
  };
  const keyDown = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction !== 0 && count > 0) {
      event.preventDefault();
      setHover(Math.max(0, Math.min(count - 1, (hover ?? (direction > 0 ? -1 : count)) + direction)));
    } else if (event.key === 'Enter' && hover !== undefined) {
      event.preventDefault();
      (event.shiftKey ? onZoom : onPick)?.(timeOfBucket(scale, hover));
    }
  };
  const below: number[] = new Array(count).fill(0);
  const left = drag && Math.min(drag.start, drag.end);
  return (
    <div className="histogram">
      <div
        ref={box}
        className="histogram-plot"
        style={{ height }}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count - 1)}
        aria-valuenow={hover ?? 0}
        aria-valuetext={hover === undefined ? label : formats.moment(timeOfBucket(scale, hover).from)}
        onKeyDown={keyDown}
        onBlur={() => setHover(undefined)}
        onPointerDown={event => {
          if (event.button !== 0 || count === 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ start: xOf(event), end: xOf(event) });
        }}
        onPointerMove={event => {
          const x = xOf(event);
          if (count > 0) setHover(bucketAt(scale, x));
          if (drag) setDrag({ ...drag, end: x });
        }}
        onPointerUp={release}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={() => setHover(undefined)}
      >
        <svg width={width} height={height} aria-hidden="true">
          {hover !== undefined && (
            <rect className="histogram-hover" x={xOfBucket(scale, hover)} y={0} width={width / count} height={height} />
          )}
          {series.map(({ name, values, colour }) => {
            const path = barsPath(scale, values, most, height, below);
            for (const [bucket, value] of values.entries()) below[bucket] = (below[bucket] ?? 0) + value;
            return <path key={name} className={colour} d={path} />;
          })}
          {drag && (
            <rect className="histogram-drag" x={left} y={0} width={Math.abs(drag.end - drag.start)} height={height} />
          )}
        </svg>
        {hover !== undefined && count > 0 && (
          <div
            className={xOfBucket(scale, hover) > width / 2 ? 'chart-tip chart-tip-left' : 'chart-tip'}
            style={{ left: xOfBucket(scale, hover) }}
          >
            <div className="chart-tip-time">
              {formats.moment(timeOfBucket(scale, hover).from)} – {formats.time(timeOfBucket(scale, hover).to)}
            </div>
            {describe(hover)}
          </div>
        )}
      </div>
      {onMark && (
        <div className="histogram-marks">
          {marks.slice(0, MARKS).map(({ id, at, label: markLabel }) => (
            <button
              key={id}
              type="button"
              className="histogram-mark"
              style={{ left: Math.max(0, Math.min(width, xOfTime(scale, at))) }}
              aria-label={markLabel}
              title={markLabel}
              onClick={() => onMark(id)}
            />
          ))}
        </div>
      )}
      <div className="histogram-axis" aria-hidden="true">
        {axisTimes(scale, axisInset).map(({ at, x }) => (
          <span key={at} style={{ left: x }}>
            {step * count > 2 * 86_400_000 ? formats.day(at) : formats.minute(at)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Pixels between two times of the axis. */
const AXIS_GAP = 110;

function axisTimes(scale: BucketScale, inset: number): { at: number; x: number }[] {
  if (scale.count === 0 || scale.width === 0) return [];
  const length = scale.step * scale.count;
  const wanted = (length * AXIS_GAP) / scale.width;
  const unit = AXIS_UNITS.find(each => each >= wanted) ?? Math.ceil(wanted / DAY) * DAY;
  const zone = new Date(scale.from).getTimezoneOffset() * 60_000;
  const times: { at: number; x: number }[] = [];
  for (let at = Math.ceil((scale.from - zone) / unit) * unit + zone; at < scale.from + length; at += unit) {
    const x = xOfTime(scale, at);
    if (x > 16 && x < scale.width - inset) times.push({ at, x });
  }
  return times;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const AXIS_UNITS = [
  ...[1, 2, 5, 10, 15, 30].map(count => count * MINUTE),
  ...[1, 2, 3, 6, 12].map(count => count * HOUR),
  ...[1, 2, 7, 14, 30].map(count => count * DAY),
];
