/** The door for Prometheus: opened with a token that is shown once, shut again, and how to ask through it. */
import { useState } from 'react'
import { Gauge } from 'lucide-react'
import { moment } from '../../../shared/format/time.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { ConfirmDialog, Dialog } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Panel } from '../../components/Panel.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import css from './Settings.module.css'

export function MetricsSection() {
  const { t, locale } = useWords()
  const door = useRead('openMetrics.get', undefined, { refetchInterval: 15_000 })
  const me = useRead('session.me')
  const open = useCommand('openMetrics.open', { refresh: ['openMetrics.get'] })
  const close = useCommand('openMetrics.close', { refresh: ['openMetrics.get'] })
  const [asking, setAsking] = useState<'renew' | 'close' | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const desktop = me.data?.host === 'desktop'
  const target = desktop ? '127.0.0.1:4620' : location.host
  const make = () => open.mutate(undefined, { onSuccess: (made) => setSecret(made.secret), onError: toastFailure })
  return (
    <>
      <Await of={door}>
        {({ open: isOpen, by, since, lastAskedAt }) => (
          <Panel>
            <div className={css.fields}>
              <Facts className={css.facts}>
                <Fact name={t('settings.metrics.state')}>{t(isOpen ? 'settings.metrics.on' : 'settings.metrics.off')}</Fact>
                {isOpen && since !== null ? (
                  <Fact name={t('settings.metrics.opened')}>
                    {moment(since, locale)} · {by}
                  </Fact>
                ) : null}
                {isOpen ? (
                  <Fact name={t('settings.metrics.asked')}>
                    {lastAskedAt === null ? t('settings.metrics.never') : <Age at={lastAskedAt} />}
                  </Fact>
                ) : null}
              </Facts>
              {desktop ? <p className="muted">{t('settings.metrics.desktop')}</p> : null}
              <div className={css.actions}>
                {isOpen ? (
                  <>
                    <Button onClick={() => setAsking('renew')}>{t('settings.metrics.renew')}</Button>
                    <Button kind="danger" onClick={() => setAsking('close')}>
                      {t('settings.metrics.close')}
                    </Button>
                  </>
                ) : (
                  <Button kind="primary" icon={Gauge} busy={open.isPending} onClick={make}>
                    {t('settings.metrics.open')}
                  </Button>
                )}
              </div>
            </div>
          </Panel>
        )}
      </Await>
      <Panel title={t('settings.metrics.howTo')} actions={<CopyButton text={configOf(target)} what={t('settings.metrics.copyHowTo')} />}>
        <div className={css.fields}>
          <p>{t('settings.metrics.howToText')}</p>
          <pre className={`${css.code} scroll`} tabIndex={0}>
            {configOf(target)}
          </pre>
          <p className="muted">{t('settings.metrics.choice')}</p>
        </div>
      </Panel>
      <Dialog
        open={secret !== null}
        onClose={() => setSecret(null)}
        title={t('settings.tokens.secret')}
        description={t('settings.tokens.once')}
        footer={
          <Button kind="primary" onClick={() => setSecret(null)}>
            {t('settings.tokens.done')}
          </Button>
        }
      >
        <div className={css.secret}>
          <code>{secret}</code>
          <CopyButton text={secret ?? ''} what={t('settings.action.copy')} size="normal" />
        </div>
      </Dialog>
      <ConfirmDialog
        open={asking === 'renew'}
        onClose={() => setAsking(null)}
        title={t('settings.metrics.renewTitle')}
        verb={t('settings.metrics.renew')}
        onConfirm={async () => setSecret((await open.mutateAsync(undefined)).secret)}
      >
        <p>{t('settings.metrics.renewText')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'close'}
        onClose={() => setAsking(null)}
        title={t('settings.metrics.closeTitle')}
        verb={t('settings.metrics.close')}
        kind="danger"
        onConfirm={async () => {
          await close.mutateAsync(undefined)
          toast({ text: t('settings.metrics.closed') })
        }}
      >
        <p>{t('settings.metrics.closeText')}</p>
      </ConfirmDialog>
    </>
  )
}

function configOf(target: string): string {
  return `scrape_configs:
  - job_name: branchwatch
    scrape_interval: 60s
    authorization:
      credentials: bw-scrape-…
    params:
      group: [power, battery]
    static_configs:
      - targets: ['${target}']
`
}
