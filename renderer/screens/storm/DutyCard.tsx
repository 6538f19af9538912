/** A genset or batteries at a station: how it stands, what is left in the tank, and the buttons of a technician on site. */
import { useState } from 'react'
import { Undo2 } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import type { Assignment, DispatchPhase, NoteKind, Resource, ResourceRow } from '../../../shared/model/storm.ts'
import { useCommand } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import { Button } from '../../components/Button.tsx'
import { Badge, type Tone } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { useMay } from '../settings/may.ts'
import { NoteDialog } from './NoteDialog.tsx'
import { whenText } from './words.ts'
import css from './Storm.module.css'

const PHASE_TONE: Record<DispatchPhase, Tone | 'accent' | 'plain'> = {
  underway: 'accent',
  onSite: 'planned',
  running: 'ok',
  outOfFuel: 'critical',
  stopped: 'unknown',
  ended: 'plain',
}

export function PhaseBadge({ phase }: { phase: DispatchPhase | 'free' }) {
  const { t } = useWords()
  const tone = phase === 'free' ? 'plain' : PHASE_TONE[phase]
  return (
    <Badge tone={tone} shape={tone !== 'accent' && tone !== 'plain'}>
      {t(`storm.phase.${phase}`)}
    </Badge>
  )
}

type Deed = NoteKind | 'returned'
/** What may come next, the most likely first. */
const DEEDS: Record<DispatchPhase, readonly Deed[]> = {
  underway: ['arrived', 'started', 'returned'],
  onSite: ['started', 'refuelled', 'returned'],
  running: ['refuelled', 'stopped', 'ranOut', 'returned'],
  outOfFuel: ['refuelled', 'started', 'stopped', 'returned'],
  stopped: ['started', 'refuelled', 'returned'],
  ended: [],
}
const ASKS_LITRES: ReadonlySet<Deed> = new Set<Deed>(['started', 'refuelled'])
const REFRESH = ['storm.board', 'storm.resources', 'storm.log', 'storm.station'] as const

/** The deed in words; batteries are connected, not started. */
function useDeedWord(kind: Resource['kind']): (deed: Deed) => string {
  const { t } = useWords()
  return (deed) => {
    if (kind === 'battery' && deed === 'started') return t('storm.duty.batteryStarted')
    if (kind === 'battery' && deed === 'stopped') return t('storm.duty.batteryStopped')
    return t(`storm.duty.deed.${deed}`)
  }
}

export function FuelText({ assignment }: { assignment: Assignment }) {
  const { t, locale } = useWords()
  const now = useTenSeconds()
  const { fuel } = assignment
  if (!fuel) return null
  if (fuel.litres === null) return <span className="muted">{fuel.why ? phraseText(t, fuel.why) : ''}</span>
  const running = assignment.phase === 'running' && fuel.runsOutAt !== null
  const left =
    running && fuel.runsOutAt !== null && fuel.litres > 0
      ? (fuel.litres * Math.max(0, fuel.runsOutAt - now)) / Math.max(1, fuel.runsOutAt - fuel.at)
      : fuel.litres
  const n = number(Math.max(0, left), locale, 1, true)
  return running && fuel.runsOutAt !== null ? (
    <span>{t('storm.duty.fuelLeft', { n, when: whenText(fuel.runsOutAt, now, locale) })}</span>
  ) : (
    <span>{t('storm.duty.fuelLevel', { n })}</span>
  )
}

export function DutyCard({ row, station }: { row: ResourceRow; station?: string }) {
  const { t, locale } = useWords()
  const now = useTenSeconds()
  const may = useMay('technician')
  const { resource, assignment } = row
  const word = useDeedWord(resource.kind)
  const [asking, setAsking] = useState<Deed | null>(null)
  const tell = useCommand('storm.note', { refresh: REFRESH })
  const release = useCommand('storm.release', { refresh: REFRESH })
  const undo = useCommand('storm.undo', { refresh: REFRESH })
  if (!assignment) return null
  const { id, version, phase } = assignment
  const done = (deed: Deed) => (next: Assignment) =>
    toast({ text: t('storm.duty.done', { deed: word(deed) }), undo: () => undo.mutateAsync({ id, version: next.version }) })
  const press = (deed: Deed) => {
    if (ASKS_LITRES.has(deed) && resource.kind === 'genset') setAsking(deed)
    else if (deed === 'returned') release.mutate({ id, version }, { onSuccess: done(deed), onError: toastFailure })
    else tell.mutate({ id, version, kind: deed }, { onSuccess: done(deed), onError: toastFailure })
  }
  const deeds = DEEDS[phase].filter((deed) => resource.kind === 'genset' || (deed !== 'refuelled' && deed !== 'ranOut'))
  return (
    <div className={css.duty}>
      <div className={css.dutyTop}>
        <span className={css.code}>{resource.name}</span>
        {station ? <span className="muted">{t('storm.duty.at', { station })}</span> : null}
        <span className={css.dutyPhase}>
          <PhaseBadge phase={phase} />
        </span>
      </div>
      <FuelText assignment={assignment} />
      {assignment.mainsSince === null ? null : (
        <p className={assignment.releasable ? css.good : 'muted'}>
          {t(assignment.releasable ? 'storm.duty.releasable' : 'storm.duty.mainsSince', {
            when: whenText(assignment.mainsSince, now, locale),
          })}
        </p>
      )}
      {may ? (
        <div className={css.deeds}>
          {deeds.map((deed, i) => (
            <Button
              key={deed}
              kind={(assignment.releasable ? deed === 'returned' : i === 0) ? 'primary' : 'secondary'}
              disabled={tell.isPending || release.isPending}
              onClick={() => press(deed)}
            >
              {word(deed)}
            </Button>
          ))}
          <Button
            kind="quiet"
            icon={Undo2}
            busy={undo.isPending}
            onClick={() =>
              undo.mutate({ id, version }, { onSuccess: () => toast({ text: t('storm.duty.undone') }), onError: toastFailure })
            }
          >
            {t('storm.duty.undo')}
          </Button>
        </div>
      ) : null}
      {asking !== null && asking !== 'returned' ? (
        <NoteDialog
          title={`${word(asking)}: ${resource.name}`}
          litresLabel={t(asking === 'started' ? 'storm.duty.litresStarted' : 'storm.duty.litresRefuelled')}
          litres={asking === 'started' ? resource.tankLitres : null}
          at={null}
          note=""
          onSave={async (told) => done(asking)(await tell.mutateAsync({ id, version, kind: asking, ...told }))}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </div>
  )
}
