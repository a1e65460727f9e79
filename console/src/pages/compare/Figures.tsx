import type { CallDocument } from '../../api/calls';
import { outputOf } from '../../call/header/CallHeader';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { type Formats, useFormats } from '../../platform/formats';
import { commonTexts } from '../../texts';
import { PageLink } from '../../ui/Link';
import { compareTexts } from './texts';

type Row = 'first' | 'total' | 'input' | 'cached' | 'output' | 'rate' | 'cost';

const ROWS: readonly { name: Row; figure: (call: CallDocument) => number | undefined; write: keyof Formats }[] = [
  { name: 'first', figure: ({ timing }) => milliseconds(timing.first_token_us), write: 'duration' },
  { name: 'total', figure: ({ timing }) => milliseconds(timing.duration_us), write: 'duration' },
  { name: 'input', figure: call => call.usage && call.usage.total - outputOf(call), write: 'count' },
  { name: 'cached', figure: ({ usage }) => usage?.cache_read, write: 'count' },
  { name: 'output', figure: call => call.usage && outputOf(call), write: 'count' },
  { name: 'rate', figure: ({ timing }) => timing.tokens_per_second, write: 'count' },
  { name: 'cost', figure: ({ cost }) => (cost.state === 'priced' ? cost.nano_usd : undefined), write: 'money' },
];

/** What both calls took and cost, and by how much the second differs from the first. */
export function Figures({ left, right }: { left: CallDocument; right: CallDocument }) {
  const t = useTexts(compareTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const written = (call: CallDocument, { name, figure, write }: (typeof ROWS)[number]) => {
    const value = figure(call);
    if (value !== undefined) return (formats[write] as (value: number) => string)(value);
    return name === 'cost' ? common.costs[call.cost.state] : '–';
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled to by keys too
    <div className="scroll-x" tabIndex={0}>
      <table className="figures compare-figures">
        <thead>
          <tr>
            <td />
            {[left, right].map((call, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: always the first and the second
              <th key={index} scope="col">
                <span className="muted">{index === 0 ? t.first : t.second}</span>
                <PageLink page="call" state={{ id: call.id }}>
                  {visible(call.model)}
                </PageLink>
              </th>
            ))}
            <th scope="col" className="number">
              {t.change}
            </th>
          </tr>
        </thead>
        <tbody>
          <Words name={t.rows.model} left={sentOf(left)} right={sentOf(right)} />
          <Words
            name={t.rows.time}
            left={formats.moment(Date.parse(left.time))}
            right={formats.moment(Date.parse(right.time))}
          />
          <Words
            name={t.rows.state}
            left={`${common.states[left.state]} ${left.status || ''}`}
            right={`${common.states[right.state]} ${right.status || ''}`}
          />
          {ROWS.map(row => (
            <tr key={row.name}>
              <th scope="row">{t.rows[row.name]}</th>
              <td>{written(left, row)}</td>
              <td>{written(right, row)}</td>
              <td className="number muted">{changeOf(row.figure(left), row.figure(right), formats)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Words({ name, left, right }: { name: string; left: string; right: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{left}</td>
      <td>{right}</td>
      <td />
    </tr>
  );
}

function sentOf({ provider, model_sent }: CallDocument): string {
  return visible([provider, model_sent].filter(Boolean).join(' ')) || '–';
}

function changeOf(left: number | undefined, right: number | undefined, formats: Formats): string {
  if (left === undefined || right === undefined || left === right) return '';
  return left === 0 ? '' : formats.change(right / left - 1);
}

function milliseconds(micros: number | undefined): number | undefined {
  return micros === undefined ? undefined : micros / 1000;
}
