import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { ApiError } from '../../api/client';
import { modelNamesQuery, type TrialRequest } from '../../api/trials';
import { useKeys } from '../../app/keys';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Button } from '../../ui/Button';
import { PageLink } from '../../ui/Link';
import { Trial } from './Trial';
import { ColumnView } from './ColumnView';
import { type Column, type Columns, MOST_COLUMNS } from './columns';
import { playgroundTexts } from './texts';

const TIMES = [1, 2, 3, 4, 5] as const;
const USUAL_LIMIT = '1';

/** The models with their answers, and what sends a request to all of them. */
export function Bench({
  columns: { columns, add, remove, change },
  requestOf,
  ownFormats,
  original,
  goOn,
}: {
  columns: Columns;
  /** Returns the call of a column; undefined while something of it is missing. */
  requestOf: (column: Column) => TrialRequest | undefined;
  /** Lets columns have requests of their own in other formats. */
  ownFormats: boolean;
  /** The call that is replayed. */
  original?: string;
  /** Goes on with an answer as part of the prompt. */
  goOn?: (answer: string) => void;
}) {
  const t = useTexts(playgroundTexts);
  const formats = useFormats();
  const names = useId();
  const { data: models = [] } = useQuery(modelNamesQuery);
  const [times, setTimes] = useState(1);
  const [limit, setLimit] = useState(USUAL_LIMIT);
  const [trials, setTrials] = useState<ReadonlyMap<number, readonly Trial[]>>(new Map());
  const [running, setRunning] = useState(false);
  const round = useRef<Round>(undefined);
  useEffect(() => () => round.current?.stop(), []);

  const asked = columns.map(column => ({ column, request: requestOf(column) }));
  const ready = asked.length > 0 && asked.every(({ request }) => request !== undefined);
  const count = columns.length * times;
  const dollars = limit.trim() === '' ? undefined : Number(limit);
  const limitValid = dollars === undefined || (Number.isFinite(dollars) && dollars >= 0);

  const send = async () => {
    if (!ready || running || !limitValid) return;
    const mine = new Round();
    round.current = mine;
    setRunning(true);
    setTrials(new Map());
    const most = dollars === undefined ? {} : { max_usd: dollars / count };
    await Promise.all(
      asked.map(async ({ column, request }) => {
        for (let time = 0; time < times && !mine.stopped; time++) {
          const trial = new Trial({ ...request!, ...most });
          mine.trials.add(trial);
          setTrials(before => new Map(before).set(column.key, [...(before.get(column.key) ?? []), trial]));
          await trial.run();
          // Whoever refused once refuses again: the same request would only fail as often as it is sent.
          if (trial.error instanceof ApiError) break;
        }
      }),
    );
    setRunning(false);
  };
  useKeys([{ keys: 'mod+Enter', label: t.keys.send, run: () => void send() }]);

  const ended = columns.flatMap(({ key }) => trials.get(key)?.findLast(({ id }) => id)?.id ?? []);
  return (
    <>
      <div className="bench-bar" role="toolbar" aria-label={t.send}>
        {running ? (
          <Button icon="stopped" look="danger" onClick={() => round.current?.stop()}>
            {t.stop}
          </Button>
        ) : (
          <Button
            icon="play"
            look="primary"
            disabled={!ready || !limitValid}
            title="Ctrl Enter"
            onClick={() => void send()}
          >
            {count > 1 ? t.sendCalls(formats.count(count)) : t.send}
          </Button>
        )}
        <label>
          {t.times}{' '}
          <select value={times} onChange={event => setTimes(Number(event.target.value))}>
            {TIMES.map(each => (
              <option key={each} value={each}>
                {formats.count(each)}
              </option>
            ))}
          </select>
        </label>
        <label title={t.limitHint}>
          {t.limit}{' '}
          <input
            className="bench-limit"
            inputMode="decimal"
            value={limit}
            aria-invalid={!limitValid}
            onChange={event => setLimit(event.target.value)}
          />
        </label>
        <span className="bench-space" />
        {!running && ended.length > 1 && (
          <PageLink page="compare" state={{ a: ended[0], b: ended[1] }} className="button">
            {t.compare}
          </PageLink>
        )}
        {columns.length < MOST_COLUMNS && <Button onClick={add}>+ {t.addColumn}</Button>}
      </div>
      <datalist id={names}>
        {models.slice(0, 1000).map(model => (
          <option key={model} value={model} />
        ))}
      </datalist>
      <div className="bench-columns" style={{ '--columns': columns.length } as React.CSSProperties}>
        {asked.map(({ column, request }, index) => (
          <ColumnView
            key={column.key}
            label={t.columns(formats.count(index + 1))}
            column={column}
            request={request}
            models={names}
            ownFormats={ownFormats}
            trials={trials.get(column.key) ?? []}
            original={original}
            change={changes => change(column.key, changes)}
            remove={columns.length > 1 ? () => remove(column.key) : undefined}
            goOn={running ? undefined : goOn}
          />
        ))}
      </div>
    </>
  );
}

/** The calls of one Send, which are stopped together. */
class Round {
  stopped = false;
  readonly trials = new Set<Trial>();

  stop(): void {
    this.stopped = true;
    for (const trial of this.trials) trial.stop();
  }
}
