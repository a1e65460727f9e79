import { useEffect, useState } from 'react';
import type { Dialect } from '../../api/trials';
import { stored } from '../../platform/stored';
import { usePageState } from '../../url/location';

/** One of the models that are asked, with the format in which it is asked. */
export interface Column {
  /** Names the column while the page is open. */
  key: number;
  model: string;
  /** The prompt of the form, or a request of the reader's own in a format. */
  format: 'form' | Dialect;
  /** The reader's own request. */
  raw: string;
}

export const MOST_COLUMNS = 4;
const FIRST_MODEL = 'demo/story';

const lastModels = stored<readonly string[]>(
  'playground.models',
  [FIRST_MODEL],
  value => Array.isArray(value) && value.length > 0 && value.every(each => typeof each === 'string' && each !== ''),
);

let keys = 0;

function newColumn(model: string): Column {
  return { key: ++keys, model, format: 'form', raw: '' };
}

export interface Columns {
  columns: readonly Column[];
  add: () => void;
  remove: (key: number) => void;
  change: (key: number, changes: Partial<Column>) => void;
}

/** Holds the columns; the address has their models. `otherwise` is asked when it names none. */
export function useColumns(otherwise?: string): Columns {
  const [{ model: asked }, changeState] = usePageState('playground');
  const [columns, setColumns] = useState<readonly Column[]>(() => {
    const models = asked.length > 0 ? asked : otherwise ? [otherwise] : lastModels.get();
    return models.slice(0, MOST_COLUMNS).map(newColumn);
  });
  const models = columns.map(({ model }) => model.trim()).filter(Boolean);
  const differs = models.join('\n') !== asked.join('\n');
  useEffect(() => {
    if (!differs) return;
    const named = columns.map(({ model }) => model.trim()).filter(Boolean);
    changeState({ model: named }, { replace: true });
    if (named.length > 0 && !otherwise) lastModels.set(named);
  }, [differs, columns, changeState, otherwise]);
  return {
    columns,
    add: () => setColumns([...columns, newColumn('')]),
    remove: key => setColumns(columns.filter(column => column.key !== key)),
    change: (key, changes) =>
      setColumns(columns.map(column => (column.key === key ? { ...column, ...changes } : column))),
  };
}
