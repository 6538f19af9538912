/** One message: its words, its way, each try with the answer, and sending it once more. */
import { RotateCw } from 'lucide-react'
import type { Delivery } from '../../../shared/model/notification.ts'
import { moment } from '../../../shared/format/time.ts'
import { useCommand } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button, LinkButton } from '../../components/Button.tsx'
import { SidePanel } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { useMay } from '../settings/may.ts'
import { StateWord } from './log-columns.tsx'
import { channelName, type Names } from './words.ts'
import css from './Notifications.module.css'

export function DeliveryPanel({ row, names, onClose }: { row: Delivery; names: Names; onClose: () => void }) {
  const { t, locale } = useWords()
  const may = useMay('technician')
  const resend = useCommand('notifications.resend', { refresh: ['notifications.deliveries', 'notifications.outbox'] })
  const again = () => resend.mutate({ id: row.id }, { onSuccess: () => toast({ text: t('notify.log.resent') }), onError: toastFailure })
  const channel = names.channels.get(row.channelId)
  const isOver = row.state === 'failed' || row.state === 'dropped'
  return (
    <SidePanel
      label={t('notify.log.one')}
      over={t(`notify.message.kind.${row.kind}`)}
      title={row.subject === '' ? t('notify.log.held') : row.subject}
      onClose={onClose}
    >
      <Facts>
        <Fact name={t('notify.column.state')}>
          <StateWord state={row.state} />
          <p className={css.hint}>{t(`notify.deliveryNote.${row.state}`)}</p>
        </Fact>
        <Fact name={t('notify.column.channel')}>{channelName(t, channel ?? { name: row.channelName, kind: row.channelKind })}</Fact>
        {row.to === '' ? null : <Fact name={t('notify.column.to')}>{row.teamName === null ? row.to : `${row.to} (${row.teamName})`}</Fact>}
        <Fact name={t('notify.log.made')}>{moment(row.createdAt, locale)}</Fact>
        {row.sentAt === null ? null : <Fact name={t('notify.log.sent')}>{moment(row.sentAt, locale)}</Fact>}
        {row.state === 'held' ? <Fact name={t('notify.log.until')}>{moment(row.dueAt, locale)}</Fact> : null}
      </Facts>
      <div className={css.panelDeeds}>
        {row.incidentId === null ? null : <LinkButton href={`/alarms/incidents/${row.incidentId}`}>{t('notify.log.incident')}</LinkButton>}
        {row.listId === null ? null : (
          <LinkButton href={`/alarms/notifications?view=log&delivery=${row.listId}`}>{t('notify.log.list')}</LinkButton>
        )}
        {isOver && may && row.kind !== 'test' ? (
          <Button icon={RotateCw} busy={resend.isPending} onClick={again}>
            {t('notify.log.resend')}
          </Button>
        ) : null}
      </div>
      {row.tries.length > 0 ? (
        <>
          <h3 className={css.panelTitle}>{t('notify.log.tries', { n: row.attempts })}</h3>
          <ol className={css.tries}>
            {row.tries.toReversed().map((one) => (
              <li key={one.at}>
                <ToneIcon tone={one.ok ? 'ok' : 'critical'} size={12} />
                <span>
                  <span className={css.when}>{moment(one.at, locale)}</span>
                  <span className={css.answer}>{phraseText(t, one.answer)}</span>
                </span>
              </li>
            ))}
          </ol>
        </>
      ) : null}
      {row.text === '' ? null : (
        <>
          <h3 className={css.panelTitle}>{t('notify.log.text')}</h3>
          <pre className={css.letter}>{row.text}</pre>
        </>
      )}
    </SidePanel>
  )
}
