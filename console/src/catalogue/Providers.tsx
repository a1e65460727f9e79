import type { ProviderDocument } from '../api/catalogue';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { visible } from '../call/visible';
import { type DataColumn, DataTable } from '../ui/DataTable';
import { Icon } from '../ui/Icon';
import { PageLink } from '../ui/Link';
import { CallsOf } from './CallsOf';
import { Name } from './Name';
import { QuickTest } from './QuickTest';
import { catalogueTexts } from './texts';

/** Share of failed calls from which a provider's errors are marked. */
const MANY_ERRORS = 0.05;

/** The providers that are switched on, with how they did in the last 24 hours. */
export function Providers({ providers }: { providers: readonly ProviderDocument[] }) {
  const t = useTexts(catalogueTexts);
  const formats = useFormats();
  const columns: DataColumn<ProviderDocument>[] = [
    {
      id: 'name',
      label: t.provider,
      cell: ({ id, name }) => (
        <PageLink page="provider" state={{ id }} className="catalogue-provider">
          <b>
            <Name text={name} />
          </b>
          {name !== id && <Name text={id} className="muted" />}
        </PageLink>
      ),
    },
    {
      id: 'origin',
      label: t.origin,
      cell: ({ origin }) => <span title={t.originTitles[origin]}>{t.origins[origin]}</span>,
    },
    { id: 'formats', label: t.formats, cell: ({ dialects }) => visible([...new Set(dialects)].join(', ')) },
    { id: 'address', label: t.address, cell: ({ base_url }) => base_url && <Name text={base_url} className="mono" /> },
    { id: 'key', label: t.key, cell: ({ key }) => <KeyEnd text={key} /> },
    {
      id: 'calls',
      label: t.calls,
      number: true,
      cell: ({ id, name, health }) =>
        health ? (
          <CallsOf where={{ provider: id }} title={t.showCalls(name)}>
            {formats.count(health.calls)}
          </CallsOf>
        ) : (
          <span className="muted">0</span>
        ),
    },
    { id: 'errors', label: t.errors, number: true, cell: provider => <Errors provider={provider} /> },
    {
      id: 'first',
      label: t.firstToken,
      number: true,
      cell: ({ health }) => (
        <span title={t.median}>{health?.first_p50_ms !== undefined ? formats.duration(health.first_p50_ms) : '–'}</span>
      ),
    },
    { id: 'test', label: t.test, number: true, cell: provider => <QuickTest provider={provider} /> },
  ];
  return <DataTable label={t.providers} columns={columns} rows={providers} rowKey={({ id }) => id} />;
}

export function KeyEnd({ text }: { text: string | undefined }) {
  const t = useTexts(catalogueTexts);
  return text === undefined || text === 'none' ? (
    <span className="muted">{t.noKey}</span>
  ) : (
    <span className="mono">{visible(text)}</span>
  );
}

/** How many calls failed, as icon, number and share. */
export function Errors({ provider: { id, name, health } }: { provider: ProviderDocument }) {
  const t = useTexts(catalogueTexts);
  const formats = useFormats();
  if (!health) return <span className="muted">–</span>;
  if (health.errors === 0)
    return (
      <span className="good">
        <Icon name="check" size={14} /> 0
      </span>
    );
  const tone = health.error_rate >= MANY_ERRORS ? 'bad' : 'warning';
  return (
    <CallsOf where={{ provider: id, state: 'error' }} title={t.showErrors(name)}>
      <span className={tone}>
        <Icon name={tone === 'bad' ? 'error' : 'warning'} size={14} /> {formats.count(health.errors)} (
        {formats.percent(health.error_rate)})
      </span>
    </CallsOf>
  );
}
