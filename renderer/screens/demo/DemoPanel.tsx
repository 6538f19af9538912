/** The demo's scenarios: a list with play and stop, in a popover or panel that the frame opens. Nothing outside the demo. */
import { Play, Square } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { allows } from '../../../shared/model/access.ts'
import { useCommand, useRead, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Badge } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { cx } from '../../components/cx.ts'
import css from './Demo.module.css'

type Scenario = OutputOf<'demo.scenarios'>['scenarios'][number]

export default function DemoPanel() {
  const { t, locale } = useWords()
  const me = useRead('session.me')
  const demo = me.data?.dataset.kind === 'demo'
  const scenarios = useRead('demo.scenarios', undefined, { enabled: demo })
  const play = useCommand('demo.play', { refresh: ['demo.scenarios'] })
  const stop = useCommand('demo.stop', { refresh: ['demo.scenarios'] })
  const may = me.data ? allows(me.data.role, 'engineer') : false
  if (!demo) return null

  const nameOf = (scenario: Scenario) => (locale === 'vi' ? scenario.vi : scenario.en)
  const start = (scenario: Scenario) =>
    play.mutate(
      { id: scenario.id },
      { onSuccess: () => toast({ text: t('setup.panel.started', { name: nameOf(scenario) }) }), onError: toastFailure },
    )
  const end = () => stop.mutate(undefined, { onSuccess: () => toast({ text: t('setup.panel.stopped') }), onError: toastFailure })

  return (
    <section className={css.panel} aria-label={t('setup.panel.title')}>
      <p className={css.lead}>{t('setup.panel.lead')}</p>
      <Await of={scenarios} lines={5}>
        {(data) => {
          const playing = data.scenarios.find((scenario) => scenario.id === data.playing)
          if (data.scenarios.length === 0) return <EmptyState>{t('setup.panel.empty')}</EmptyState>
          return (
            <>
              <p className={css.now} role="status">
                {playing ? t('setup.panel.playingNow', { name: nameOf(playing) }) : t('setup.panel.quiet')}
              </p>
              <ul className={css.list}>
                {data.scenarios.map((scenario) => {
                  const on = scenario.id === data.playing
                  return (
                    <li key={scenario.id} className={cx(css.item, on && css.on)}>
                      <div className={css.words}>
                        <span className={css.name}>{nameOf(scenario)}</span>
                        <span className={css.minutes}>{t('setup.panel.minutes', { n: number(scenario.minutes, locale) })}</span>
                      </div>
                      {on ? <Badge tone="accent">{t('setup.panel.playing')}</Badge> : null}
                      {on ? (
                        <Button icon={Square} disabled={!may} busy={stop.isPending} onClick={end}>
                          {t('setup.panel.stop')}
                        </Button>
                      ) : (
                        <Button
                          icon={Play}
                          disabled={!may || play.isPending}
                          aria-label={`${t('setup.panel.play')}: ${nameOf(scenario)}`}
                          title={playing ? t('setup.panel.replace') : undefined}
                          onClick={() => start(scenario)}
                        >
                          {t('setup.panel.play')}
                        </Button>
                      )}
                    </li>
                  )
                })}
              </ul>
            </>
          )
        }}
      </Await>
    </section>
  )
}
