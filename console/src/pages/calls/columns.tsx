import type { ReactNode } from 'react';
import { type CallLine, nanosOf } from '../../api/calls';
import type { Formats } from '../../platform/formats';
import type { CommonTexts } from '../../texts/en';
import { Icon, type IconName } from '../../ui/Icon';
import type { CallTab, Top } from '../../url/pages';
import type { CallsTexts } from './texts/en';

/** What a cell may need to be written. */
export interface CellContext {
  t: CallsTexts;
  common: CommonTexts;
  formats: Formats;
  /** Milliseconds at which today began; earlier times are written with their day. */
  today: number;
}

export interface Column {
  id: string;
  /** Pixels, or a least width that takes what is left. */
  width: number | { least: number };
  number?: boolean;
  top?: Top;
  /** The tab that a click on the cell opens. */
  tab?: CallTab;
  cell: (line: CallLine, context: CellContext) => ReactNode;
  tooltip?: (line: CallLine, context: CellContext) => string | undefined;
}

type NamedColumn = Column & { id: keyof CallsTexts['columns'] };

const columns: readonly NamedColumn[] = [
  {
    id: 'time',
    width: 122,
    cell: ({ time }, { formats, today }) => {
      const at = Date.parse(time);
      return at >= today ? formats.time(at) : formats.moment(at);
    },
    tooltip: ({ time }) => time,
  },
  { id: 'status', width: 70, cell: line => <StatusCell line={line} />, tooltip: stateText },
  {
    id: 'model',
    width: 190,
    cell: line => <ModelCell line={line} />,
    tooltip: ({ model, model_sent, provider, attempts }, { t, formats }) =>
      [t.asked(model), model_sent && t.sent(model_sent), provider, attempts > 1 && t.attempts(formats.count(attempts))]
        .filter(Boolean)
        .join(' · '),
  },
  { id: 'question', width: { least: 150 }, cell: (line, context) => <QuestionCell line={line} context={context} /> },
  {
    id: 'in',
    width: 64,
    number: true,
    cell: ({ input_tokens, tokens_estimated }, { formats }) => tokens(input_tokens, tokens_estimated, formats),
    tooltip: ({ input_tokens }, { formats }) => formats.count(input_tokens),
  },
  { id: 'cache', width: 58, number: true, tab: 'cache', cell: (line, { formats }) => cachedShare(line, formats) },
  {
    id: 'out',
    width: 64,
    number: true,
    top: 'out',
    cell: ({ output_tokens, tokens_estimated }, { formats }) => tokens(output_tokens, tokens_estimated, formats),
    tooltip: ({ output_tokens }, { formats }) => formats.count(output_tokens),
  },
  {
    id: 'cost',
    width: 104,
    number: true,
    top: 'cost',
    tab: 'cost',
    cell: (line, context) => <CostCell line={line} context={context} />,
    tooltip: costTooltip,
  },
  {
    id: 'first',
    width: 84,
    number: true,
    top: 'first',
    cell: ({ first_token_ms }, { formats }) => duration(first_token_ms, formats),
  },
  {
    id: 'total',
    width: 84,
    number: true,
    top: 'total',
    cell: ({ duration_ms }, { formats }) => duration(duration_ms, formats),
  },
  { id: 'provider', width: 104, cell: ({ provider }) => provider },
  { id: 'key', width: 104, cell: ({ key }) => key },
  { id: 'user', width: 104, cell: ({ user }) => user },
  { id: 'session', width: 120, cell: ({ session }) => session },
  { id: 'dialect', width: 96, cell: ({ dialect }) => dialect },
  {
    id: 'gateway',
    width: 78,
    number: true,
    cell: ({ gateway_ms }, { formats }) => duration(gateway_ms, formats),
  },
  { id: 'rate', width: 84, number: true, cell: (line, { formats }) => rate(line, formats) },
  { id: 'losses', width: 72, number: true, cell: ({ losses }, { formats }) => losses && formats.count(losses) },
  {
    id: 'lane',
    width: 92,
    cell: ({ lane }, { t }) => t.lanes[lane as keyof CallsTexts['lanes']] ?? lane,
  },
  { id: 'attempts', width: 78, number: true, cell: ({ attempts }, { formats }) => formats.count(attempts) },
  { id: 'tools', width: 140, cell: ({ tools }) => tools?.join(', '), tooltip: ({ tools }) => tools?.join(', ') },
  { id: 'operation', width: 100, cell: ({ operation }) => operation },
  { id: 'id', width: 190, cell: ({ id }) => <span className="mono">{id}</span> },
];

