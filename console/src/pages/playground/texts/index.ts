import { defineTexts } from '../../../i18n/texts';
import type { PlaygroundTexts } from './en';

export const playgroundTexts = defineTexts<PlaygroundTexts>({ en: () => import('./en'), zh: () => import('./zh') });
