import { type FormEvent, useState } from 'react';
import { useTexts } from '../../i18n/texts';
import { Button, IconButton } from '../../ui/Button';
import { ALL_COLUMNS, columnName, USUAL_COLUMNS } from './columns';
import { callsTexts } from './texts';

/** Chooses the columns and their order. */
export function ColumnChooser({
  shown,
  change,
}: {
  shown: readonly string[];
  change: (columns: readonly string[] | undefined) => void;
}) {
  const t = useTexts(callsTexts);
  const [dragged, setDragged] = useState<string>();
  const [tag, setTag] = useState('');
  const hidden = ALL_COLUMNS.filter(id => !shown.includes(id));
  const move = (id: string, to: number) => {
    const rest = shown.filter(other => other !== id);
    change([...rest.slice(0, to), id, ...rest.slice(to)]);
  };
  const addTag = (event: FormEvent) => {
    event.preventDefault();
    const id = `tag.${tag.trim().replaceAll(',', '')}`;
    if (id !== 'tag.' && !shown.includes(id)) change([...shown, id]);
    setTag('');
  };
  return (
    <div className="column-chooser">
      <p className="muted">{t.columnsMoved}</p>
      <ul>
        {shown.map((id, index) => (
          <li
            key={id}
            draggable
            className={dragged === id ? 'column-dragged' : undefined}
            onDragStart={() => setDragged(id)}
            onDragEnd={() => setDragged(undefined)}
            onDragOver={event => {
              event.preventDefault();
              if (dragged && dragged !== id) move(dragged, index);
            }}
          >
            <label>
              <input
                type="checkbox"
                checked
                disabled={shown.length === 1}
                onChange={() => change(shown.filter(other => other !== id))}
              />
              {columnName(id, t)}
            </label>
            <IconButton
              icon="up"
              label={t.moveUp(columnName(id, t))}
              disabled={index === 0}
              onClick={() => move(id, index - 1)}
            />
            <IconButton
              icon="down"
              label={t.moveDown(columnName(id, t))}
              disabled={index === shown.length - 1}
              onClick={() => move(id, index + 1)}
            />
          </li>
        ))}
        {hidden.map(id => (
          <li key={id}>
            <label>
              <input type="checkbox" checked={false} onChange={() => change([...shown, id])} />
              {columnName(id, t)}
            </label>
          </li>
        ))}
      </ul>
      <form onSubmit={addTag}>
        <input
          aria-label={t.tagColumn}
          placeholder={t.tagName}
          value={tag}
          maxLength={60}
          onChange={event => setTag(event.target.value)}
        />
        <Button type="submit">{t.add}</Button>
      </form>
      <Button look="plain" disabled={shown.join() === USUAL_COLUMNS.join()} onClick={() => change(undefined)}>
        {t.columnsReset}
      </Button>
    </div>
  );
}
