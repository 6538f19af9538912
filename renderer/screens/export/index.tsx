/** Export of samples: the question at the top, what it would give, and the files that were made. */
import { useMemo } from 'react'
import { ChevronLeft } from 'lucide-react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { useTenSeconds } from '../../app/now.ts'
import { ErrorState, Loading } from '../../components/Blank.tsx'
import { LinkButton } from '../../components/Button.tsx'
import { Page } from '../../components/Page.tsx'
import { MINUTE } from '../../../shared/format/time.ts'
import { Estimate } from './Estimate.tsx'
import { Exports } from './Exports.tsx'
import { Form } from './Form.tsx'
import { questionOf, requestOf } from './question.ts'

export default function ExportScreen() {
  const { t, locale } = useWords()
  const params = useParams()
  const now = useTenSeconds()
  const question = useMemo(() => questionOf(params, now), [params, now])
  const request = requestOf(question, locale)
  const list = useRead('stations.list', undefined, { staleTime: MINUTE })
  const places = useRead('stations.places', undefined, { staleTime: MINUTE })
  const body = () => {
    const error = list.error ?? places.error
    if (error && (!list.data || !places.data))
      return <ErrorState error={error} onRetry={() => void Promise.all([list.refetch(), places.refetch()])} />
    if (!list.data || !places.data) return <Loading lines={10} />
    return (
      <>
        <Form question={question} rows={list.data.rows} communes={places.data.communes} provinces={places.data.provinces}>
          <Estimate question={question} request={request} />
        </Form>
        <Exports rows={list.data.rows} communes={places.data.communes} provinces={places.data.provinces} />
      </>
    )
  }
  return (
    <Page
      title={t('exports.title')}
      note={t('exports.lead')}
      actions={
        <LinkButton href="/reports" kind="quiet" icon={ChevronLeft}>
          {t('common.nav.reports')}
        </LinkButton>
      }
    >
      {body()}
    </Page>
  )
}