/** The columns that can be chosen, beside one for each tag (`tag.NAME`). */
export const ALL_COLUMNS = columns.map(({ id }) => id);

export const USUAL_COLUMNS: readonly string[] = ALL_COLUMNS.slice(0, 10);

/** Returns the columns of these names; names that are none are left out. */
export function columnsOf(names: readonly string[]): readonly Column[] {
  return names.flatMap((name): Column | Column[] => {
    if (/^tag\../.test(name)) {
      const tag = name.slice(4);
      return [{ id: name, width: 110, cell: ({ tags }: CallLine) => tags?.[tag] }];
    }
    return columns.find(({ id }) => id === name) ?? [];
  });
}

export function columnName(id: string, t: CallsTexts): string {
  return id.startsWith('tag.') ? id.slice(4) : t.columns[id as keyof CallsTexts['columns']];
}

export const STATE_ICONS: Record<CallLine['state'], IconName> = {
  success: 'check',
  error: 'error',
  refused: 'refused',
  cancelled: 'cancelled',
  stopped: 'stopped',
};

function StatusCell({ line }: { line: CallLine }) {
  return (
    <span className={`state state-${line.state}`}>
      <Icon name={STATE_ICONS[line.state]} size={13} />
      {line.status}
    </span>
  );
}

function stateText({ state, code, origin }: CallLine, { common }: CellContext): string {
  return [common.states[state], code, origin && common.origins[origin]].filter(Boolean).join(' · ');
}

function ModelCell({ line: { model, model_sent, attempts } }: { line: CallLine }) {
  return (
    <>
      {model}
      {model_sent && model_sent !== model && <span className="muted"> → {model_sent}</span>}
      {attempts > 1 && <span className="warning"> ⟲{attempts}</span>}
    </>
  );
}

function QuestionCell({ line: { code, origin, question }, context }: { line: CallLine; context: CellContext }) {
  return (
    <>
      {code && (
        <span className="bad">
          {code}
          {origin && ` · ${context.common.origins[origin]}`}{' '}
        </span>
      )}
      <bdi className={code ? 'muted' : undefined}>{question}</bdi>
    </>
  );
}

function CostCell({ line, context }: { line: CallLine; context: CellContext }) {
  if (line.cost === 'unused') return <span className="muted">–</span>;
  if (line.cost === 'unknown' || line.cost_usd === undefined) return <span className="warning">?</span>;
  return (
    <>
      {line.cost_differs && <span className="warning">≠ </span>}
      {context.formats.money(nanosOf(line.cost_usd))}
    </>
  );
}

function costTooltip(line: CallLine, { t, common }: CellContext): string | undefined {
  if (line.cost !== 'priced') return common.costs[line.cost];
  return [
    line.cost_usd && `$${line.cost_usd}`,
    line.cost_display && t.display(`${line.cost_display} ${line.currency ?? ''}`.trim()),
    line.cost_differs && t.differs,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Returns the billionths of a dollar that a text such as `0.004100000` says. */
function tokens(count: number, estimated: boolean, formats: Formats): string {
  if (count === 0) return '–';
  return (estimated ? '~' : '') + formats.compact(count);
}

function cachedShare({ input_tokens, cached_tokens }: CallLine, formats: Formats): ReactNode {
  if (input_tokens === 0) return <span className="muted">–</span>;
  if (cached_tokens === 0) return <span className="muted">{formats.percent(0)}</span>;
  return formats.percent(cached_tokens / input_tokens);
}

function duration(milliseconds: number | undefined, formats: Formats): ReactNode {
  return milliseconds === undefined ? <span className="muted">–</span> : formats.duration(milliseconds);
}

function rate({ stream, output_tokens, duration_ms, first_token_ms }: CallLine, formats: Formats): string | undefined {
  if (!stream || duration_ms === undefined || first_token_ms === undefined || output_tokens < 2) return undefined;
  const seconds = (duration_ms - first_token_ms) / 1000;
  return seconds > 0 ? formats.compact(Math.round(output_tokens / seconds)) : undefined;
}
