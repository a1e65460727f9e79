import { defineTexts } from '../../../i18n/texts';
import type { ErrorTexts } from './en';

/** What to do about a failure, by its code; fetched when a call has failed. */
export const errorTexts = defineTexts<ErrorTexts>({ en: () => import('./en'), zh: () => import('./zh') });
