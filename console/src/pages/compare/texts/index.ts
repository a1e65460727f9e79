import { defineTexts } from '../../../i18n/texts';
import type { CompareTexts } from './en';

export const compareTexts = defineTexts<CompareTexts>({ en: () => import('./en'), zh: () => import('./zh') });
