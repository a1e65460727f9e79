import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { deleteView, newViewId, saveView, type View, viewsQuery } from '../../api/views';
import { useTexts } from '../../i18n/texts';
import { Button, IconButton } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { addressOfPage } from '../../url/addresses';
import type { PageState } from '../../url/pages';
import { callsTexts } from './texts';
import './views.css';

/** The longest name of a view. */
const NAME = 80;

/** Opens, keeps and removes views: conditions and columns under a name, the same for everybody at this gateway. */
export function Views({
  state,
  columns,
  close,
}: {
  state: PageState<'calls'>;
  columns: readonly string[];
  close: () => void;
}) {
  const t = useTexts(callsTexts);
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const { data: views, error, refetch } = useQuery(viewsQuery);
  const changed = () => void client.invalidateQueries({ queryKey: viewsQuery.queryKey });
  const save = useMutation({
    mutationFn: saveView,
    onSuccess: (_, { id }) => {
      changed();
      setName('');
      navigate(addressOfPage('calls', { ...state, view: id }), { replace: true });
    },
  });
  const remove = useMutation({ mutationFn: deleteView, onSuccess: changed });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || save.isPending) return;
    save.mutate({ id: newViewId(), name: name.trim(), query: queryOf(state), columns: [...columns] });
  };
  return (
    <div className="views">
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {views?.length === 0 && <p className="muted">{t.viewsNone}</p>}
      <ul>
        {views?.map(view => (
          <li key={view.id}>
            <Button
              look="plain"
              pressed={view.id === state.view}
              onClick={() => {
                navigate(addressOfView(view));
                close();
              }}
            >
              <bdi>{view.name}</bdi>
            </Button>
            <IconButton icon="close" label={t.viewDelete(view.name)} onClick={() => remove.mutate(view.id)} />
          </li>
        ))}
      </ul>
      {(save.error ?? remove.error) && <ErrorNotice error={save.error ?? remove.error} />}
      <form onSubmit={submit}>
        <input
          aria-label={t.viewName}
          placeholder={t.viewName}
          value={name}
          maxLength={NAME}
          onChange={event => setName(event.target.value)}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          {t.viewSave}
        </Button>
      </form>
    </div>
  );
}

/** Returns what a view keeps of an address: neither the open call nor a place in the list. */
export function queryOf(state: PageState<'calls'>): string {
  const { range, filters, q, top, live } = state;
  return addressOfPage('calls', { range, filters, q, top, live }).split(/\?(.*)/s)[1] ?? '';
}

/** Returns the address that shows a view. Parts that are not known any more stay in it, so that the page names them. */
export function addressOfView({ id, query, columns }: View): string {
  const address = new URLSearchParams(query);
  if (columns && columns.length > 0) address.set('cols', columns.join(','));
  address.set('view', id);
  return `${addressOfPage('calls')}?${address}`;
}
