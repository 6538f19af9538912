/** The columns of the delivery log, the card that stands for a row on a phone, and the word for what became of a message. */
import type { TFunction } from 'i18next'
import type { Delivery, DeliveryState } from '../../../shared/model/notification.ts'
import { moment } from '../../../shared/format/time.ts'
import { number } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { useWords } from '../../app/i18n.ts'
import type { Column } from '../../components/DataTable.tsx'
import { SeverityIcon, ToneIcon } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { channelName, STATE_TONE } from './words.ts'
import css from './Notifications.module.css'

export function deliveryColumns(t: TFunction, locale: Locale): Column<Delivery>[] {
  const title = (id: string) => t(`notify.column.${id}`)
  return [
    { id: 'at', header: title('at'), width: '128px', fixed: true, cell: (row) => <Age at={row.createdAt} /> },
    { id: 'state', header: title('state'), width: '150px', fixed: true, cell: (row) => <StateWord state={row.state} /> },
    { id: 'kind', header: title('kind'), width: '132px', cell: (row) => t(`notify.message.kind.${row.kind}`) },
    {
      id: 'subject',
      header: title('subject'),
      width: 'minmax(220px, 2.4fr)',
      fixed: true,
      cell: (row) => (
        <span className={css.subject}>
          <SeverityIcon severity={row.severity} size={10} />
          <span className={css.cutText}>{row.subject === '' ? t('notify.log.held') : row.subject}</span>
        </span>
      ),
    },
    {
      id: 'channel',
      header: title('channel'),
      width: 'minmax(120px, 1fr)',
      cell: (row) => channelName(t, { name: row.channelName, kind: row.channelKind }),
    },
    { id: 'to', header: title('to'), width: 'minmax(140px, 1.2fr)', cell: (row) => row.to || (row.teamName ?? '') },
    {
      id: 'attempts',
      header: title('attempts'),
      width: '72px',
      align: 'end',
      cell: (row) => (row.attempts === 0 ? '' : number(row.attempts, locale)),
    },
  ]
}

export const cardOf = (row: Delivery) => <Card row={row} />

function Card({ row }: { row: Delivery }) {
  const { t, locale } = useWords()
  return (
    <div className={css.cardRow}>
      <span className={css.cardTop}>
        <StateWord state={row.state} />
        <span title={moment(row.createdAt, locale)}>
          <Age at={row.createdAt} />
        </span>
      </span>
      <span className={css.cutText}>{row.subject === '' ? t('notify.log.held') : row.subject}</span>
      <span className="muted">
        {channelName(t, { name: row.channelName, kind: row.channelKind })} {row.to}
      </span>
    </div>
  )
}

export function StateWord({ state }: { state: DeliveryState }) {
  const { t } = useWords()
  return (
    <span className={css.state} title={t(`notify.deliveryNote.${state}`)}>
      <ToneIcon tone={STATE_TONE[state]} size={12} />
      {t(`notify.delivery.${state}`)}
    </span>
  )
}
