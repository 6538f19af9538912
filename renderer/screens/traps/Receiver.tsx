/** How the receiver is doing: its port, what is wrong and what to do, and the figures of what came in. */
import { useState } from 'react'
import { BookOpen, ListOrdered, Settings2 } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import type { TrapStatus } from '../../../shared/model/trap.ts'
import { useRead } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { useStatus } from '../../app/live.ts'
import { useNarrow } from '../../app/media.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { KeyFigure } from '../../components/KeyFigure.tsx'
import { ToneIcon, type Tone } from '../../components/State.tsx'
import { useMay } from '../settings/may.ts'
import { CounterDialog } from './CounterDialog.tsx'
import { MibDialog } from './MibDialog.tsx'
import { SettingsDialog } from './SettingsDialog.tsx'
import { dropped, refused, v3Refused } from './counters.ts'
import css from './Traps.module.css'

const EVERY_MS = 2000
const TONE: Record<TrapStatus['state'], Tone> = { listening: 'ok', off: 'planned', starting: 'unknown', trouble: 'critical' }
type Open = 'counters' | 'mibs' | 'settings'

export function Receiver() {
  const { t } = useWords()
  const status = useRead('traps.status', undefined, { refetchInterval: EVERY_MS })
  const [open, setOpen] = useState<Open | null>(null)
  const narrow = useNarrow()
  const may = useMay('admin')
  const close = () => setOpen(null)
  const buttons = [
    ...(narrow ? [{ name: 'counters' as const, icon: ListOrdered, label: t('traps.counter.title') }] : []),
    { name: 'mibs' as const, icon: BookOpen, label: t('traps.mib.open') },
    ...(may ? [{ name: 'settings' as const, icon: Settings2, label: t('traps.settings.open') }] : []),
  ]
  return (
    <>
      <div className={css.receiver}>
        {status.data ? <State status={status.data} /> : <p className="muted">{t('traps.state.unknown')}</p>}
        <div className={css.receiverDeeds}>
          {buttons.map(({ name, icon, label }) =>
            narrow ? (
              <IconButton key={name} icon={icon} kind="secondary" label={label} onClick={() => setOpen(name)} />
            ) : (
              <Button key={name} size="small" icon={icon} onClick={() => setOpen(name)}>
                {label}
              </Button>
            ),
          )}
        </div>
      </div>
      {status.data && !narrow ? <Figures status={status.data} onDetail={() => setOpen('counters')} /> : null}
      {open === 'counters' && status.data ? <CounterDialog counters={status.data.counters} onClose={close} /> : null}
      {open === 'mibs' ? <MibDialog onClose={close} /> : null}
      {open === 'settings' ? <SettingsDialog onClose={close} /> : null}
    </>
  )
}

function State({ status }: { status: TrapStatus }) {
  const { t, locale } = useWords()
  const restarts = useStatus((now) => now.status?.restarts['traps'] ?? 0)
  const { state, port, families, problem } = status
  // A new port that cannot be opened leaves the old one open.
  const shown = state === 'trouble' && port !== null ? 'listening' : state
  const names = families.map((family) => t(`traps.state.families.${family}`)).join(', ')
  return (
    <div className={css.state} role="status">
      <ToneIcon tone={problem !== null && port !== null ? 'minor' : TONE[state]} size={14} />
      <div>
        <p>
          <strong>{t(`traps.state.${shown}`, { port })}</strong>
          {shown === 'listening' ? <span className="muted"> · {names}</span> : null}
          {restarts > 0 ? <span className="muted"> · {t('traps.state.restarts', { n: number(restarts, locale) })}</span> : null}
        </p>
        {problem === null ? null : (
          <p className={css.trouble}>
            {phraseText(t, problem)}
            {problem.key === 'traps.problem.privilege' ? (
              <CopyButton text={redirect(problem.params?.['port'] ?? 162)} what={t('traps.problem.copyCommand')} />
            ) : null}
          </p>
        )}
      </div>
    </div>
  )
}

const redirect = (port: string | number) => `sudo iptables -t nat -A PREROUTING -p udp --dport ${port} -j REDIRECT --to-ports 1162`

function Figures({ status, onDetail }: { status: TrapStatus; onDetail: () => void }) {
  const { t, locale } = useWords()
  const { counters, tally } = status
  const whole = (n: number) => number(n, locale)
  const settings = useRead('traps.settings', undefined, { staleTime: 60_000 })
  const forwards = (settings.data?.forward.length ?? 0) > 0
  const lost = dropped(counters)
  const bad = refused(counters)
  return (
    <div className={css.figures}>
      <KeyFigure
        label={t('traps.figure.received')}
        value={whole(counters.received)}
        note={t('traps.figure.receivedNote')}
        quiet={counters.received === 0}
      />
      <KeyFigure
        label={t('traps.figure.matched')}
        value={whole(tally.matched)}
        note={t('traps.figure.matchedNote', { n: whole(tally.matched + tally.unknown + tally.stranger) })}
        quiet={tally.matched === 0}
      />
      <KeyFigure
        label={t('traps.figure.unknown')}
        value={whole(tally.unknown + tally.stranger)}
        note={t('traps.figure.unknownNote', { stranger: whole(tally.stranger) })}
        tone="indeterminate"
        quiet={tally.unknown + tally.stranger === 0}
      />
      <KeyFigure
        label={t('traps.figure.dropped')}
        value={whole(lost)}
        note={t('traps.figure.droppedNote', { source: whole(counters.droppedSource), total: whole(lost - counters.droppedSource) })}
        tone="major"
        quiet={lost === 0}
      />
      <KeyFigure
        label={t('traps.figure.refused')}
        value={whole(bad)}
        note={t('traps.figure.refusedNote', {
          malformed: whole(counters.malformed),
          v3: whole(v3Refused(counters)),
          community: whole(counters.community),
        })}
        tone="minor"
        quiet={bad === 0}
      />
      <KeyFigure
        label={t('traps.figure.informs')}
        value={whole(counters.informs)}
        note={t('traps.figure.informsNote', { n: whole(counters.acknowledged), again: whole(counters.duplicates) })}
        quiet={counters.informs === 0}
      />
      <KeyFigure
        label={t('traps.figure.forwarded')}
        value={whole(counters.forwarded)}
        note={forwards ? t('traps.figure.forwardedNote', { failed: whole(counters.forwardFailed) }) : t('traps.figure.forwardedOff')}
        quiet={counters.forwarded === 0}
      />
      <IconButton className={css.detail} size="small" icon={ListOrdered} label={t('traps.counter.show')} onClick={onDetail} />
    </div>
  )
}
