import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { previewRedaction } from '../api/configuration';
import { visible } from '../call/visible';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { Button } from '../ui/Button';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Card } from './Card';
import { settingsTexts } from './texts';

/** Shows what the journal would keep of a text. */
export function RedactionPreview() {
  const t = useTexts(settingsTexts).redaction;
  const formats = useFormats();
  const [text, setText] = useState('');
  const preview = useMutation({ mutationFn: previewRedaction });
  const { data, error, isPending } = preview;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text !== '' && !isPending) preview.mutate(text);
  };
  return (
    <Card title={t.title}>
      <p className="muted">{t.hint}</p>
      <form className="redaction" onSubmit={submit}>
        <textarea
          aria-label={t.text}
          placeholder={t.example}
          rows={4}
          spellCheck={false}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <Button type="submit" disabled={text === '' || isPending}>
          {t.run}
        </Button>
      </form>
      {error && <ErrorNotice error={error} />}
      {data && (
        <>
          <p role="status">{data.count > 0 ? t.count(formats.count(data.count), data.count === 1) : t.nothing}</p>
          <section aria-label={t.result}>
            <pre className="redaction-result">{visible(data.text)}</pre>
          </section>
        </>
      )}
    </Card>
  );
}
