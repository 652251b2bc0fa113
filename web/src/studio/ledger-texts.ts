import { defineTexts } from './define-texts'

/** Account kinds and transfer codes of the ledger in words. What we do not know is shown as the server names it. */
export const { catalogues, t, has } = defineTexts({
  account_bank: ['은행', 'bank'],
  account_organization_funds: ['조직 잔액', 'organization funds'],
  account_project_escrow: ['프로젝트 예산', 'project budget'],
  account_project_inspections: ['검수 몫', 'kept for inspections'],
  account_worker_wallet: ['작업자 지갑', 'worker wallet'],
  account_platform_fee: ['플랫폼 수수료', 'platform fee'],
  transfer_deposit: ['입금', 'Deposit'],
  transfer_budget: ['프로젝트 예산', 'Project budget'],
  transfer_budget_return: ['남은 예산 돌려받기', 'Unspent budget returned'],
  transfer_reward: ['작업 보수', 'Pay for work'],
  transfer_inspection: ['검수 보수', 'Pay for inspection'],
  transfer_inspection_reserve: ['검수 몫 떼어 두기', 'Kept for inspection'],
  transfer_fee: ['수수료', 'Fee'],
})

export const accountName = (kind: string): string => {
  const key = `account_${kind}`
  return has(key) ? t(key) : kind.replaceAll('_', ' ')
}

export const transferName = (code: string): string => {
  const key = `transfer_${code}`
  return has(key) ? t(key) : code.replaceAll('_', ' ')
}
