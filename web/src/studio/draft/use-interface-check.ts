import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isApiError } from '@/api/client'
import { checkInterface } from '@/api/requester'
import type { InterfaceCheck, ProblemItem } from '@/api/types'

export type CheckResult = { check: InterfaceCheck; problems?: undefined } | { check?: undefined; problems: readonly ProblemItem[] }

/** Checks a config on the server while it is being written: a moment after the last key, each text once. */
export function useInterfaceCheck(xml: string): { result: CheckResult | null; lastGood: InterfaceCheck | null; checking: boolean } {
  const settled = useSettled(xml, 350)
  const found = useQuery({
    queryKey: ['interface-check', settled],
    queryFn: () => run(settled),
    enabled: settled.trim() !== '',
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
  // A slip while typing should not make the preview vanish.
  const [lastGood, setLastGood] = useState<InterfaceCheck | null>(null)
  const good = found.data?.check
  if (good && good !== lastGood) setLastGood(good)
  if (xml.trim() === '') return { result: null, lastGood: null, checking: false }
  return { result: found.data ?? null, lastGood: good ?? lastGood, checking: found.isFetching || settled !== xml }
}

async function run(xml: string): Promise<CheckResult> {
  try {
    return { check: await checkInterface(xml) }
  } catch (error) {
    if (isApiError(error) && error.status === 422) return { problems: error.errors }
    throw error
  }
}

function useSettled(value: string, delayMs: number): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs)
    return () => clearTimeout(timer)
  }, [value, delayMs])
  return settled
}
