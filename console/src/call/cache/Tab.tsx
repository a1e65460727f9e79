import { useQuery } from '@tanstack/react-query';
import { type CacheDiagnosis, cacheQuery } from '../../api/bodies';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PageLink } from '../../ui/Link';
import { commonParts } from '../diff/commonParts';
import type { CallTabProps } from '../tabs';
import { callTexts } from '../texts';
import { visible } from '../visible';
import './cache.css';

/** Whether the prompt was read from the vendor's cache, and if not, why and at what price. */
export default function CacheTab({ call }: CallTabProps) {
  const t = useTexts(callTexts).cache;
  const formats = useFormats();
  const { data: cache, error, refetch } = useQuery(cacheQuery(call.id));
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (!cache) return <div className="skeleton tab-skeleton" />;
  const whys: Record<string, string | undefined> = t.whys;
  const known = cache.why === undefined ? undefined : whys[cache.why];
  const why = known ?? cache.why;
  return (
    <div className="cache">
      <section className={`cache-verdict cache-${cache.state}`}>
        <h3>{t.states[cache.state]}</h3>
        {cache.expected_tokens !== undefined && cache.expected_tokens > 0 && (
          <>
            <Meter cache={cache} />
            <p>{t.counts(formats.count(cache.expected_tokens), formats.count(cache.read_tokens ?? 0))}</p>
          </>
        )}
        {why && <p className="cache-why">{why}</p>}
        {cache.by && cache.by !== 'none' && <p>{t.by(t.authors[cache.by])}</p>}
        {(cache.lost_tokens ?? 0) > 0 && (
          <p>
            {t.lost(
              formats.count(cache.lost_tokens ?? 0),
              cache.lost_nano_usd === undefined ? undefined : formats.money(cache.lost_nano_usd),
            )}
          </p>
        )}
        {!known && cache.detail && <p className="muted">{visible(cache.detail)}</p>}
      </section>
      {cache.first && <FirstDifference first={cache.first} />}
      {cache.against && (
        <p>
          {t.against}{' '}
          <PageLink page="call" state={{ id: cache.against.id }}>
            <code>{cache.against.id.slice(-8)}</code>
          </PageLink>{' '}
          <span className="muted">
            {formats.moment(Date.parse(cache.against.time))} · {t.earlier(formats.duration(cache.against.gap_ms))}
          </span>
        </p>
      )}
      {cache.vendor !== undefined && (
        <section className="card" aria-label={t.vendor}>
          <h3>{t.vendor}</h3>
          <pre className="words">
            {visible(typeof cache.vendor === 'string' ? cache.vendor : JSON.stringify(cache.vendor, null, 2))}
          </pre>
        </section>
      )}
    </div>
  );
}

function Meter({ cache }: { cache: CacheDiagnosis }) {
  const t = useTexts(callTexts).cache;
  const expected = cache.expected_tokens ?? 0;
  const read = Math.min(expected, cache.read_tokens ?? 0);
  return (
    <div
      className="meter"
      role="meter"
      aria-label={t.meter}
      aria-valuemin={0}
      aria-valuemax={expected}
      aria-valuenow={read}
    >
      <span style={{ width: `${(read / expected) * 100}%` }} />
    </div>
  );
}

function FirstDifference({ first }: { first: NonNullable<CacheDiagnosis['first']> }) {
  const t = useTexts(callTexts).cache;
  const formats = useFormats();
  const before = first.before ?? '';
  const after = first.after ?? '';
  const [head, tail] = commonParts(before, after);
  return (
    <section className="card" aria-label={t.first}>
      <h3>{t.first}</h3>
      <p>
        {first.byte !== undefined && t.byte(formats.count(first.byte))}{' '}
        {first.path && <code className="wrap">{visible(first.path)}</code>}
      </p>
      {[['removed', t.before, before] as const, ['added', t.after, after] as const].map(([kind, label, text]) => (
        <div key={kind} className={`change-side change-${kind}`}>
          <span className="change-mark" title={label}>
            {kind === 'removed' ? '−' : '+'}
          </span>
          <pre dir="auto">
            <span className="visually-hidden">{label}: </span>
            {visible(text.slice(0, head))}
            <em>{visible(text.slice(head, text.length - tail))}</em>
            {visible(text.slice(text.length - tail))}
          </pre>
        </div>
      ))}
    </section>
  );
}
