import { useSyncExternalStore } from 'react';
import { stored } from './stored';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'comfortable';

export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const theme = stored<Theme>('theme', 'system', value => THEMES.includes(value as Theme));
const density = stored<Density>('density', 'compact', value => value === 'compact' || value === 'comfortable');

export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(theme.subscribe, theme.get), theme.set];
}

export function useDensity(): [Density, (density: Density) => void] {
  return [useSyncExternalStore(density.subscribe, density.get), density.set];
}

/** Puts the kept looks on the document, now and whenever they change; called before the first drawing. */
export function applyLooks(): void {
  applyNow();
  theme.subscribe(applyNow);
  density.subscribe(applyNow);
}

function applyNow(): void {
  const root = document.documentElement;
  if (theme.get() === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme.get();
  root.dataset.density = density.get();
}
