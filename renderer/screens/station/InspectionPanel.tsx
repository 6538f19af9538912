/** Inspections of the station: the last one, open findings, and the way to start a round. */
import { ClipboardCheck } from 'lucide-react'
import { useState } from 'react'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { go } from '../../app/location.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, Select } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Badge } from '../../components/State.tsx'
import { toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import { date } from '../../../shared/format/time.ts'
import { Inspection } from '../../../shared/model/inspection.ts'
import css from './Station.module.css'

const REASONS = Inspection.shape.reason.options
const SHOWN = 4

export function InspectionPanel({ stationId, lastAt, openFindings }: { stationId: number; lastAt: number | null; openFindings: number }) {
  const { t, locale } = useWords()
  const rounds = useRead('inspections.list', { stationId, limit: 20 })
  return (
    <Panel
      title={t('station.inspection.title')}
      actions={
        <Badge tone={openFindings > 0 ? 'minor' : 'plain'}>
          {openFindings > 0 ? t('station.inspection.findings', { n: openFindings }) : t('station.inspection.noFindings')}
        </Badge>
      }
    >
      <p>
        {lastAt === null ? (
          <span className="muted">{t('station.inspection.never')}</span>
        ) : (
          <>
            {t('station.inspection.last')}: <Age at={lastAt} />
          </>
        )}
      </p>
      {rounds.data && rounds.data.length > 0 ? (
        <ul>
          {rounds.data
            .filter((round) => round.state !== 'discarded')
            .slice(0, SHOWN)
            .map((round) => (
              <li key={round.id}>
                <a href={`#/inspections/${round.id}`} className={css.linked}>
                  <ClipboardCheck size={14} aria-hidden />
                  {date(round.startedAt, locale)}
                  <span className="muted">
                    {t(`inspections.reason.${round.reason}`)} · {round.by}
                  </span>
                </a>
              </li>
            ))}
        </ul>
      ) : null}
    </Panel>
  )
}

/** Asks for the reason, then opens the draft (or the one that is open already). */
export function StartInspection({ stationId, code, onClose }: { stationId: number; code: string; onClose: () => void }) {
  const { t } = useWords()
  const [reason, setReason] = useState<(typeof REASONS)[number]>('monthly')
  const start = useCommand('inspections.start', {
    refresh: ['inspections.list', 'inspections.due'],
    onDone: (round) => go(`/inspections/${round.id}`),
  })
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t('station.inspection.startTitle', { code })}
      description={t('station.inspection.startText')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={start.isPending} onClick={() => start.mutate({ stationId, reason }, { onError: toastFailure })}>
            {t('station.inspection.start')}
          </Button>
        </>
      }
    >
      <Field label={t('station.inspection.reason')}>
        <Select value={reason} onChange={(event) => setReason(REASONS.find((r) => r === event.target.value) ?? 'other')}>
          {REASONS.map((one) => (
            <option key={one} value={one}>
              {t(`inspections.reason.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
    </Dialog>
  )
}
