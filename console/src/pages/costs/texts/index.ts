import { defineTexts } from '../../../i18n/texts';
import type { CostsTexts } from './en';

export const costsTexts = defineTexts<CostsTexts>({ en: () => import('./en'), zh: () => import('./zh') });
