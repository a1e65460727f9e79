import { useEffect, useMemo, useRef } from 'react';
import type { SessionCall } from '../../api/sessions';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { type Formats, useFormats } from '../../platform/formats';
import { commonTexts } from '../../texts';
import type { CommonTexts } from '../../texts/en';
import { useWidth } from '../../ui/chart/useWidth';
import { agentName } from './agents';
import { contextPoints, costOf, costPoints, type Lanes, placeCalls, type Slot, shareOf, slotAt } from './lanes';
import { sessionTexts } from './texts';
import type { SessionTexts } from './texts/en';

/** Heights in pixels. */
const MAIN = 76;
const SUB = 40;
const BETWEEN = 12;
const LINES = 54;
/** Room above a bar for the mark of an error. */
const MARK = 12;
const LEAST_BAR = 2;
const UNKNOWN_BAR = 10;

/** The calls as bars, a line for each agent, and below what they cost together and the size of the context. */
export function Chart({
  calls,
  selected,
  select,
}: {
  calls: readonly SessionCall[];
  selected: string | undefined;
  select: (id: string) => void;
}) {
  const t = useTexts(sessionTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const box = useRef<HTMLDivElement>(null);
  const available = useWidth(box);
  const lanes = useMemo(() => placeCalls(calls, available), [calls, available]);
  const grounds = useMemo(() => lanes.agents.map((_, lane) => MAIN + lane * (SUB + BETWEEN)), [lanes]);
  const bars = useMemo(
    () =>
      lanes.slots.map(slot => (
        <Bar
          key={slot.call.id}
          slot={slot}
          lanes={lanes}
          ground={grounds[slot.lane] ?? 0}
          title={titleOf(slot.call, t, formats, common)}
        />
      )),
    [lanes, grounds, t, formats, common],
  );
  const linesTop = (grounds.at(-1) ?? 0) + BETWEEN + 4;
  const height = linesTop + LINES;
  const chosen = lanes.slots.find(({ call }) => call.id === selected);

  useEffect(() => {
    const scroller = box.current;
    if (!scroller || !chosen) return;
    const { scrollLeft, clientWidth } = scroller;
    if (chosen.x < scrollLeft || chosen.x + chosen.width > scrollLeft + clientWidth) {
      scroller.scrollLeft = chosen.x - clientWidth / 2;
    }
  }, [chosen]);

  return (
    <figure className="session-chart">
      <div className="session-chart-row">
        <ul className="session-agents" aria-hidden="true">
          {lanes.agents.map((agent, lane) => (
            <li key={agent ?? ''} style={{ top: (grounds[lane] ?? 0) - 18 }}>
              {agentName(agent, t)}
            </li>
          ))}
        </ul>
        <div className="session-chart-scroll" ref={box}>
          {available > 0 && (
            // biome-ignore lint/a11y/useKeyWithClickEvents: J and K do the same
            <svg
              width={lanes.width}
              height={height}
              role="img"
              aria-label={t.chart}
              onClick={event => {
                const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
                const slot = slotAt(lanes.slots, at);
                if (slot) select(slot.call.id);
              }}
            >
              {chosen && (
                <rect className="session-chosen" x={chosen.x - 1} y={0} width={chosen.width + 2} height={height} />
              )}
              {grounds.map((y, lane) => (
                <line key={lanes.agents[lane] ?? ''} className="session-ground" x1={0} x2={lanes.width} y1={y} y2={y} />
              ))}
              {bars}
              <g transform={`translate(0 ${linesTop})`}>
                {lanes.slots
                  .filter(({ call }) => call.compacted)
                  .map(({ call, x }) => (
                    <line key={call.id} className="session-compacted" x1={x} x2={x} y1={-linesTop} y2={LINES}>
                      <title>{t.compacted}</title>
                    </line>
                  ))}
                {lanes.totalNanos > 0 && (
                  <polyline className="session-cost-line" points={costPoints(lanes, LINES - 2)} />
                )}
                {lanes.mostContext > 0 && (
                  <polyline className="session-context-line" points={contextPoints(lanes, 0, LINES - 2)} />
                )}
              </g>
            </svg>
          )}
        </div>
      </div>
      <Legend lanes={lanes} />
    </figure>
  );
}

function Bar({ slot, lanes, ground, title }: { slot: Slot; lanes: Lanes; ground: number; title: string }) {
  const { call, x, width, lane } = slot;
  const most = (lane === 0 ? MAIN : SUB) - MARK;
  const height =
    call.cost === 'unknown' && lanes.mostNanos > 0 ? UNKNOWN_BAR : Math.max(LEAST_BAR, shareOf(call, lanes) * most);
  const failed = call.state === 'error' || call.state === 'refused';
  const middle = x + width / 2;
  const top = ground - height;
  const inner = width > 6 ? width - 1 : width;
  return (
    <g>
      {/* The whole height takes the pointer, so that small bars are as easy to hit. */}
      <rect x={x} y={ground - most} width={width} height={most + 4} fill="transparent">
        <title>{title}</title>
      </rect>
      <rect
        className={`session-bar session-bar-${call.cost}`}
        style={call.cost === 'priced' ? { fill: shade(call.cached_share) } : undefined}
        x={x}
        y={top}
        width={inner}
        height={height}
        rx={1}
      />
      {failed && (
        <path className="session-error-mark" d={`M${middle - 3.5} ${top - 10}l7 7M${middle + 3.5} ${top - 10}l-7 7`} />
      )}
      {call.tools && call.tools.length > 0 && (
        <circle className="session-tool-mark" cx={x + inner - 1} cy={ground + 4} r={1.8} />
      )}
    </g>
  );
}

/** From the colour of a prompt of which nothing was cached to that of one that was cached whole. */
export function shade(share: number | undefined): string {
  const percent = Math.round((share ?? 0) * 100);
  return `color-mix(in oklab, var(--chart-2) ${percent}%, var(--chart-4))`;
}

function titleOf(call: SessionCall, t: SessionTexts, formats: Formats, common: CommonTexts): string {
  const nanos = costOf(call);
  const lines = [
    `${formats.time(Date.parse(call.time))} ${visible(call.model)}${call.agent === 'main' ? '' : ` · ${agentName(call.agent, t)}`}`,
    [
      nanos === undefined ? common.costs[call.cost] : formats.money(nanos),
      call.cached_share !== undefined && `${common.terms.cached} ${formats.percent(call.cached_share)}`,
      call.duration_ms !== undefined && formats.duration(call.duration_ms),
    ]
      .filter(Boolean)
      .join(' · '),
  ];
  if (call.code) lines.push(visible(call.code));
  if (call.tools && call.tools.length > 0) {
    lines.push(call.tools.map(visible).join(', '));
  }
  return lines.join('\n');
}

function Legend({ lanes }: { lanes: Lanes }) {
  const t = useTexts(sessionTexts);
  const formats = useFormats();
  const unknown = lanes.slots.some(({ call }) => call.cost === 'unknown');
  return (
    <figcaption className="session-legend muted">
      <span>
        {lanes.mostNanos > 0
          ? t.heightLegend(formats.money(lanes.mostNanos))
          : t.heightTokens(formats.compact(lanes.mostTokens))}
      </span>
      <span>
        {t.uncachedLegend} <span className="session-scale" aria-hidden="true" /> {t.cachedLegend}
      </span>
      {unknown && (
        <span>
          <span className="session-key session-key-unknown" aria-hidden="true" /> {t.unknownLegend}
        </span>
      )}
      {lanes.totalNanos > 0 && (
        <span>
          <span className="session-key session-key-cost" aria-hidden="true" />{' '}
          {t.costLine(formats.money(lanes.totalNanos))}
        </span>
      )}
      {lanes.mostContext > 0 && (
        <span>
          <span className="session-key session-key-context" aria-hidden="true" />{' '}
          {t.contextLine(formats.compact(lanes.mostContext))}
        </span>
      )}
      <span>
        <span className="session-key session-key-tools" aria-hidden="true" /> {t.ran}
      </span>
    </figcaption>
  );
}
