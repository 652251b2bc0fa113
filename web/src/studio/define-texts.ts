export { defineTexts, type Pair } from '@/lib/define-texts'
