export { AnsweredCard } from './AnsweredCard'
export { AskDialog } from './AskDialog'
export { GuideExtras } from './GuideExtras'
