import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { Router } from 'wouter';
import { onReturn } from '../api/connection';
import { createQueryClient } from '../api/queries';
import { DeferredView } from '../platform/deferred';
import { BASE, useAddress } from '../url/location';
import { ErrorBoundary } from './ErrorBoundary';
import { pageComponent } from './pages';
import { NotFound } from './NotFound';
import { PageFrame } from './PageFrame';
import { PageWaiting } from './PageWaiting';
import { Shell } from './Shell';

export function App() {
  const [queryClient] = useState(createQueryClient);
  useEffect(() => onReturn(() => void queryClient.invalidateQueries()), [queryClient]);
  return (
    <QueryClientProvider client={queryClient}>
      <Router base={BASE}>
        <Suspense fallback={null}>
          <CurrentPage />
        </Suspense>
      </Router>
    </QueryClientProvider>
  );
}

function CurrentPage() {
  const address = useAddress();
  const Page = address && pageComponent(address.page);
  if (address?.page === 'login' && Page) return <DeferredView of={Page} props={{}} waiting={null} />;
  return (
    <Shell>
      <ErrorBoundary key={address?.page}>
        {address && Page ? (
          <PageFrame address={address}>
            <DeferredView key={address.page} of={Page} props={{}} waiting={<PageWaiting />} />
          </PageFrame>
        ) : (
          <NotFound />
        )}
      </ErrorBoundary>
    </Shell>
  );
}
