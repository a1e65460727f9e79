import { useQuery } from '@tanstack/react-query';
import type { SumsBy, SumsDocument } from '../../api/aggregates';
import type { Parameters } from '../../api/client';
import { sumsQuery } from '../../api/sums';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PageLink } from '../../ui/Link';
import { type Asked, callsBehind, only } from './links';
import { overviewTexts } from './texts';

const ROWS = 7;
const BY = ['key', 'user', 'tag', 'session'] as const;
type By = (typeof BY)[number];

/** Who spends most, by key, user, tag or session. */
export function Spenders({
  by,
  tags,
  parameters,
  asked,
  choose,
}: {
  /** As in the address: `key`, `user`, `session`, `tag` or `tag:NAME`. */
  by: string | undefined;
  /** The names of the tags of this range; undefined until they are known. */
  tags: readonly string[] | undefined;
  parameters: Parameters;
  asked: Asked;
  choose: (by: string) => void;
}) {
  const t = useTexts(overviewTexts);
  const kind = BY.find(each => each === by?.split(':')[0]) ?? 'key';
  const tag = kind === 'tag' ? by?.split(':').slice(1).join(':') || tags?.[0] : undefined;
  const dimension: SumsBy = kind === 'tag' ? `tag:${tag ?? ''}` : kind;
  const { data, error, refetch } = useQuery({
    ...sumsQuery(parameters, { by: dimension, against: 'before' }),
    enabled: kind !== 'tag' || tag !== undefined,
  });
  return (
    <section className="card spenders" aria-labelledby="overview-spenders">
      <div className="card-head">
        <h2 id="overview-spenders">{t.spenders}</h2>
        <fieldset className="choices" aria-label={t.spendersBy}>
          {BY.map(each => (
            <Button key={each} look="plain" pressed={each === kind} onClick={() => choose(each)}>
              {t.by[each]}
            </Button>
          ))}
        </fieldset>
      </div>
      {kind === 'tag' && tags && tags.length > 1 && (
        <fieldset className="choices" aria-label={t.tagName}>
          {tags.map(each => (
            <Button key={each} look="plain" pressed={each === tag} onClick={() => choose(`tag:${each}`)}>
              {each}
            </Button>
          ))}
        </fieldset>
      )}
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {kind === 'tag' && tags?.length === 0 && <p className="muted">{t.noTags}</p>}
      {data && (kind !== 'tag' || tag) && <Rows kind={kind} tag={tag} data={data} asked={asked} />}
      <PageLink
        page="costs"
        state={{ ...asked, by: dimension === 'tag:' ? undefined : dimension }}
        className="card-more"
      >
        {t.spendersMore}
      </PageLink>
    </section>
  );
}

function Rows({ kind, tag, data, asked }: { kind: By; tag: string | undefined; data: SumsDocument; asked: Asked }) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  const groups = data.groups.slice(0, ROWS);
  const most = Math.max(1, ...groups.map(({ nano_usd }) => nano_usd));
  const filter = (value: string) => only(tag === undefined ? kind : `tag.${tag}`, value);
  return (
    <table className="ranking">
      <caption className="visually-hidden">{t.spenders}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{tag ?? t.by[kind]}</th>
          <th scope="col">{t.cost}</th>
          <th scope="col">{t.calls}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ value, nano_usd, calls, unpriced, before }) => (
          <tr key={value ?? ''}>
            <th scope="row">
              {value === undefined ? (
                <span className="ranking-name muted">{t.nameless[kind as keyof typeof t.nameless] ?? '–'}</span>
              ) : (
                <PageLink
                  page="calls"
                  state={callsBehind(asked, [filter(value)], { top: 'cost' })}
                  className="ranking-name"
                >
                  <bdi>{value}</bdi>
                </PageLink>
              )}
              <meter
                className="share"
                min={0}
                max={most}
                value={nano_usd}
                aria-label={t.share(formats.percent(data.total.nano_usd > 0 ? nano_usd / data.total.nano_usd : 0))}
              />
            </th>
            <td className="number" title={before && t.before(formats.money(before.nano_usd))}>
              {formats.money(nano_usd)}
              {unpriced > 0 && <span className="warning ranking-note">{t.unpriced(formats.count(unpriced))}</span>}
            </td>
            <td className="number muted">{t.count(formats.count(calls))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
