import { useNavigate } from '@tanstack/react-router'
import { createOrganization } from '@/api/requester'
import { meQuery } from '@/studio/queries'
import { useAction } from '@/studio/use-action'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { Card, Page } from '@/ui/Page'
import { useT } from './texts'

export function NewOrganization() {
  const t = useT()
  const navigate = useNavigate()
  const create = useAction(createOrganization, {
    refresh: [meQuery.queryKey],
    done: t('organization_done'),
    onDone: ({ organization_id: organizationId }) => void navigate({ to: '/organizations/$organizationId/projects', params: { organizationId } }),
  })
  return (
    <Page title={t('organization_title')} lead={t('organization_lead')}>
      <Card>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            create.run(String(new FormData(event.currentTarget).get('name')).trim())
          }}
        >
          <TextField label={t('organization_name')} name="name" maxLength={120} autoComplete="organization" error={create.fields['name'] ?? create.error} />
          <Button type="submit" kind="primary" className="justify-self-start" busy={create.busy}>
            {t('organization_create')}
          </Button>
        </form>
      </Card>
    </Page>
  )
}
