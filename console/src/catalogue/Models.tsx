import { useState } from 'react';
import type { ModelDocument } from '../api/catalogue';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { visible } from '../call/visible';
import { Button } from '../ui/Button';
import { type DataColumn, DataTable } from '../ui/DataTable';
import { PageLink } from '../ui/Link';
import type { ModelOrder } from '../url/pages';
import { CallsOf } from './CallsOf';
import { Name } from './Name';
import { sortModels } from './modelOrder';
import { catalogueTexts } from './texts';

/** How many rows are drawn before the reader asks for more. */
const STEP = 100;
const NANOS = 1_000_000_000;

/** Models with their prices per million tokens. */
export function Models({
  models,
  order,
  sort,
  withProvider = true,
}: {
  models: readonly ModelDocument[];
  order: ModelOrder | undefined;
  sort: (order: ModelOrder | undefined) => void;
  withProvider?: boolean;
}) {
  const t = useTexts(catalogueTexts);
  const formats = useFormats();
  const [most, setMost] = useState(STEP);
  const sorting = (of: ModelOrder, label: string, direction: 'ascending' | 'descending') => ({
    active: order === of ? direction : undefined,
    run: () => sort(order === of ? undefined : of),
    title: t.sortBy(label),
  });
  const price = (
    of: 'input' | 'output' | 'cache_read' | 'cache_write',
    label: string,
    order?: ModelOrder,
  ): DataColumn<ModelDocument> => ({
    id: of,
    label,
    number: true,
    sort: order && sorting(order, label, 'ascending'),
    cell: ({ price }) => {
      if (!price) return of === 'input' ? <span className="muted">{t.noPrice}</span> : null;
      const amount = price[of];
      return amount === undefined ? (
        <span className="muted">–</span>
      ) : (
        <span title={t.perMillion}>{formats.money(amount * NANOS)}</span>
      );
    },
  });
  const columns: DataColumn<ModelDocument>[] = [
    {
      id: 'name',
      label: t.name,
      sort: sorting('name', t.name, 'ascending'),
      cell: ({ id, provider }) => <Name text={shortName(id, provider)} className="mono" />,
    },
    ...(withProvider
      ? [
          {
            id: 'provider',
            label: t.provider,
            cell: ({ provider }: ModelDocument) =>
              provider && (
                <PageLink page="provider" state={{ id: provider }}>
                  <Name text={provider} />
                </PageLink>
              ),
          },
        ]
      : []),
    {
      id: 'calls',
      label: t.calls,
      number: true,
      sort: sorting('calls', t.calls, 'descending'),
      cell: ({ id, provider, calls24h }) => <ModelCalls id={id} provider={provider} calls={calls24h} />,
    },
    price('input', t.input, 'input'),
    price('output', t.output, 'output'),
    price('cache_read', t.cacheRead),
    price('cache_write', t.cacheWrite),
    {
      id: 'list',
      label: t.list,
      cell: ({ price }) => price && <span className="muted">{visible(`${price.list} ${price.version}`)}</span>,
    },
    {
      id: 'context',
      label: t.context,
      number: true,
      sort: sorting('context', t.context, 'descending'),
      cell: ({ context }) =>
        context !== undefined && (
          <span title={`${t.contextTitle}: ${formats.count(context)}`}>{formats.compact(context)}</span>
        ),
    },
    {
      id: 'capabilities',
      label: t.capabilities,
      cell: ({ capabilities = [] }) =>
        capabilities.length > 0 && (
          <span className="catalogue-capabilities">
            {capabilities.map(each => t.abilityNames[each] ?? visible(each)).join(' · ')}
          </span>
        ),
    },
  ];
  const sorted = sortModels(models, order);
  const hidden = sorted.length - most;
  return (
    <>
      <DataTable label={t.models} columns={columns} rows={sorted.slice(0, most)} rowKey={({ id }) => id} />
      {hidden > 0 && (
        <Button className="catalogue-more" onClick={() => setMost(most + STEP)}>
          {t.showMore(formats.count(Math.min(STEP, hidden)))}
        </Button>
      )}
    </>
  );
}

/** The calls of a model by its provider, or of a name of gateway.yaml. */
export function ModelCalls({ id, provider, calls }: { id: string; provider?: string | undefined; calls: number }) {
  const t = useTexts(catalogueTexts);
  const formats = useFormats();
  if (calls === 0) return <span className="muted">0</span>;
  return (
    <CallsOf where={provider ? { model: shortName(id, provider), provider } : { model: id }} title={t.showCalls(id)}>
      {formats.count(calls)}
    </CallsOf>
  );
}

/** The provider stands in its own column. */
function shortName(id: string, provider: string | undefined): string {
  return provider && id.startsWith(`${provider}/`) ? id.slice(provider.length + 1) : id;
}
