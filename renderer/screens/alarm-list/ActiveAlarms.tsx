/** The active list: a question, its answer in groups or rows, what is done about them, and the side panel of the alarm that was opened. */
import { useDeferredValue, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { go, useParams } from '../../app/location.ts'
import { useNarrow } from '../../app/media.ts'
import { useTenSeconds } from '../../app/now.ts'
import { DataTable, type Groups, type Key } from '../../components/DataTable.tsx'
import { ErrorState, Loading } from '../../components/Blank.tsx'
import { Page } from '../../components/Page.tsx'
import { keep, NOTHING } from '../../components/selection.ts'
import { toastFailure } from '../../components/Toast.tsx'
import { AlarmTabs } from '../alarms/AlarmTabs.tsx'
import { toggleSound } from '../alarms/Bell.tsx'
import { useActive } from '../alarms/data.ts'
import { byNeed, needsPerson, stateOf, type AlarmView } from '../alarms/view.ts'
import { useIncidentBook } from '../incidents/data.ts'
import { useMay } from '../settings/may.ts'
import { AlarmFilters } from './AlarmFilters.tsx'
import { AlarmPanel } from './AlarmPanel.tsx'
import { alarmColumns, cardOf } from './columns.tsx'
import { copyRows } from './copy.ts'
import { DeedBar } from './DeedBar.tsx'
import { ASKING, DeedDialog, type AskedDeed, type Asking } from './DeedDialog.tsx'
import { fit, useDeeds, type Deed } from './deeds.ts'
import { applyFilter, countOf, GROUPINGS, readFilter } from './filter.ts'
import { GroupHead, type GroupHeadProps } from './GroupHead.tsx'
import { groupAlarms, type AlarmGroup } from './groups.ts'
import { GroupPick } from './GroupPick.tsx'
import { Nothing } from './Nothing.tsx'
import { readableView } from './questions.ts'
import { RestDialog } from './RestDialog.tsx'
import { Summary } from './Summary.tsx'
import { Takeout } from './Takeout.tsx'
import { useQuestion } from './useQuestion.ts'
import { ViewBar } from './ViewBar.tsx'
import css from './Alarms.module.css'

const CARD = 92
const GROUP_CARD = 68
const rowKey = (row: AlarmView): number => row.id

export function ActiveAlarms({ tabs }: { tabs: ReactNode }) {
  const { t, locale } = useWords()
  const params = useParams()
  const may = useMay('technician')
  const maySuppress = useMay('engineer')
  const narrow = useNarrow()
  const { active, views, book } = useActive()
  const incidents = useIncidentBook()
  const deeds = useDeeds(book)
  const asked = useQuestion()
  const filter = useDeferredValue(asked.filter)
  const name = useRead('session.me').data?.name ?? ''
  const now = useTenSeconds()
  const reader = useMemo(() => ({ name, now }), [name, now])
  const columns = useMemo(() => alarmColumns(t, locale, false), [t, locale])

  const found = useMemo(() => {
    const result = applyFilter(views, filter, reader)
    result.shown.sort(byNeed)
    return result
  }, [views, filter, reader])
  const counts = useMemo(
    () => new Map(asked.views.map((view) => [view.id, countOf(views, readFilter(readableView(view)), reader)])),
    [asked.views, views, reader],
  )
  const { grouping } = asked
  const gathered = useMemo(
    () => (grouping === 'none' ? null : groupAlarms(found.shown, grouping, t, incidents)),
    [found.shown, grouping, t, incidents],
  )

  // What a person opened or folded; another grouping begins anew.
  const [turned, setTurned] = useState<{ by: string; keys: ReadonlySet<string> }>({ by: '', keys: new Set() })
  const keys = useMemo(() => (turned.by === grouping ? turned.keys : new Set<string>()), [turned, grouping])
  const [picked, setPicked] = useState<ReadonlySet<Key>>(NOTHING.ids)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [cursor, setCursor] = useState<number | null>(null)
  const byId = useMemo(() => new Map(views.map((view) => [view.id, view])), [views])
  // Alarms that left the list leave the selection with it.
  const selected = useMemo(() => keep({ ids: picked, anchor: null }, { has: (id) => byId.has(Number(id)) }).ids, [picked, byId])
  const chosen = useMemo(() => [...selected].flatMap((id) => byId.get(Number(id)) ?? []), [selected, byId])
  const opened = Number(params.get('alarm')) || null
  const open = opened === null ? undefined : byId.get(opened)
  const show = (id: number | null) => {
    if (id !== null) setCursor(id)
    params.set({ alarm: id })
  }

  const act = (deed: Deed, targets: readonly AlarmView[], atOnce = false) => {
    const fitting = fit(deed, targets)
    if (fitting.length === 0 || !(deed === 'suppress' || deed === 'unsuppress' ? maySuppress : may)) return
    const asks = (ASKING as readonly Deed[]).includes(deed)
    if (asks && !atOnce) return setAsking({ deed: deed as AskedDeed, views: fitting })
    const rows = fitting.map((view) => view.alarm)
    deeds
      .run(deed, rows, deed === 'assign' ? { to: name } : {})
      .then((n) => (n > 0 ? setPicked(NOTHING.ids) : undefined))
      .catch(toastFailure)
  }
  const takeGroup = (group: AlarmGroup) =>
    act(
      'acknowledge',
      group.rows.filter((row) => needsPerson(row.alarm)),
    )
  const onKey = (event: KeyboardEvent, row: AlarmView | undefined, group: readonly AlarmView[] | undefined): boolean => {
    const targets = chosen.length > 0 ? chosen : row ? [row] : (group ?? [])
    const key = event.key.toLowerCase()
    if (key === 'c' && (event.ctrlKey || event.metaKey) && getSelection()?.isCollapsed !== false && targets.length > 0)
      copyRows(targets, t, locale)
    else if (event.ctrlKey || event.metaKey || event.altKey) return false
    else if (key === 'a') act('acknowledge', targets, event.shiftKey)
    else if (key === 's') act('shelve', targets)
    else if (key === 'c') act('comment', targets)
    else if (key === 'm') act('assign', targets, true)
    else if (key === 'g') asked.ask({ group: GROUPINGS[(GROUPINGS.indexOf(grouping) + 1) % GROUPINGS.length] ?? 'none' })
    else if (key === 'n') toggleSound()
    else if (event.key === 'Escape' && selected.size > 0) setPicked(NOTHING.ids)
    else return false
    return true
  }

  const groups = useMemo(
    () =>
      gathered === null
        ? undefined
        : groupsOf(gathered, {
            may,
            onTake: takeGroup,
            foldedFirst: filter.text.trim() === '',
            turned: keys,
            onFold: (key) => setTurned({ by: grouping, keys: keys.has(key) ? without(keys, key) : new Set([...keys, key]) }),
            single: grouping === 'incident',
          }),
    // oxlint-disable-next-line react/exhaustive-deps -- taking a group does the same whichever render it is of
    [gathered, may, filter.text, keys, grouping],
  )
  const bar =
    selected.size === 0 ? null : (
      <DeedBar chosen={chosen} may={may} maySuppress={maySuppress} onDeed={act} onNone={() => setPicked(NOTHING.ids)} />
    )
  const body = () => {
    if (active.error && !active.data) return <ErrorState error={active.error} onRetry={() => void active.refetch()} />
    if (!active.data) return <Loading lines={10} />
    return (
      <DataTable<AlarmView, AlarmGroup>
        id="alarms"
        label={t('alarms.title')}
        rows={found.shown}
        columns={columns}
        rowKey={rowKey}
        sort={asked.sort}
        onSort={asked.setSort}
        question={asked.text}
        groups={groups}
        current={cursor}
        onCurrent={(key) => show(key === null ? null : Number(key))}
        onMove={(key) => {
          setCursor(Number(key))
          if (open) params.set({ alarm: key })
        }}
        onOpen={(row) => (row.id === opened && row.alarm.stationId !== 0 ? go(`/stations/${row.alarm.stationId}`) : show(row.id))}
        selected={selected}
        onSelect={setPicked}
        onKey={onKey}
        tone={grouping === 'none' ? toneOf : undefined}
        card={cardOf}
        cardHeight={CARD}
        shown={asked.columns === null ? undefined : { columns: asked.columns, onChange: (cols) => asked.ask({ cols }) }}
        empty={<Nothing asked={asked} aside={found.aside} />}
        summary={<Summary found={found} groups={gathered} asked={asked} />}
        tools={
          narrow ? null : (
            <>
              {bar}
              <Takeout rows={chosen.length > 0 ? chosen : found.shown} />
            </>
          )
        }
      />
    )
  }
  return (
    <Page
      title={t('alarms.title')}
      fill
      actions={tabs}
      filters={
        <>
          <AlarmTabs at="list" />
          <ViewBar asked={asked} counts={counts}>
            <GroupPick value={grouping} onChange={(group) => asked.ask({ group, alarm: null })} />
          </ViewBar>
          <AlarmFilters
            filter={asked.filter}
            views={views}
            book={book}
            counts={found.severities}
            ask={asked.ask}
            own={asked.view.question}
            onClear={asked.changed ? () => asked.open(asked.view) : null}
          />
        </>
      }
      side={
        open ? (
          <AlarmPanel key={open.id} view={open} incident={incidents} onClose={() => show(null)} onDeed={act} maySuppress={maySuppress} />
        ) : undefined
      }
    >
      {body()}
      {narrow && bar ? <div className={css.deeds}>{bar}</div> : null}
      <DeedDialog
        asking={asking}
        onClose={() => setAsking(null)}
        onConfirm={async ({ deed, views: targets }, details) => {
          await deeds.run(
            deed,
            targets.map((view) => view.alarm),
            details,
          )
          setPicked(NOTHING.ids)
        }}
      />
      <RestDialog deeds={deeds} book={book} />
    </Page>
  )
}

type Grouped = Pick<Groups<AlarmView, AlarmGroup>, 'foldedFirst' | 'turned' | 'onFold' | 'single'> & Omit<GroupHeadProps, 'group'>

/** The groups as the table takes them. */
function groupsOf(of: readonly AlarmGroup[], { may, onTake, ...rest }: Grouped): Groups<AlarmView, AlarmGroup> {
  const head = (group: AlarmGroup) => <GroupHead group={group} may={may} onTake={onTake} />
  return { of, head, label: (group) => group.label, cardHeight: GROUP_CARD, ...rest }
}

function without(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const rest = new Set(keys)
  rest.delete(key)
  return rest
}

/** Only an unacknowledged critical alarm that stands alone is tinted: in a group its head tells. */
function toneOf({ alarm }: AlarmView): 'critical' | undefined {
  return alarm.severity === 'critical' && stateOf(alarm) === 'unacknowledged' ? 'critical' : undefined
}
