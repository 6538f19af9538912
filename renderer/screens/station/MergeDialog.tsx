/** Merges a station into the record of the same site: which one, what goes over, what follows. */
import { X } from 'lucide-react'
import { useCallback, useState } from 'react'
import { call, useRead } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { HealthIcon } from '../../components/State.tsx'
import { Suggest } from '../../components/Suggest.tsx'
import { fold, matches } from '../../../shared/format/text.ts'
import type { MergePlan, Station, StationRow } from '../../../shared/model/station.ts'
import css from './Form.module.css'

const SHOWN = 8
const COUNTS = ['devices', 'alarms', 'inspections', 'findings', 'traps', 'children'] as const

export function MergeDialog({ station, onClose, onDone }: { station: Station; onClose: () => void; onDone: (target: Station) => void }) {
  const { t } = useWords()
  const list = useRead('stations.list', undefined, { staleTime: 60_000 })
  const [into, setInto] = useState<number | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const chosen = into !== null
  const target = useRead('stations.get', { id: into ?? 0 }, { enabled: chosen })
  const plan = useRead('stations.mergePlan', { id: station.id, into: into ?? 0 }, { enabled: chosen })
  const rows = list.data?.rows
  const find = useCallback(
    (words: readonly string[]) => {
      const fits = (row: StationRow) => !row.retired && row.id !== station.id && matches(fold(`${row.code} ${row.name}`), words)
      const hits: StationRow[] = []
      for (const row of rows ?? []) {
        if (fits(row)) hits.push(row)
        if (hits.length === SHOWN) break
      }
      return hits
    },
    [rows, station.id],
  )
  const row = rows?.find((one) => one.id === into)
  const failed = plan.error ?? target.error
  const choose = (id: number | null) => {
    setInto(id)
    setProblem(null)
  }
  const merge = async (other: Station) => {
    setBusy(true)
    setProblem(null)
    try {
      await call('stations.merge', { id: station.id, version: station.version, into: other.id, intoVersion: other.version })
      onDone(other)
    } catch (error) {
      setProblem(sentence(t, failureOf(error)))
      void target.refetch()
      void plan.refetch()
    } finally {
      setBusy(false)
    }
  }
  const other = target.data?.station
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('station.merge.title', { code: station.code })}
      description={t('station.merge.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="danger"
            busy={busy}
            disabled={!other || !plan.data || failed !== null}
            onClick={() => void (other ? merge(other) : undefined)}
          >
            {t('station.merge.verb')}
          </Button>
        </>
      }
    >
      {row ? (
        <div className={css.parent}>
          <HealthIcon health={row.health} size={12} />
          <span className="muted">{row.code}</span> {row.name}
          <IconButton size="small" icon={X} label={t('station.merge.another')} onClick={() => choose(null)} />
        </div>
      ) : (
        <Suggest
          label={t('station.merge.into')}
          placeholder={t('station.merge.search')}
          find={find}
          show={proposed}
          onPick={(one) => choose(one.id)}
        />
      )}
      {chosen && plan.data && other && !failed ? <Consequences station={station} target={other} plan={plan.data} /> : null}
      {problem !== null || failed ? (
        <p className={css.problem} role="alert">
          {problem ?? sentence(t, failureOf(failed))}
        </p>
      ) : null}
    </Dialog>
  )
}

function Consequences({ station, target, plan }: { station: Station; target: Station; plan: MergePlan }) {
  const { t } = useWords()
  const codes = { code: station.code, other: target.code }
  return (
    <>
      <Facts>
        {COUNTS.map((name) => (
          <Fact key={name} name={t(`station.merge.${name}`)}>
            {plan[name]}
          </Fact>
        ))}
      </Facts>
      {plan.twins > 0 ? <p>{t('station.merge.twins', { n: plan.twins, ...codes })}</p> : null}
      <p>{t('station.merge.ledger', codes)}</p>
      <p>{t('station.merge.forGood', codes)}</p>
    </>
  )
}

function proposed(row: StationRow) {
  return (
    <>
      <HealthIcon health={row.health} size={12} />
      <span className="muted">{row.code}</span> {row.name}
    </>
  )
}
