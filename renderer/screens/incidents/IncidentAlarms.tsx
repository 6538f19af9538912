/** The alarms of an incident, by station or as a list, with the deeds of the console; some of them can be split off. */
import { useMemo, useState, type KeyboardEvent } from 'react'
import { Split } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { useNarrow } from '../../app/media.ts'
import { go } from '../../app/location.ts'
import { Button } from '../../components/Button.tsx'
import { DataTable, type Groups, type Key, type Sort } from '../../components/DataTable.tsx'
import { toastFailure } from '../../components/Toast.tsx'
import { alarmColumns, cardOf } from '../alarm-list/columns.tsx'
import { DeedBar } from '../alarm-list/DeedBar.tsx'
import { ASKING, DeedDialog, type AskedDeed, type Asking } from '../alarm-list/DeedDialog.tsx'
import { fit, useDeeds, type Deed } from '../alarm-list/deeds.ts'
import { GroupHead } from '../alarm-list/GroupHead.tsx'
import { groupAlarms, type AlarmGroup } from '../alarm-list/groups.ts'
import { RestDialog } from '../alarm-list/RestDialog.tsx'
import { byNeed, needsPerson, viewOf, type AlarmView, type StationBook } from '../alarms/view.ts'
import type { Detail } from './story.ts'
import css from './Incidents.module.css'

const rowKey = (row: AlarmView): number => row.id
const ROW = 36

export type IncidentAlarmsProps = {
  detail: Detail
  book: StationBook
  may: boolean
  mayEngineer: boolean
  me: string
  onSplit: (alarms: readonly AlarmView[]) => void
}

export function IncidentAlarms({ detail, book, may, mayEngineer, me, onSplit }: IncidentAlarmsProps) {
  const { t, locale } = useWords()
  const narrow = useNarrow()
  const deeds = useDeeds(book)
  const [sort, setSort] = useState<Sort | null>(null)
  const [current, setCurrent] = useState<number | null>(null)
  const [picked, setPicked] = useState<ReadonlySet<Key>>(new Set())
  const [asking, setAsking] = useState<Asking | null>(null)
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(() => detail.alarms.map((alarm) => viewOf(alarm, book, t)).sort(byNeed), [detail.alarms, book, t])
  const columns = useMemo(() => alarmColumns(t, locale, true), [t, locale])
  const gathered = useMemo(() => groupAlarms(rows, 'station', t), [rows, t])
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows])
  const chosen = [...picked].flatMap((id) => byId.get(Number(id)) ?? [])
  const act = (deed: Deed, targets: readonly AlarmView[], atOnce = false) => {
    const fitting = fit(deed, targets)
    if (fitting.length === 0 || !(deed === 'suppress' || deed === 'unsuppress' ? mayEngineer : may)) return
    if (!atOnce && (ASKING as readonly Deed[]).includes(deed)) return setAsking({ deed: deed as AskedDeed, views: fitting })
    deeds
      .run(
        deed,
        fitting.map((view) => view.alarm),
        deed === 'assign' ? { to: me } : {},
      )
      .catch(toastFailure)
  }
  const groups = useMemo(
    () =>
      gathered.length < 2
        ? undefined
        : groupsOf(gathered, {
            turned,
            may,
            onTake: (group) =>
              act(
                'acknowledge',
                group.rows.filter((row) => needsPerson(row.alarm)),
              ),
            onFold: (key) => setTurned(turned.has(key) ? new Set([...turned].filter((one) => one !== key)) : new Set([...turned, key])),
          }),
    // oxlint-disable-next-line react/exhaustive-deps -- taking a group does the same whichever render it is of
    [gathered, turned, may],
  )
  const onKey = (event: KeyboardEvent, row: AlarmView | undefined, group: readonly AlarmView[] | undefined): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    const targets = chosen.length > 0 ? chosen : row ? [row] : (group ?? [])
    const deed: Deed | undefined = ({ a: 'acknowledge', s: 'shelve', c: 'comment', m: 'assign' } as const)[event.key.toLowerCase()]
    if (deed === undefined) return false
    act(deed, targets, deed === 'assign')
    return true
  }
  const lines = groups ? gathered.length + 4 : Math.min(rows.length, 12)
  return (
    <div className={css.alarms} style={{ height: Math.min(560, 120 + lines * ROW) }}>
      <DataTable<AlarmView, AlarmGroup>
        id="incident.alarms"
        label={t('incidents.alarms')}
        rows={rows}
        columns={columns}
        rowKey={rowKey}
        sort={sort}
        onSort={setSort}
        groups={groups}
        current={current}
        onCurrent={(key) => setCurrent(key === null ? null : Number(key))}
        onOpen={(row) => go(`/alarms/list?view=all&incident=${detail.incident.id}&alarm=${row.id}`)}
        selected={picked}
        onSelect={setPicked}
        onKey={onKey}
        card={cardOf}
        cardHeight={92}
        empty={<p className="muted">{t('incidents.noAlarms')}</p>}
        summary={t('alarms.count', { n: number(rows.length, locale) })}
        tools={
          chosen.length === 0 ? null : (
            <>
              {narrow || !mayEngineer || chosen.length === rows.length ? null : (
                <Button size="small" icon={Split} onClick={() => onSplit(chosen)}>
                  {t('incidents.split')}
                </Button>
              )}
              <DeedBar chosen={chosen} may={may} maySuppress={mayEngineer} onDeed={act} onNone={() => setPicked(new Set())} />
            </>
          )
        }
      />
      <DeedDialog
        asking={asking}
        onClose={() => setAsking(null)}
        onConfirm={({ deed, views }, details) =>
          deeds.run(
            deed,
            views.map((view) => view.alarm),
            details,
          )
        }
      />
      <RestDialog deeds={deeds} book={book} />
    </div>
  )
}

type Grouped = Pick<Groups<AlarmView, AlarmGroup>, 'turned' | 'onFold'> & { may: boolean; onTake: (group: AlarmGroup) => void }
function groupsOf(of: readonly AlarmGroup[], { may, onTake, ...rest }: Grouped): Groups<AlarmView, AlarmGroup> {
  const head = (group: AlarmGroup) => <GroupHead group={group} may={may} onTake={onTake} />
  return { of, head, label: (group) => group.label, foldedFirst: true, single: false, cardHeight: 68, ...rest }
}
