import { useId, useState } from 'react';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Button, IconButton } from '../../ui/Button';
import { type Draft, newTurn, problemsOf, type Turn } from './draft';
import { playgroundTexts } from './texts';

const MOST_IMAGE = 5_000_000;

/** A new prompt: instructions, turns, tools and parameters. */
export function PromptForm({ draft, change }: { draft: Draft; change: (changes: Partial<Draft>) => void }) {
  const t = useTexts(playgroundTexts);
  const system = useId();
  const problems = problemsOf(draft);
  const changeTurn = (key: number, changes: Partial<Turn>) =>
    change({ turns: draft.turns.map(turn => (turn.key === key ? { ...turn, ...changes } : turn)) });
  const fields = [
    ['mostTokens', 'numeric'],
    ['temperature', 'decimal'],
  ] as const;
  return (
    <section className="prompt" aria-label={t.prompt}>
      <label className="field" htmlFor={system}>
        {t.system}
        <textarea
          id={system}
          rows={2}
          value={draft.system}
          placeholder={t.systemHint}
          onChange={event => change({ system: event.target.value })}
        />
      </label>
      {draft.turns.map(turn => (
        <TurnFields
          key={turn.key}
          turn={turn}
          change={changes => changeTurn(turn.key, changes)}
          remove={
            draft.turns.length > 1
              ? () => change({ turns: draft.turns.filter(({ key }) => key !== turn.key) })
              : undefined
          }
        />
      ))}
      <div className="prompt-actions">
        <Button
          look="plain"
          onClick={() =>
            change({ turns: [...draft.turns, newTurn(draft.turns.at(-1)?.role === 'user' ? 'assistant' : 'user')] })
          }
        >
          + {t.addTurn}
        </Button>
        <label className="prompt-stream">
          <input type="checkbox" checked={draft.stream} onChange={event => change({ stream: event.target.checked })} />
          {t.stream}
        </label>
      </div>
      <details className="prompt-more">
        <summary>{t.more}</summary>
        <div className="prompt-fields">
          {(['tools', 'schema'] as const).map(name => (
            <label key={name} className="field">
              {t[name]}
              <textarea
                rows={5}
                spellCheck={false}
                className="mono"
                value={draft[name]}
                aria-invalid={problems.has(name)}
                onChange={event => change({ [name]: event.target.value })}
              />
              {problems.has(name) && <span className="field-problem">{t.problems[name]}</span>}
            </label>
          ))}
          {fields.map(([name, mode]) => (
            <label key={name} className="field">
              {t[name]}
              <input
                inputMode={mode}
                value={draft[name]}
                aria-invalid={problems.has(name)}
                onChange={event => change({ [name]: event.target.value })}
              />
              {problems.has(name) && <span className="field-problem">{t.problems[name]}</span>}
            </label>
          ))}
        </div>
      </details>
    </section>
  );
}

function TurnFields({
  turn,
  change,
  remove,
}: {
  turn: Turn;
  change: (changes: Partial<Turn>) => void;
  remove: (() => void) | undefined;
}) {
  const t = useTexts(playgroundTexts);
  const formats = useFormats();
  const [tooLarge, setTooLarge] = useState(false);
  const addImages = async (files: FileList | null) => {
    const given = [...(files ?? [])];
    setTooLarge(given.some(({ size }) => size > MOST_IMAGE));
    const added = await Promise.all(given.filter(({ size }) => size <= MOST_IMAGE).map(dataAddress));
    change({ images: [...turn.images, ...added] });
  };
  return (
    <div className="prompt-turn">
      <div className="prompt-turn-head">
        <select
          aria-label={t.role}
          value={turn.role}
          onChange={event => change({ role: event.target.value as Turn['role'] })}
        >
          <option value="user">{t.roles.user}</option>
          <option value="assistant">{t.roles.assistant}</option>
        </select>
        {turn.role === 'user' && (
          <label className="button button-plain prompt-image-button">
            + {t.addImage}
            <input
              type="file"
              className="visually-hidden"
              accept="image/png,image/jpeg,image/gif,image/webp"
              multiple
              onChange={event => {
                void addImages(event.target.files);
                event.target.value = '';
              }}
            />
          </label>
        )}
        {remove && <IconButton icon="close" label={t.removeTurn} onClick={remove} />}
      </div>
      <textarea
        rows={4}
        aria-label={t.roles[turn.role]}
        value={turn.text}
        placeholder={t.turnHint}
        onChange={event => change({ text: event.target.value })}
      />
      {tooLarge && <p className="field-problem">{t.imageTooLarge(formats.bytes(MOST_IMAGE))}</p>}
      {turn.images.length > 0 && (
        <ul className="prompt-images">
          {turn.images.map(image => (
            <li key={image}>
              <img src={image} alt="" />
              <IconButton
                icon="close"
                label={t.removeImage}
                onClick={() => change({ images: turn.images.filter(other => other !== image) })}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function dataAddress(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
