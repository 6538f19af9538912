/** Banners, only when needed: demo data, no line, stale data, the monitor isolated, a store that cannot write, the demo's panel. */
import { CloudLightning, CloudOff, FlaskConical, Hourglass, OctagonAlert, Unplug } from 'lucide-react'
import { Suspense, useState, type ReactNode } from 'react'
import type { LucideIcon } from 'lucide-react'
import { Button } from '../components/Button.tsx'
import { ConfirmDialog } from '../components/Dialog.tsx'
import { number } from '../../shared/format/number.ts'
import { allows } from '../../shared/model/access.ts'
import { age, duration, MINUTE } from '../../shared/format/time.ts'
import { call, queryClient, useCommand, useRead } from './client.ts'
import { retryNow, useConnection } from './connection.ts'
import { phraseText } from './failure.ts'
import { useWords } from './i18n.ts'
import { useStatus } from './live.ts'
import { useSecond } from './now.ts'
import { screen } from './screens.ts'
import type { Me } from './Shell.tsx'
import css from './Banners.module.css'

/** Data older than this is told to be stale. */
export const STALE_AFTER = 3 * MINUTE

const DemoPanel = screen<{ open: boolean; onClose: () => void }>('demo')

export function Banner({
  icon: Icon,
  tone,
  children,
  actions,
}: {
  icon: LucideIcon
  tone: 'plain' | 'warning' | 'critical'
  children: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className={css.banner} data-tone={tone} role={tone === 'critical' ? 'alert' : 'status'}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <span className={css.text}>{children}</span>
      {actions}
    </div>
  )
}

export function Banners({ me }: { me: Me }) {
  return (
    <>
      {me.dataset.kind === 'demo' ? <DemoBanner /> : null}
      <StaleBanner />
      <StormBanner me={me} />
      <Notice me={me} />
    </>
  )
}

/** No line to the console, no readings for three minutes, isolated, or a store in trouble: the worst of them. */
export function StaleBanner() {
  const { t, locale } = useWords()
  const { state, since } = useConnection()
  const status = useStatus((s) => s.status)
  const now = useSecond()
  if (state === 'disconnected') {
    return (
      <Banner
        icon={Unplug}
        tone="critical"
        actions={
          <Button size="small" onClick={retryNow}>
            {t('common.retry')}
          </Button>
        }
      >
        {t('common.banner.disconnected', { age: duration(now - (since ?? now), locale) })}
      </Banner>
    )
  }
  if (!status) return null
  const last = status.poll.lastReadingAt
  return (
    <>
      {status.isolated ? (
        <Banner icon={CloudOff} tone="critical">
          {t('common.banner.isolated')}
        </Banner>
      ) : null}
      {last !== null && status.poll.devices > 0 && now - last > STALE_AFTER ? (
        <Banner icon={Hourglass} tone="warning">
          {t('common.banner.stale', { age: age(last, now, locale) })}
        </Banner>
      ) : null}
      {status.store.operations !== 'ok' ? (
        <Banner icon={OctagonAlert} tone="critical">
          {t(`common.banner.operations.${status.store.operations}`)}
        </Banner>
      ) : status.store.history !== 'ok' ? (
        <Banner icon={OctagonAlert} tone="warning">
          {t(`common.banner.history.${status.store.history}`)}
        </Banner>
      ) : null}
      {status.workers.core === 'restarting' || status.workers.core === 'failed' ? (
        <Banner icon={OctagonAlert} tone="critical">
          {t(`common.banner.core.${status.workers.core}`)}
        </Banner>
      ) : null}
    </>
  )
}

/** Storm mode, or the proposal to turn it on. */
function StormBanner({ me }: { me: Me }) {
  const { t, locale } = useWords()
  const mode = useRead('storm.mode').data
  const set = useCommand('storm.setMode', { refresh: ['storm.mode'] })
  if (!mode || (mode.setting !== 'on' && !mode.proposed)) return null
  const turn = (setting: 'on' | 'off') => set.mutate({ setting, stations: mode.stations, minutes: mode.minutes })
  const may = allows(me.role, 'engineer')
  const open = <a href="#/storm/board">{t('storm.mode.open')}</a>
  if (mode.setting === 'on')
    return (
      <Banner icon={CloudLightning} tone="warning" actions={open}>
        {t('storm.mode.banner', { without: number(mode.withoutMains, locale) })}
      </Banner>
    )
  return (
    <Banner
      icon={CloudLightning}
      tone="warning"
      actions={
        may ? (
          <>
            <Button size="small" kind="primary" busy={set.isPending} onClick={() => turn('on')}>
              {t('storm.mode.on')}
            </Button>
            <Button size="small" disabled={set.isPending} onClick={() => turn('off')}>
              {t('storm.mode.notNow')}
            </Button>
          </>
        ) : (
          open
        )
      }
    >
      {t('storm.mode.proposal', { lately: number(mode.lately, locale), minutes: mode.minutes })}
    </Banner>
  )
}

function Notice({ me }: { me: Me }) {
  const { t } = useWords()
  if (!me.notice) return null
  return (
    <Banner icon={OctagonAlert} tone="warning">
      {typeof me.notice === 'string' ? me.notice : phraseText(t, me.notice)}
    </Banner>
  )
}

function DemoBanner() {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const [panel, setPanel] = useState(false)
  return (
    <>
      <Banner
        icon={FlaskConical}
        tone="plain"
        actions={
          <>
            {DemoPanel ? (
              <Button size="small" onClick={() => setPanel(true)}>
                {t('common.demo.scenarios')}
              </Button>
            ) : null}
            <Button size="small" onClick={() => setAsking(true)}>
              {t('common.demo.end')}
            </Button>
          </>
        }
      >
        <strong>{t('common.demo.title')}</strong> <span className={css.more}>· {t('common.demo.text')}</span>
      </Banner>
      {DemoPanel && panel ? (
        <Suspense fallback={null}>
          <DemoPanel open onClose={() => setPanel(false)} />
        </Suspense>
      ) : null}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('common.demo.endTitle')}
        verb={t('common.demo.end')}
        onConfirm={async () => {
          await call('session.choose', { kind: 'leaveDemo' })
          await queryClient.resetQueries()
        }}
      >
        <p>{t('common.demo.endText')}</p>
      </ConfirmDialog>
    </>
  )
}
