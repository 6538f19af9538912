/** The form of one round: groups of the checklist, saved at every change; a finished round is shown as it was. */
import { useState } from 'react'
import { ArrowLeft, Flag, Printer, Trash2 } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { dayOf, moment } from '../../../shared/format/time.ts'
import { useCommand, useRead, type OutputOf } from '../../app/client.ts'
import { failureOf } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { go } from '../../app/location.ts'
import { useTenSeconds } from '../../app/now.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Menu } from '../../components/Menu.tsx'
import { Page } from '../../components/Page.tsx'
import { toast } from '../../components/Toast.tsx'
import { useBook } from '../alarms/data.ts'
import { useMay } from '../settings/may.ts'
import { answersOf } from './draft.ts'
import { FindingList } from './FindingList.tsx'
import { FinishDialog } from './FinishDialog.tsx'
import { anchorOf } from './ItemField.tsx'
import { ItemGroups } from './ItemGroups.tsx'
import { itemsOf } from '../../../shared/model/answer.ts'
import { progressOf } from './result.ts'
import { RoundState } from './RoundsTab.tsx'
import { SaveLine } from './SaveLine.tsx'
import { useDraft } from './useDraft.ts'
import css from './Form.module.css'

type Round = OutputOf<'inspections.get'>
const STALE_LIVE = 15_000

export default function InspectionScreen({ id }: { id: number }) {
  const { t } = useWords()
  const may = useMay('technician')
  const round = useRead('inspections.get', { id }, { enabled: Number.isInteger(id) })
  if (round.data) {
    return round.data.inspection.state === 'draft' && may ? <DraftForm round={round.data} /> : <Finished round={round.data} />
  }
  const missing = !Number.isInteger(id) || (round.error && failureOf(round.error).code === 'NOT_FOUND')
  return (
    <Page title={t('inspections.title')}>
      {missing ? (
        <EmptyState
          hint={t('inspections.form.notFoundHelp')}
          action={<LinkButton href="/inspections?tab=rounds">{t('inspections.form.back')}</LinkButton>}
        >
          {t('inspections.form.notFound')}
        </EmptyState>
      ) : round.error ? (
        <ErrorState error={round.error} onRetry={() => void round.refetch()} />
      ) : (
        <Loading lines={12} />
      )}
    </Page>
  )
}

function useStationName(stationId: number): string {
  const station = useBook().station(stationId)
  return station ? `${station.code} ${station.name}` : `#${stationId}`
}

export function goToItem(itemId: string): void {
  const node = document.getElementById(anchorOf(itemId))
  node?.scrollIntoView({ block: 'center' })
  node?.focus({ preventScroll: true })
}

function DraftForm({ round }: { round: Round }) {
  const { t, locale } = useWords()
  const { inspection, checklist } = round
  const station = useStationName(inspection.stationId)
  const draft = useDraft(inspection)
  const live = useRead('inspections.live', { id: inspection.id }, { refetchInterval: STALE_LIVE })
  const [finishing, setFinishing] = useState<number | null>(null)
  const [settling, setSettling] = useState(false)
  const [discarding, setDiscarding] = useState(false)
  const discard = useCommand('inspections.discard', { refresh: ['inspections.get', 'inspections.list', 'inspections.due'] })
  const today = dayOf(useTenSeconds())
  const progress = progressOf(itemsOf(checklist), draft.answers, today)
  const finish = async () => {
    setSettling(true)
    const version = await draft.settle()
    setSettling(false)
    if (version !== null) setFinishing(version)
  }
  return (
    <Page
      title={t('inspections.form.title', { station })}
      note={
        <>
          {t(`inspections.reason.${inspection.reason}`)} ·{' '}
          {t('inspections.form.startedBy', { who: inspection.by, when: moment(inspection.startedAt, locale) })}
        </>
      }
      actions={
        <>
          <LinkButton href="/inspections" kind="quiet" icon={ArrowLeft}>
            {t('inspections.form.back')}
          </LinkButton>
          <Menu
            label={t('common.more')}
            items={[
              { label: t('inspections.form.print'), icon: Printer, onSelect: () => go(`/inspections/${inspection.id}/print`) },
              { label: t('inspections.form.discard'), icon: Trash2, danger: true, onSelect: () => setDiscarding(true) },
            ]}
          />
        </>
      }
    >
      <ItemGroups
        checklist={checklist}
        answers={draft.answers}
        live={live.data ?? {}}
        today={today}
        readOnly={false}
        onChange={draft.answer}
      />
      <div className={css.bar}>
        <div className={css.barWords}>
          <span className={css.strong}>
            {t('inspections.form.progress', { done: number(progress.done, locale), total: number(progress.total, locale) })}
          </span>
          {progress.failed.length > 0 ? (
            <span className={css.bad}>{t('inspections.form.failedCount', { n: number(progress.failed.length, locale) })}</span>
          ) : null}
          <SaveLine state={draft.state} />
        </div>
        <progress
          className={css.progress}
          value={progress.done}
          max={progress.total}
          aria-label={t('inspections.form.progress', { done: progress.done, total: progress.total })}
        />
        <Button kind="primary" icon={Flag} busy={settling} onClick={() => void finish()}>
          {t('inspections.form.finish')}
        </Button>
      </div>
      {finishing === null ? null : (
        <FinishDialog
          inspection={{ id: inspection.id, version: finishing, startedAt: inspection.startedAt }}
          progress={progress}
          station={station}
          onClose={() => setFinishing(null)}
          onGo={(itemId) => {
            setFinishing(null)
            setTimeout(() => goToItem(itemId), 50)
          }}
        />
      )}
      <ConfirmDialog
        open={discarding}
        onClose={() => setDiscarding(false)}
        title={t('inspections.form.discardTitle')}
        verb={t('inspections.form.discard')}
        kind="danger"
        onConfirm={async () => {
          const version = await draft.settle()
          await discard.mutateAsync({ id: inspection.id, version: version ?? inspection.version })
          toast({ text: t('inspections.form.discarded') })
          go('/inspections')
        }}
      >
        <p>{t('inspections.form.discardExplain')}</p>
      </ConfirmDialog>
    </Page>
  )
}

function Finished({ round }: { round: Round }) {
  const { t, locale } = useWords()
  const { inspection, checklist, findings } = round
  const station = useStationName(inspection.stationId)
  const who = inspection.by
  return (
    <Page
      title={t('inspections.form.title', { station })}
      note={
        <>
          <RoundState state={inspection.state} />{' '}
          {inspection.finishedAt === null
            ? t('inspections.form.startedBy', { who, when: moment(inspection.startedAt, locale) })
            : t('inspections.form.finishedBy', { who, when: moment(inspection.finishedAt, locale) })}
        </>
      }
      actions={
        <>
          <LinkButton href="/inspections?tab=rounds" kind="quiet" icon={ArrowLeft}>
            {t('inspections.form.back')}
          </LinkButton>
          <LinkButton href={`/inspections/${inspection.id}/print`} icon={Printer}>
            {t('inspections.form.print')}
          </LinkButton>
        </>
      }
    >
      {inspection.state === 'draft' ? null : (
        <p className="muted">{t(inspection.state === 'finished' ? 'inspections.form.readOnly' : 'inspections.form.discardedNote')}</p>
      )}
      {findings.length > 0 ? <FindingList findings={findings} checklist={checklist} /> : null}
      <ItemGroups
        checklist={checklist}
        answers={answersOf(inspection.answers)}
        live={{}}
        today={dayOf(inspection.startedAt)}
        readOnly
        onChange={() => undefined}
      />
    </Page>
  )
}
