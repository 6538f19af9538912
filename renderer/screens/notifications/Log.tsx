/** The delivery log: every message, what became of it, and the panel of one with its tries and answers. */
import { useMemo, useState } from 'react'
import { Mails } from 'lucide-react'
import { DeliveryState, type Delivery } from '../../../shared/model/notification.ts'
import { number } from '../../../shared/format/number.ts'
import { call, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { ClearFilters, FilterChips, FilterSelect } from '../../components/Filters.tsx'
import { toastFailure } from '../../components/Toast.tsx'
import { DeliveryPanel } from './DeliveryPanel.tsx'
import { Frame } from './Frame.tsx'
import { useNames } from './data.ts'
import { cardOf, deliveryColumns } from './log-columns.tsx'
import { channelName } from './words.ts'
import css from './Notifications.module.css'

const PAGE = 200
const whole = (text: string | null): number | null => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null)

export function Log() {
  const { t, locale } = useWords()
  const params = useParams()
  const names = useNames()
  const asked = new Set(params.list('state'))
  const question = {
    channelId: whole(params.get('channel')),
    incidentId: whole(params.get('incident')),
    states: DeliveryState.options.filter((one) => asked.has(one)),
  }
  const key = JSON.stringify(question)
  const head = useRead('notifications.deliveries', { ...question, before: null, limit: PAGE }, { keep: true })
  const [older, setOlder] = useState<{ key: string; rows: Delivery[]; more: boolean }>({ key, rows: [], more: true })
  const [busy, setBusy] = useState(false)
  const rows = useMemo(() => {
    const first = head.data?.rows ?? []
    const last = first.at(-1)?.id ?? 0
    return older.key === key ? [...first, ...older.rows.filter((row) => row.id < last)] : first
  }, [head.data, older, key])
  const hasMore = older.key === key && older.rows.length > 0 ? older.more : (head.data?.more ?? false)
  const readOlder = async () => {
    setBusy(true)
    try {
      const page = await call('notifications.deliveries', { ...question, before: rows.at(-1)?.id ?? null, limit: PAGE })
      setOlder((now) => ({ key, rows: [...(now.key === key ? now.rows : []), ...page.rows], more: page.more }))
    } catch (error) {
      toastFailure(error)
    } finally {
      setBusy(false)
    }
  }
  const columns = useMemo(() => deliveryColumns(t, locale), [t, locale])
  const current = whole(params.get('delivery'))
  const open = rows.find((row) => row.id === current)
  const isNarrowed = question.channelId !== null || question.incidentId !== null || question.states.length > 0
  const clear = () => params.set({ channel: null, incident: null, state: null })
  const body = () => {
    if (head.error && rows.length === 0) return <ErrorState error={head.error} onRetry={() => void head.refetch()} />
    if (!head.data) return <Loading lines={8} />
    return (
      <DataTable
        id="deliveries"
        label={t('notify.view.log')}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.id}
        sort={null}
        onSort={() => {}}
        question={key}
        current={current}
        onCurrent={(next) => params.set({ delivery: next })}
        tone={(row) => (row.state === 'dropped' || row.state === 'listed' ? 'dim' : undefined)}
        card={cardOf}
        cardHeight={88}
        empty={
          isNarrowed ? (
            <EmptyState action={<Button onClick={clear}>{t('common.clearFilters')}</Button>}>{t('notify.log.noMatch')}</EmptyState>
          ) : (
            <EmptyState icon={Mails} hint={t('notify.log.noneHint')}>
              {t('notify.log.none')}
            </EmptyState>
          )
        }
        summary={t('notify.log.count', { n: number(rows.length, locale) })}
        tools={
          hasMore ? (
            <Button size="small" busy={busy} onClick={() => void readOlder()}>
              {t('notify.log.older')}
            </Button>
          ) : null
        }
      />
    )
  }
  const main = (
    <>
      <div className={css.filters}>
        <FilterSelect
          label={t('notify.column.channel')}
          any={t('notify.log.anyChannel')}
          options={Array.from(names.channels.values(), (one) => ({ value: one.id, label: channelName(t, one) }))}
          value={question.channelId}
          onChange={(value) => params.set({ channel: value || null })}
        />
        <FilterChips
          label={t('notify.column.state')}
          chips={DeliveryState.options.map((value) => ({ value, label: t(`notify.delivery.${value}`) }))}
          value={question.states}
          onChange={(states) => params.set({ state: states.join(',') || null })}
        />
        {isNarrowed ? <ClearFilters onClear={clear} /> : null}
      </div>
      {body()}
    </>
  )
  const side = open ? <DeliveryPanel key={open.id} row={open} names={names} onClose={() => params.set({ delivery: null })} /> : null
  return <Frame view="log" body={main} side={side} />
}
