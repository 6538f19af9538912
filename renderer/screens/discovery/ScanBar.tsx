/** How far the scan is, and what can be done with it. */
import { CircleStop, Pause, Play } from 'lucide-react'
import { useCommand } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { ToneIcon, type Tone } from '../../components/State.tsx'
import { toastFailure } from '../../components/Toast.tsx'
import { number } from '../../../shared/format/number.ts'
import { duration, moment } from '../../../shared/format/time.ts'
import type { Scan, ScanStage } from '../../../shared/model/discovery.ts'
import css from './Discovery.module.css'

const TONE: Record<ScanStage, Tone> = { running: 'warning', paused: 'planned', cancelled: 'unknown', done: 'ok' }

export function ScanBar({ scan, may }: { scan: Scan; may: boolean }) {
  const { t, locale } = useWords()
  const options = { refresh: ['discovery.scan', 'discovery.rows'] } as const
  const pause = useCommand('discovery.pause', options)
  const resume = useCommand('discovery.resume', options)
  const cancel = useCommand('discovery.cancel', options)
  const { progress, targets, stage, secondsLeft } = scan
  const say = (n: number): string => number(n, locale)
  const busy = pause.isPending || resume.isPending || cancel.isPending
  const act = (command: typeof pause) => () => command.mutate({ id: scan.id }, { onError: toastFailure })
  const facts = [
    t('discovery.asked', { done: say(progress.done), targets: say(targets) }),
    t('discovery.answered', { n: say(progress.answered) }),
    t('discovery.identified', { n: say(progress.identified) }),
    ...(progress.skipped > 0 ? [t('discovery.skipped', { n: say(progress.skipped) })] : []),
    ...(stage === 'done' ? [] : [t('discovery.remaining', { n: say(Math.max(0, targets - progress.done)) })]),
    t('discovery.packets', { n: say(progress.packets) }),
    ...(secondsLeft === null ? [] : [t('discovery.left', { time: duration(secondsLeft * 1000, locale) })]),
  ]
  return (
    <section className={css.bar} aria-label={t('discovery.progress')}>
      <div className={css.barHead}>
        <span className={css.stage}>
          <ToneIcon tone={TONE[stage]} size={11} />
          <strong>{t(`discovery.stage.${stage}`)}</strong>
        </span>
        <span className="muted" title={scan.request.ranges}>
          {t('discovery.by', { name: scan.startedBy, at: moment(scan.startedAt, locale) })}
        </span>
        {may ? (
          <span className={css.barActions}>
            {stage === 'running' ? (
              <Button size="small" icon={Pause} busy={pause.isPending} disabled={busy} onClick={act(pause)}>
                {t('discovery.pause')}
              </Button>
            ) : null}
            {stage === 'paused' || stage === 'cancelled' ? (
              <Button size="small" icon={Play} busy={resume.isPending} disabled={busy} onClick={act(resume)}>
                {t('discovery.resume')}
              </Button>
            ) : null}
            {stage === 'running' || stage === 'paused' ? (
              <Button size="small" kind="quiet" icon={CircleStop} busy={cancel.isPending} disabled={busy} onClick={act(cancel)}>
                {t('discovery.cancel')}
              </Button>
            ) : null}
          </span>
        ) : null}
      </div>
      <progress
        className={css.progress}
        data-stage={stage}
        max={Math.max(1, targets)}
        value={progress.done}
        aria-label={t('discovery.progress')}
      />
      <p className={css.facts}>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
    </section>
  )
}
