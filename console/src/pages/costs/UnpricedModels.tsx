import { useQuery } from '@tanstack/react-query';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { CopySnippet } from '../../ui/CopySnippet';
import { PageLink } from '../../ui/Link';
import { unpricedQuery } from './queries';
import { costsTexts } from './texts';

/** The models whose calls have no price, with what to add. Nothing where there are none. */
export function UnpricedModels() {
  const t = useTexts(costsTexts);
  const formats = useFormats();
  const { data } = useQuery(unpricedQuery);
  if (!data || data.length === 0) return null;
  return (
    <section className="costs-unpriced">
      <h2>{t.unpriced.title}</h2>
      <p className="muted">{t.unpriced.lead}</p>
      <ul>
        {data.map(({ model, provider, calls, line }) => (
          <li key={`${provider}/${model}`}>
            <PageLink
              page="calls"
              state={{
                filters: [
                  { name: 'model', value: model, not: false },
                  { name: 'provider', value: provider, not: false },
                  { name: 'cost', value: 'unknown', not: false },
                ],
              }}
            >
              <bdi>{visible(`${provider}/${model}`)}</bdi>
            </PageLink>
            <span className="muted">{t.unpriced.calls(formats.count(calls), calls)}</span>
            {line && <CopySnippet text={line} label={model} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
