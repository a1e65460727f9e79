import type { Setting } from '../api/configuration';
import { visible } from '../call/visible';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { type DataColumn, DataTable } from '../ui/DataTable';
import { settingsTexts } from './texts';

/** Settings with their place in gateway.yaml, their variable, their value and where that comes from. */
export function SettingTable({ settings, label }: { settings: readonly Setting[]; label: string }) {
  const t = useTexts(settingsTexts);
  const columns: DataColumn<Setting>[] = [
    {
      id: 'key',
      label: 'gateway.yaml',
      cell: ({ key, variable }) =>
        key ? <code>{visible(key)}</code> : <span className="muted">{variable ? t.noKey : '–'}</span>,
    },
    { id: 'variable', label: t.variable, cell: ({ variable }) => variable && <code>{visible(variable)}</code> },
    {
      id: 'value',
      label: t.value,
      cell: ({ value }) =>
        value === '' ? (
          <span className="muted">{t.empty}</span>
        ) : (
          <span className="settings-value mono">{visible(value)}</span>
        ),
    },
    { id: 'origin', label: t.origin, cell: setting => <Origin setting={setting} /> },
  ];
  return <DataTable label={label} columns={columns} rows={settings} rowKey={({ name }) => name} />;
}

function Origin({ setting: { origin, file, line } }: { setting: Setting }) {
  const t = useTexts(settingsTexts);
  const formats = useFormats();
  if (origin === 'default') return <span className="muted">{t.origins.default}</span>;
  if (origin !== 'file') return <span className="settings-origin">{t.origins[origin]}</span>;
  const place = file === undefined ? t.origins.file : visible(file);
  return <span className="settings-origin">{line === undefined ? place : t.line(place, formats.count(line))}</span>;
}
