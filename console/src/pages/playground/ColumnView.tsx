import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useId, useState } from 'react';
import { DIALECTS, estimateQuery, trialDocument, type TrialRequest } from '../../api/trials';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Button, IconButton } from '../../ui/Button';
import { Answer } from './Answer';
import type { Column } from './columns';
import { isRequest } from './draft';
import type { Trial } from './Trial';
import { playgroundTexts } from './texts';

/** Milliseconds after the last letter at which an estimate is asked for. */
const TYPING = 600;
/** Larger requests are not sent again and again only to be estimated. */
const MOST_ESTIMATED = 300_000;

/** A model with its format, its estimate and its answers. */
export function ColumnView({
  label,
  column,
  request,
  models,
  ownFormats,
  trials,
  original,
  change,
  remove,
  goOn,
}: {
  label: string;
  column: Column;
  request: TrialRequest | undefined;
  /** The id of the list of known models. */
  models: string;
  ownFormats: boolean;
  trials: readonly Trial[];
  original?: string;
  change: (changes: Partial<Column>) => void;
  remove: (() => void) | undefined;
  goOn?: (answer: string) => void;
}) {
  const t = useTexts(playgroundTexts);
  const formats = useFormats();
  const modelField = useId();
  const [chosen, setChosen] = useState<Trial>();
  const shown = chosen && trials.includes(chosen) ? chosen : trials.at(-1);
  const own = column.format !== 'form';
  return (
    <section className="bench-column" aria-label={label}>
      <div className="bench-head">
        <label className="visually-hidden" htmlFor={modelField}>
          {t.model}
        </label>
        <input
          id={modelField}
          list={models}
          value={column.model}
          placeholder={t.model}
          spellCheck={false}
          autoComplete="off"
          onChange={event => change({ model: event.target.value })}
        />
        {ownFormats && (
          <select
            aria-label={t.format}
            value={column.format}
            onChange={event => change({ format: event.target.value as Column['format'] })}
          >
            <option value="form">{t.form}</option>
            {DIALECTS.map(dialect => (
              <option key={dialect} value={dialect}>
                {t.formats[dialect]}
              </option>
            ))}
          </select>
        )}
        {remove && <IconButton icon="close" label={t.removeColumn} onClick={remove} />}
      </div>
      {own && (
        <>
          <textarea
            className="bench-raw mono"
            rows={8}
            spellCheck={false}
            aria-label={t.rawHint}
            placeholder={t.rawHint}
            value={column.raw}
            onChange={event => change({ raw: event.target.value })}
          />
          {column.raw.trim() !== '' && !isRequest(column.raw) && <p className="field-problem">{t.bodyProblem}</p>}
        </>
      )}
      <Estimate request={request} quiet={shown?.phase === 'failed'} />
      {trials.length > 1 && (
        <div className="choice" role="group" aria-label={t.runs}>
          {trials.map((trial, index) => (
            <Button key={trial.startedAt} pressed={trial === shown} onClick={() => setChosen(trial)}>
              {t.run(formats.count(index + 1))}
            </Button>
          ))}
        </div>
      )}
      {shown && (
        <Suspense fallback={<div className="answer" />}>
          <Answer key={shown.startedAt} trial={shown} original={original} goOn={own ? undefined : goOn} />
        </Suspense>
      )}
    </section>
  );
}

/** What the call would cost, before it is made. */
function Estimate({ request, quiet }: { request: TrialRequest | undefined; quiet: boolean }) {
  const t = useTexts(playgroundTexts);
  const formats = useFormats();
  const settled = useSettled(request);
  const { data, error } = useQuery({
    ...estimateQuery(settled ?? { dialect: 'openai', body: '{}' }),
    enabled: settled !== undefined && settled.body.length <= MOST_ESTIMATED,
  });
  if (!request) return <p className="bench-estimate muted">{t.noEstimate}</p>;
  if (error) {
    if (quiet) return null; // the call says the same below
    return (
      <p className="bench-estimate bad" role="status">
        {visible(error.message)}
      </p>
    );
  }
  if (!data || !settled) return <p className="bench-estimate" />;
  const input = formats.count(data.input_tokens);
  const cost = data.nano_usd === undefined ? undefined : formats.money(data.nano_usd);
  const words =
    cost === undefined
      ? t.estimateUnpriced(input)
      : data.exact === false
        ? t.estimateOpen(cost, input)
        : t.estimate(cost, input, formats.count(data.output_tokens ?? 0));
  return (
    <p className="bench-estimate muted" role="status" title={`${data.provider} ${data.model_sent}`}>
      {words}
    </p>
  );
}

/** Returns a request once it has not changed for a moment. */
function useSettled(request: TrialRequest | undefined): TrialRequest | undefined {
  const [settled, setSettled] = useState(request);
  const document = request && trialDocument(request);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the document says whether the request is another one
  useEffect(() => {
    const timer = setTimeout(() => setSettled(request), TYPING);
    return () => clearTimeout(timer);
  }, [document]);
  return settled;
}
