import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { Histogram } from '../../src/ui/chart/Histogram';
import { barsPath, dragOf, timeOfBucket } from '../../src/ui/chart/scale';

const FROM = 1_700_000_000_000;
const STEP = 60_000;
const scale = { from: FROM, step: STEP, count: 10, width: 100 };

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(100);
});

test('a press that hardly moves picks a bar, one that moves asks for the whole of what it touched', () => {
  expect(dragOf(scale, 45, 46)).toEqual({ kind: 'pick', bucket: 4 });
  const zoom = { kind: 'zoom', from: FROM + 2 * STEP, to: FROM + 6 * STEP };
  expect(dragOf(scale, 25, 52)).toEqual(zoom);
  expect(dragOf(scale, 52, 25)).toEqual(zoom);
  expect(dragOf(scale, 95, 400)).toEqual({ kind: 'zoom', from: FROM + 9 * STEP, to: FROM + 10 * STEP });
});

test('a bar of one call is seen beside a bar of a thousand', () => {
  expect(barsPath(scale, [1000, 1], 1000, 64)).toBe('M0.0 64.0v-64.0h9.0v64.0zM10.0 64.0v-1.5h9.0v1.5z');
  expect(barsPath(scale, [0, 0], 0, 64)).toBe('');
});

test('dragging over the chart zooms, clicking picks, and the arrow keys do the same', () => {
  const onZoom = vi.fn();
  const onPick = vi.fn();
  render(
    <Histogram
      label="Calls over time"
      from={FROM}
      step={STEP}
      series={[{ name: 'calls', values: new Array(10).fill(3), colour: 'chart-1' }]}
      describe={bucket => `bar ${bucket}`}
      onZoom={onZoom}
      onPick={onPick}
    />,
  );
  const plot = screen.getByRole('slider', { name: 'Calls over time' });
  plot.setPointerCapture = () => undefined;
  fireEvent.pointerDown(plot, { clientX: 25, button: 0 });
  fireEvent.pointerMove(plot, { clientX: 52 });
  fireEvent.pointerUp(plot, { clientX: 52 });
  expect(onZoom).toHaveBeenCalledWith({ from: FROM + 2 * STEP, to: FROM + 6 * STEP });
  expect(onPick).not.toHaveBeenCalled();

  fireEvent.pointerDown(plot, { clientX: 45, button: 0 });
  fireEvent.pointerUp(plot, { clientX: 45 });
  expect(onPick).toHaveBeenLastCalledWith(timeOfBucket(scale, 4));

  fireEvent.blur(plot);
  fireEvent.keyDown(plot, { key: 'ArrowRight' });
  fireEvent.keyDown(plot, { key: 'ArrowRight' });
  expect(screen.getByText('bar 1')).toBeDefined();
  fireEvent.keyDown(plot, { key: 'Enter' });
  expect(onPick).toHaveBeenLastCalledWith(timeOfBucket(scale, 1));
});
