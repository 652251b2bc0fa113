import { useInfiniteQuery } from '@tanstack/react-query'
import { errorText } from '@/studio/error-text'
import { importProblemsQuery } from '@/studio/queries'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Failed, Loading } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { useT as useShared } from '@/studio/texts'
import { rowProblemText } from './problem-texts'
import { useT } from './texts'

/** The rows of an import that could not be used: where, which field, why. */
export function Problems({ projectId, importId, fileName, onClose }: { projectId: string; importId: string; fileName: string; onClose: () => void }) {
  const t = useT()
  const shared = useShared()
  const found = useInfiniteQuery(importProblemsQuery(projectId, importId))
  return (
    <Dialog open onClose={onClose} wide title={t('problems_title', { file: fileName })}>
      {found.isPending && <Loading />}
      {found.error && <Failed text={errorText(found.error)} onRetry={() => void found.refetch()} />}
      {found.data && (
        <Table
          caption={t('problems_title', { file: fileName })}
          rows={found.data.pages.flatMap((page) => page.items).map((problem, index) => ({ ...problem, index }))}
          rowKey={(problem) => String(problem.index)}
          empty={<p>{t('no_problems')}</p>}
          columns={[
            { key: 'line', header: t('line'), numeric: true, cell: (problem) => problem.line },
            { key: 'field', header: t('field'), cell: (problem) => (problem.field ? <code>{problem.field}</code> : '–') },
            { key: 'reason', header: t('reason'), cell: (problem) => rowProblemText(problem) },
          ]}
        />
      )}
      {found.hasNextPage && (
        <Button className="mt-3" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {shared('more')}
        </Button>
      )}
    </Dialog>
  )
}
