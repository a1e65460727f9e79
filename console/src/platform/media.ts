import { useSyncExternalStore } from 'react';

/** Returns whether a condition on the window holds, as it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    listener => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Returns whether the window is as narrow as a phone's. */
export function usePhone(): boolean {
  return useMedia('(max-width: 699px)');
}
