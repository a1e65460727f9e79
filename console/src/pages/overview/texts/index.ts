import { defineTexts } from '../../../i18n/texts';
import type { OverviewTexts } from './en';

export const overviewTexts = defineTexts<OverviewTexts>({ en: () => import('./en'), zh: () => import('./zh') });
