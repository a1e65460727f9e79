import type { CallDocument, CostLine } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { commonTexts } from '../../texts';
import { Notice } from '../../ui/Notice';
import { CopyButton } from '../body/CopyButton';
import type { CallTabProps } from '../tabs';
import { callTexts } from '../texts';
import { visible } from '../visible';
import { missingPrice } from './prices';

const MILLION = 1_000_000;

/** What a call cost, by which prices, and what the vendor says. */
export default function CostTab({ call }: CallTabProps) {
  const t = useTexts(callTexts).cost;
  const { cost, usage } = call;
  return (
    <div className="cost">
      {usage?.estimated && <Notice tone="warning">{t.estimated}</Notice>}
      {cost.state === 'unused' && <Notice>{t.unused}</Notice>}
      {cost.state === 'unknown' && <Unpriced call={call} />}
      {(cost.lines?.length ?? 0) > 0 && <Lines call={call} lines={cost.lines ?? []} />}
      {cost.state === 'priced' && (cost.lines?.length ?? 0) === 0 && <Total call={call} />}
      <CacheSavings nanos={cost.cache_savings_nano_usd} />
      <Source call={call} />
      <VendorsFigure call={call} />
      {cost.state !== 'priced' && usage && <Counts call={call} />}
    </div>
  );
}

function Lines({ call, lines }: { call: CallDocument; lines: readonly CostLine[] }) {
  const t = useTexts(callTexts);
  const formats = useFormats();
  const units = lines.some(line => line.unit_nano_usd_per_million !== undefined);
  const tiers = lines.some(line => line.tier !== undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled to by keys too
    <div className="scroll-x" tabIndex={0}>
      <table className="figures cost-lines">
        <thead>
          <tr>
            <th scope="col">{t.cost.bucket}</th>
            <th scope="col" className="number">
              {t.cost.count}
            </th>
            {units && (
              <th scope="col" className="number">
                {t.cost.unit}
              </th>
            )}
            {tiers && <th scope="col">{t.cost.tier}</th>}
            <th scope="col" className="number">
              {t.cost.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(line => (
            <tr key={line.bucket + (line.tier ?? '')}>
              <th scope="row">{bucketName(t.buckets, line.bucket)}</th>
              <td className="number">{formats.count(line.count)}</td>
              {units && (
                <td className="number">
                  {line.unit_nano_usd_per_million === undefined ? (
                    '–'
                  ) : (
                    <>
                      <span className="muted">×</span> {formats.money(line.unit_nano_usd_per_million)}
                    </>
                  )}
                </td>
              )}
              {tiers && <td>{line.tier && visible(line.tier)}</td>}
              <td className="number" title={`${line.nano_usd} nUSD`}>
                {formats.money(line.nano_usd)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.cost.total}</th>
            <td />
            {units && <td className="number muted">{t.cost.perMillion(formats.count(MILLION))}</td>}
            {tiers && <td />}
            <td className="number" title={call.cost_usd && `${call.cost_usd} USD`}>
              <b>{call.cost.nano_usd === undefined ? t.cost.unknown : formats.money(call.cost.nano_usd)}</b>
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function CacheSavings({ nanos }: { nanos: number | undefined }) {
  const t = useTexts(callTexts).cost;
  const formats = useFormats();
  if (nanos === undefined) return null;
  if (nanos < 0) return <p className="warning">{t.cacheLost(formats.money(-nanos))}</p>;
  return <p>{t.cacheSaved(formats.money(nanos))}</p>;
}

function Total({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts).cost;
  const formats = useFormats();
  return (
    <p>
      {t.total}: <b>{formats.money(call.cost.nano_usd ?? 0)}</b>
    </p>
  );
}

function bucketName(buckets: Record<string, string | undefined>, bucket: string): string {
  return buckets[bucket] ?? bucket;
}

/** The list of prices, its version and the other currency. */
function Source({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts).cost;
  const { cost } = call;
  const facts: [label: string, value: string][] = [];
  if (cost.prices) facts.push([t.list, cost.prices]);
  if (call.prices_version) facts.push([t.version, call.prices_version]);
  if (call.usage?.tier) facts.push([t.tier, call.usage.tier]);
  if (call.cost_usd) facts.push([t.exact, `${call.cost_usd} USD`]);
  if (call.cost_display && call.currency) facts.push([t.display, `${call.cost_display} ${call.currency}`]);
  if (facts.length === 0) return null;
  return (
    <dl className="facts facts-wide">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{visible(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function VendorsFigure({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts).cost;
  const formats = useFormats();
  if (!call.reported_usd) return null;
  const dollars = (text: string) => formats.money(Math.round(Number(text) * 1e9));
  return (
    <section className="card" aria-label={t.vendor}>
      <h3>{t.vendor}</h3>
      <p>
        {t.reported(dollars(call.reported_usd))}
        {call.difference_usd && ` ${t.difference(dollars(call.difference_usd))}`}
      </p>
      {call.cost_differs && <Notice tone="warning">{t.differs}</Notice>}
    </section>
  );
}

function Unpriced({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts).cost;
  const lines = missingPrice(call);
  return (
    <section className="card" aria-label={t.unknownTitle}>
      <h3>{t.unknownTitle}</h3>
      <p>{t.unknownText}</p>
      <div className="code-block">
        <header>
          <span className="muted">prices.yaml</span>
          <CopyButton text={lines} />
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by the keyboard */}
        <pre tabIndex={0}>{lines}</pre>
      </div>
      <p className="muted">{t.reprice}</p>
      <pre className="command">./gateway prices reprice --since 30d</pre>
    </section>
  );
}

function Counts({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const counts = Object.entries(call.usage ?? {}).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] > 0 && entry[0] in t.buckets,
  );
  if (counts.length === 0) return null;
  return (
    <table className="figures" aria-label={t.summary.tokens}>
      <thead>
        <tr>
          <th scope="col">{t.cost.bucket}</th>
          <th scope="col" className="number">
            {t.cost.count}
          </th>
          <th scope="col" className="number">
            {common.terms.cost}
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.map(([bucket, count]) => (
          <tr key={bucket}>
            <th scope="row">{bucketName(t.buckets, bucket)}</th>
            <td className="number">{formats.count(count)}</td>
            <td className="number muted">{call.cost.state === 'unused' ? '–' : common.unknown}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
