import { useMutation } from '@tanstack/react-query';
import { type ProviderDocument, testProvider } from '../api/catalogue';
import { ApiError } from '../api/client';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { visible } from '../call/visible';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { catalogueTexts } from './texts';

/** Asks a provider for its list of models, which costs nothing, and says how it went beside the button. */
export function QuickTest({ provider }: { provider: ProviderDocument }) {
  const t = useTexts(catalogueTexts);
  const formats = useFormats();
  const test = useMutation({ mutationFn: () => testProvider(provider.id, 'list') });
  const { data, error, isPending } = test;
  const took = data?.phases.find(({ name }) => name === 'total')?.ms;
  const problem = data?.error?.message ?? (error instanceof ApiError ? error.message : error && t.trial.failed);
  return (
    <span className="quick-test">
      <span role="status" className="quick-test-said">
        {isPending && <span className="muted">{t.testing}</span>}
        {data?.ok && (
          <span className="good">
            <Icon name="check" size={14} /> {t.trial.models(formats.count(data.models ?? 0))}
            {took !== undefined && ` · ${formats.duration(took)}`}
          </span>
        )}
        {problem && (
          <span className="bad" title={visible(problem)}>
            <Icon name="error" size={14} /> {visible(problem)}
          </span>
        )}
      </span>
      <Button
        disabled={isPending}
        title={t.testOf(provider.name)}
        aria-label={t.testOf(provider.name)}
        onClick={() => test.mutate()}
      >
        {t.test}
      </Button>
    </span>
  );
}
