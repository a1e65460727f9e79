import type { ModelDocument } from '../api/catalogue';
import { useTexts } from '../i18n/texts';
import { visible } from '../call/visible';
import { type DataColumn, DataTable } from '../ui/DataTable';
import { ModelCalls } from './Models';
import { Name } from './Name';
import { catalogueTexts } from './texts';

/** The names of gateway.yaml that stand for models. */
export function Groups({ groups }: { groups: readonly ModelDocument[] }) {
  const t = useTexts(catalogueTexts);
  const columns: DataColumn<ModelDocument>[] = [
    { id: 'name', label: t.name, cell: ({ id }) => <Name text={id} className="mono" /> },
    { id: 'calls', label: t.calls, number: true, cell: ({ id, calls24h }) => <ModelCalls id={id} calls={calls24h} /> },
    {
      id: 'strategy',
      label: t.strategy,
      cell: ({ strategy, targets = [] }) =>
        targets.length > 1 && strategy && (t.strategies[strategy] ?? visible(strategy)),
    },
    {
      id: 'targets',
      label: t.targets,
      cell: ({ targets = [] }) => <span className="catalogue-targets mono">{targets.map(visible).join(', ')}</span>,
    },
    {
      id: 'fallbacks',
      label: t.fallbacks,
      cell: ({ fallbacks = [] }) => <span className="catalogue-targets mono">{fallbacks.map(visible).join(', ')}</span>,
    },
  ];
  return (
    <section className="catalogue-section" aria-label={t.groups}>
      <h2>{t.groups}</h2>
      <p className="muted">{t.groupsHint}</p>
      <DataTable label={t.groups} columns={columns} rows={groups} rowKey={({ id }) => id} />
    </section>
  );
}
