import { defineTexts } from '../../../i18n/texts';
import type { SummaryTexts } from './en';

export const summaryTexts = defineTexts<SummaryTexts>({ en: () => import('./en'), zh: () => import('./zh') });
