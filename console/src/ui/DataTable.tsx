import type { ReactNode } from 'react';
import './dataTable.css';

export interface DataColumn<R> {
  id: string;
  label: string;
  number?: boolean;
  /** Sorts the rows by this column. */
  sort?: { active: 'ascending' | 'descending' | undefined; run: () => void; title: string };
  cell: (row: R) => ReactNode;
}

/** A table of some hundred rows whose first column names them; each row is a card where the window is narrow. */
export function DataTable<R>({
  label,
  columns,
  rows,
  rowKey,
}: {
  label: string;
  columns: readonly DataColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
}) {
  const [naming, ...others] = columns;
  if (!naming) return null;
  return (
    <div className="data-table-frame">
      <table className="data-table" aria-label={label}>
        <thead>
          <tr>
            {columns.map(column => (
              <Heading key={column.id} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={rowKey(row)}>
              <th scope="row">{naming.cell(row)}</th>
              {others.map(column => (
                <td key={column.id} className={column.number ? 'number' : undefined} data-label={column.label}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heading<R>({ column: { label, number, sort } }: { column: DataColumn<R> }) {
  return (
    <th scope="col" className={number ? 'number' : undefined} aria-sort={sort?.active}>
      {sort ? (
        <button type="button" className="data-table-sort" title={sort.title} onClick={sort.run}>
          {label}
          {sort.active && <span aria-hidden="true">{sort.active === 'ascending' ? ' ↑' : ' ↓'}</span>}
        </button>
      ) : (
        label
      )}
    </th>
  );
}
