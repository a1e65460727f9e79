import { Component, type ReactNode } from 'react';
import { useTexts } from '../i18n/texts';
import { Button } from '../ui/Button';
import { shellTexts } from './texts';

interface State {
  error: unknown;
}

/** Keeps the failure of one page from taking the others down. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <Crash error={this.state.error} retry={() => this.setState({ error: undefined })} />;
  }
}

function Crash({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTexts(shellTexts);
  const message = error instanceof Error ? error.message : String(error);
  // A gateway that was updated has other files: those that this page asks for are gone.
  const outdated = /dynamically imported module|importing a module|preload/i.test(message);
  return (
    <div className="page page-message" role="alert">
      <h1>{t.crash.title}</h1>
      <p>{outdated ? t.crash.outdated : t.crash.text}</p>
      {!outdated && <pre className="crash-message">{message}</pre>}
      {outdated ? (
        <Button look="primary" icon="retry" onClick={() => window.location.reload()}>
          {t.crash.reload}
        </Button>
      ) : (
        <Button look="primary" icon="retry" onClick={retry}>
          {t.crash.retry}
        </Button>
      )}
    </div>
  );
}
