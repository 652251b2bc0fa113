export { ConsentCard, SensitiveBadges } from './ConsentCard'
export { Rest } from './Rest'
export { SensitiveSettings } from './SensitiveSettings'
