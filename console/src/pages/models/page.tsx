import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { modelsQuery, providersQuery } from '../../api/catalogue';
import { useKeys } from '../../app/keys';
import { fitsSearch } from '../../catalogue/modelOrder';
import { Groups } from '../../catalogue/Groups';
import { Models } from '../../catalogue/Models';
import { Providers } from '../../catalogue/Providers';
import { SwitchedOff } from '../../catalogue/SwitchedOff';
import { catalogueTexts } from '../../catalogue/texts';
import { Unpriced } from '../../catalogue/Unpriced';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { useTitle } from '../../platform/title';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { usePageState } from '../../url/location';
import '../../catalogue/catalogue.css';

export default function ModelsPage() {
  const t = useTexts(catalogueTexts);
  useTitle(t.title);
  const providers = useQuery(providersQuery);
  const models = useQuery(modelsQuery);
  const error = providers.error ?? models.error;
  const all = providers.data ?? [];
  const off = all.filter(({ enabled }) => !enabled);
  const groups = models.data?.models.filter(({ provider }) => provider === undefined) ?? [];
  return (
    <div className="page catalogue">
      <h1>{t.title}</h1>
      {error && (
        <ErrorNotice
          error={error}
          retry={() => {
            void providers.refetch();
            void models.refetch();
          }}
        />
      )}
      {providers.data && (
        <section className="catalogue-section" aria-label={t.providers}>
          <h2>{t.providers}</h2>
          <Providers providers={all.filter(({ enabled }) => enabled)} />
          {off.length > 0 && <SwitchedOff providers={off} />}
        </section>
      )}
      {models.data && models.data.unpriced.length > 0 && (
        <Unpriced unpriced={models.data.unpriced} models={models.data.models} />
      )}
      {groups.length > 0 && <Groups groups={groups} />}
      {models.data && <ModelSection />}
    </div>
  );
}

function ModelSection() {
  const t = useTexts(catalogueTexts);
  const formats = useFormats();
  const [{ q, provider, sort }, change] = usePageState('models');
  const { data } = useQuery(modelsQuery);
  const { data: providers = [] } = useQuery(providersQuery);
  const searchField = useId();
  useKeys([{ keys: '/', label: t.search, run: () => document.getElementById(searchField)?.focus() }]);
  const listed = data?.models.filter(each => each.provider !== undefined) ?? [];
  const fitting = listed.filter(each => (!provider || each.provider === provider) && fitsSearch(each, q));
  const choices = new Set([...listed.flatMap(each => each.provider ?? []), ...(provider ? [provider] : [])]);
  const nameOf = (id: string) => providers.find(each => each.id === id)?.name ?? id;
  return (
    <section className="catalogue-section" aria-label={t.models}>
      <h2>{t.models}</h2>
      <div className="catalogue-tools">
        <input
          id={searchField}
          type="search"
          aria-label={t.search}
          placeholder={t.search}
          aria-keyshortcuts="/"
          value={q ?? ''}
          maxLength={200}
          onChange={event => change({ q: event.target.value || undefined }, { replace: true })}
          onKeyDown={event => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <select
          aria-label={t.ofProvider}
          value={provider ?? ''}
          onChange={event => change({ provider: event.target.value || undefined })}
        >
          <option value="">{t.allProviders}</option>
          {[...choices].map(id => (
            <option key={id} value={id}>
              {nameOf(id)}
            </option>
          ))}
        </select>
        <span className="muted" role="status">
          {t.shownOf(formats.count(fitting.length), formats.count(listed.length))}
        </span>
        <span className="muted">{t.perMillion}</span>
      </div>
      {data?.more && <p className="muted">{t.more}</p>}
      {fitting.length > 0 ? (
        <Models key={`${provider} ${q}`} models={fitting} order={sort} sort={next => change({ sort: next })} />
      ) : (
        <p>
          {provider && !q ? t.unlisted : t.nothingFits}{' '}
          {(q || provider) && (
            <Button icon="close" onClick={() => change({ q: undefined, provider: undefined })}>
              {t.dropSearch}
            </Button>
          )}
        </p>
      )}
    </section>
  );
}
