import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { modelsQuery, type ProviderDocument, providersQuery } from '../../api/catalogue';
import { Models } from '../../catalogue/Models';
import { Name } from '../../catalogue/Name';
import { KeyEnd } from '../../catalogue/Providers';
import { SwitchOn } from '../../catalogue/SwitchOn';
import { TestPanel } from '../../catalogue/TestPanel';
import { Traffic } from '../../catalogue/Traffic';
import { catalogueTexts } from '../../catalogue/texts';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { useTitle } from '../../platform/title';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Icon } from '../../ui/Icon';
import { PageLink } from '../../ui/Link';
import { usePageState } from '../../url/location';
import type { ModelOrder } from '../../url/pages';
import '../../catalogue/catalogue.css';

export default function ProviderPage() {
  const t = useTexts(catalogueTexts);
  const [{ id }] = usePageState('provider');
  const { data: providers, error, refetch } = useQuery(providersQuery);
  const provider = providers?.find(each => each.id === id);
  useTitle(visible(provider?.name ?? id));
  return (
    <div className="page catalogue" key={id}>
      <PageLink page="models" className="catalogue-back">
        <Icon name="left" size={14} /> {t.page.back}
      </PageLink>
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {providers && !provider && <p>{t.page.missing(visible(id))}</p>}
      {provider && <Provider provider={provider} />}
    </div>
  );
}

function Provider({ provider }: { provider: ProviderDocument }) {
  const t = useTexts(catalogueTexts);
  const { data } = useQuery(modelsQuery);
  const models = data?.models.filter(each => each.provider === provider.id) ?? [];
  return (
    <>
      <header className="catalogue-head">
        <h1>{visible(provider.name)}</h1>
        {provider.name !== provider.id && <code className="muted">{visible(provider.id)}</code>}
        <span className={provider.enabled ? 'good' : 'muted'}>
          <Icon name={provider.enabled ? 'check' : 'not'} size={14} /> {provider.enabled ? t.on : t.off}
        </span>
      </header>
      <div className="catalogue-cards">
        <Facts provider={provider} />
        {provider.enabled ? (
          <>
            <Traffic provider={provider} />
            <TestPanel provider={provider} models={models} />
          </>
        ) : (
          <SwitchOn provider={provider} />
        )}
      </div>
      {provider.enabled && data && <ModelsOf models={models} />}
    </>
  );
}

function Facts({ provider }: { provider: ProviderDocument }) {
  const t = useTexts(catalogueTexts);
  const formats = useFormats();
  const { origin, dialects, base_url, enabled, failing = [] } = provider;
  return (
    <section className="catalogue-card" aria-label={t.page.facts}>
      <h2>{t.page.facts}</h2>
      <dl className="catalogue-facts">
        <div>
          <dt>{t.origin}</dt>
          <dd>{t.originTitles[origin]}</dd>
        </div>
        <div>
          <dt>{t.formats}</dt>
          <dd>{visible([...new Set(dialects)].join(', '))}</dd>
        </div>
        {base_url && (
          <div>
            <dt>{t.address}</dt>
            <dd className="mono">{visible(base_url)}</dd>
          </div>
        )}
        {enabled && (
          <div>
            <dt>{t.key}</dt>
            <dd>
              <KeyEnd text={provider.key} />
            </dd>
          </div>
        )}
        {failing.length > 0 && (
          <div>
            <dt>{t.failing}</dt>
            <dd className="warning" title={t.failingTitle}>
              {failing.map(({ model, until }) => (
                <div key={model}>
                  <Name text={model} className="mono" /> {t.until(formats.time(Date.parse(until)))}
                </div>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function ModelsOf({ models }: { models: Parameters<typeof Models>[0]['models'] }) {
  const t = useTexts(catalogueTexts);
  const formats = useFormats();
  const [order, sort] = useState<ModelOrder>();
  return (
    <section className="catalogue-section" aria-label={t.models}>
      <h2>
        {t.models} <span className="muted">{formats.count(models.length)}</span>
      </h2>
      {models.length > 0 ? (
        <Models models={models} order={order} sort={sort} withProvider={false} />
      ) : (
        <p className="muted">{t.unlisted}</p>
      )}
    </section>
  );
}
