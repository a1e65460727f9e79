import { useState } from 'react';
import type { ProviderDocument } from '../api/catalogue';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { PageLink } from '../ui/Link';
import { catalogueTexts } from './texts';

/** The built-in providers that are off, each with the variables that switch it on. */
export function SwitchedOff({ providers }: { providers: readonly ProviderDocument[] }) {
  const t = useTexts(catalogueTexts);
  const formats = useFormats();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const fitting = providers.filter(({ id, name, key_variables = [] }) =>
    [id, name, ...key_variables].some(text => text.toLowerCase().includes(wanted)),
  );
  return (
    <details className="catalogue-fold">
      <summary>
        <b>{t.switchedOff.title(formats.count(providers.length))}</b>
      </summary>
      <p className="muted">{t.switchedOff.hint}</p>
      <input
        type="search"
        aria-label={t.switchedOff.search}
        placeholder={t.switchedOff.search}
        value={search}
        onChange={event => setSearch(event.target.value)}
      />
      {fitting.length === 0 && <p>{t.switchedOff.nothing}</p>}
      <ul className="catalogue-off">
        {fitting.map(({ id, name, key_variables = [] }) => (
          <li key={id}>
            <PageLink page="provider" state={{ id }}>
              {name}
            </PageLink>
            <code className="muted">
              {key_variables.length > 0 ? key_variables.join(', ') : t.switchedOff.noVariable(id)}
            </code>
          </li>
        ))}
      </ul>
    </details>
  );
}
