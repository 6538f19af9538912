/** The storm bulletin of an hour: what stands, what is known besides, and the ways to send it on. */
import { useMemo, useState } from 'react'
import { ChevronLeft, ChevronRight, ClipboardCopy, FileDown, Printer, Send } from 'lucide-react'
import { bulletinText, hourText } from '../../../shared/format/bulletin.ts'
import { dayOf, HOUR, MINUTE, moment, startOfDay } from '../../../shared/format/time.ts'
import { call, useCommand, useRead, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { useTenSeconds } from '../../app/now.ts'
import { saveFile } from '../../app/save.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Field, Input, Select } from '../../components/Form.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Printed } from '../reports/Printed.tsx'
import { usePrinting } from '../reports/printing.ts'
import { useMay } from '../settings/may.ts'
import { BulletinSheet } from './BulletinSheet.tsx'
import { BulletinTable } from './BulletinTable.tsx'
import { Changes } from './Changes.tsx'
import { Entries } from './Entries.tsx'
import { Revisions } from './Revisions.tsx'
import { StormTabs } from './StormTabs.tsx'
import { hourOf } from './words.ts'
import css from './Storm.module.css'

type View = OutputOf<'bulletin.at'>

export function BulletinTab() {
  const { t, locale } = useWords()
  const params = useParams()
  const now = useTenSeconds()
  const latest = hourOf(now)
  const asked = hourOf(Number(params.get('hour')) || latest)
  const hour = Math.min(asked, latest)
  const view = useRead('bulletin.at', { hour }, { keep: true, refetchInterval: hour > now - 10 * MINUTE ? 15_000 : 0 })
  const printing = usePrinting()
  const setHour = (next: number) => params.set({ hour: next >= latest ? null : next })
  // An answer that is kept from another hour is not this hour's.
  const shown = view.data && view.data.content.hour === hour ? view.data : null
  return (
    <Page
      title={t('storm.title')}
      actions={<Deeds hour={hour} view={shown?.content.communes.length ? shown : null} />}
      filters={<StormTabs at="bulletin" />}
    >
      <HourPicker hour={hour} latest={latest} onHour={setHour} />
      {shown === null ? (
        view.error ? (
          <ErrorState error={view.error} onRetry={() => void view.refetch()} />
        ) : (
          <Loading lines={10} />
        )
      ) : (
        <Body view={shown} />
      )}
      {printing && shown ? (
        <Printed>
          <BulletinSheet content={shown.content} issued={shown.issued[0] ?? null} sha256={shown.sha256} />
        </Printed>
      ) : null}
      <span className="visually-hidden" aria-live="polite">
        {hourText(hour, locale)}
      </span>
    </Page>
  )
}

function HourPicker({ hour, latest, onHour }: { hour: number; latest: number; onHour: (hour: number) => void }) {
  const { t } = useWords()
  const day = dayOf(hour)
  const inDay = Math.floor((hour - startOfDay(day)) / HOUR)
  return (
    <div className={css.hours}>
      <IconButton icon={ChevronLeft} kind="secondary" label={t('bulletin.screen.previous')} onClick={() => onHour(hour - HOUR)} />
      <Field label={t('bulletin.screen.day')} hideLabel className={css.day}>
        <Input
          type="date"
          value={day}
          max={dayOf(latest)}
          onChange={(event) => {
            const start = startOfDay(event.target.value)
            if (Number.isFinite(start)) onHour(Math.min(latest, start + inDay * HOUR))
          }}
        />
      </Field>
      <Field label={t('bulletin.screen.hour')} hideLabel className={css.hour}>
        <Select value={inDay} onChange={(event) => onHour(startOfDay(day) + Number(event.target.value) * HOUR)}>
          {Array.from({ length: 24 }, (_, i) => (
            <option key={i} value={i} disabled={startOfDay(day) + i * HOUR > latest}>
              {`${String(i).padStart(2, '0')}:00`}
            </option>
          ))}
        </Select>
      </Field>
      <IconButton
        icon={ChevronRight}
        kind="secondary"
        label={t('bulletin.screen.next')}
        disabled={hour >= latest}
        onClick={() => onHour(hour + HOUR)}
      />
      {hour >= latest ? null : (
        <Button kind="quiet" onClick={() => onHour(latest)}>
          {t('bulletin.screen.latest')}
        </Button>
      )}
    </div>
  )
}

