/** The report of a round on A4: first as a preview, then on paper. */
import { ArrowLeft, Printer } from 'lucide-react'
import { useRead } from '../../app/client.ts'
import { failureOf } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Page } from '../../components/Page.tsx'
import { Printed } from '../reports/Printed.tsx'
import { InspectionSheet } from './InspectionSheet.tsx'
import css from './Sheet.module.css'

export default function InspectionPrint({ id }: { id: number }) {
  const { t } = useWords()
  const round = useRead('inspections.get', { id }, { enabled: Number.isInteger(id) })
  const stationId = round.data?.inspection.stationId
  const station = useRead('stations.get', { id: stationId ?? 1 }, { enabled: stationId !== undefined })
  const places = useRead('stations.places', undefined, { staleTime: 60_000 })
  const me = useRead('session.me')
  const error = round.error ?? station.error ?? places.error
  const body = () => {
    if (!Number.isInteger(id) || (round.error && failureOf(round.error).code === 'NOT_FOUND')) {
      return <EmptyState hint={t('inspections.form.notFoundHelp')}>{t('inspections.form.notFound')}</EmptyState>
    }
    if (round.data && station.data && places.data && me.data) {
      const sheet = (
        <InspectionSheet
          round={round.data}
          station={station.data.station}
          communes={places.data.communes}
          hamlets={places.data.hamlets}
          branch={me.data.dataset.branchName}
        />
      )
      return (
        <>
          <div className={css.preview}>{sheet}</div>
          <Printed>{sheet}</Printed>
        </>
      )
    }
    return error ? <ErrorState error={error} onRetry={() => void round.refetch()} /> : <Loading lines={14} />
  }
  return (
    <Page
      title={t('inspections.print.title')}
      actions={
        <>
          <LinkButton href={`/inspections/${id}`} kind="quiet" icon={ArrowLeft}>
            {t('inspections.finish.close')}
          </LinkButton>
          <Button kind="primary" icon={Printer} disabled={!round.data || !station.data} onClick={() => print()}>
            {t('inspections.print.action')}
          </Button>
        </>
      }
    >
      {body()}
    </Page>
  )
}