function Deeds({ hour, view }: { hour: number; view: View | null }) {
  const { t, locale } = useWords()
  const may = useMay('engineer')
  const [asking, setAsking] = useState(false)
  const [making, setMaking] = useState(false)
  const issue = useCommand('bulletin.issue', { refresh: ['bulletin.at', 'bulletin.issued'] })
  const revision = view?.issued[0]?.revision ?? 0
  const canIssue = view !== null && (revision === 0 || view.news.length > 0)
  const copy = () => {
    if (!view) return
    void navigator.clipboard
      ?.writeText(bulletinText(view.content, revision, t, locale))
      .then(() => toast({ text: t('bulletin.screen.copied') }), toastFailure)
  }
  const pdf = async () => {
    setMaking(true)
    try {
      const { fileName, base64 } = await call('bulletin.pdf', { hour, revision: 0, locale })
      saveFile(fileName, new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'application/pdf' }))
    } catch (error) {
      toastFailure(error)
    } finally {
      setMaking(false)
    }
  }
  return (
    <>
      <Button icon={ClipboardCopy} disabled={!view} onClick={copy}>
        {t('bulletin.screen.copy')}
      </Button>
      <Button icon={Printer} disabled={!view} onClick={() => print()}>
        {t('bulletin.screen.print')}
      </Button>
      <Button icon={FileDown} disabled={!view} busy={making} onClick={() => void pdf()}>
        {t('bulletin.screen.pdf')}
      </Button>
      {may ? (
        <Button kind="primary" icon={Send} disabled={!canIssue} onClick={() => setAsking(true)}>
          {revision === 0 ? t('bulletin.screen.issue') : t('bulletin.screen.issueAgain', { n: revision + 1 })}
        </Button>
      ) : null}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('bulletin.screen.issueTitle', { when: hourText(hour, locale) })}
        verb={t('bulletin.screen.issue')}
        onConfirm={async () => {
          if (!view) return
          const made = await issue.mutateAsync({ hour, revision, sha256: view.knownSha256 })
          toast({ text: t('bulletin.screen.issueDone', { n: made.revision, when: hourText(hour, locale) }) })
        }}
      >
        <p>{t('bulletin.screen.issueText')}</p>
        {view && !view.settled ? <p className={css.warn}>{t('bulletin.screen.unsettled')}</p> : null}
      </ConfirmDialog>
    </>
  )
}

function Body({ view }: { view: View }) {
  const { t, locale } = useWords()
  const [issued] = view.issued
  const text = useMemo(() => bulletinText(view.content, issued?.revision ?? 0, t, locale), [view.content, issued, t, locale])
  return (
    <>
      <p className={issued ? css.frozen : css.draft}>
        {issued
          ? t('bulletin.screen.issued', { n: issued.revision, when: moment(issued.issuedAt, locale), by: issued.issuedBy })
          : t('bulletin.screen.draft')}{' '}
        {view.settled || issued ? '' : t('bulletin.screen.unsettled')}
      </p>
      {view.news.length === 0 ? null : (
        <div className={css.news} role="status">
          <p>{t('bulletin.screen.news')}</p>
          <Changes changes={view.news} communes={view.content.communes} />
        </div>
      )}
      <div className={css.pair}>
        {view.content.communes.length === 0 ? (
          <EmptyState>{t('bulletin.screen.empty')}</EmptyState>
        ) : (
          <Panel title={t('bulletin.screen.text')}>
            <pre className={css.text}>{text}</pre>
          </Panel>
        )}
        <div className={css.stack}>
          <Entries hour={view.content.hour} />
          <Revisions view={view} />
        </div>
      </div>
      {view.content.communes.length === 0 ? null : (
        <Panel title={t('bulletin.screen.byCommune')} flush>
          <BulletinTable content={view.content} />
        </Panel>
      )}
    </>
  )
}
