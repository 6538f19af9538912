/** Maintenance windows: a calendar at +07, what waits for approval, and one window in full beside them. */
import { CalendarPlus } from 'lucide-react'
import { useState } from 'react'
import { useRead, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { useNarrow } from '../../app/media.ts'
import { useTenSeconds } from '../../app/now.ts'
import { Await } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Page } from '../../components/Page.tsx'
import { dayOf } from '../../../shared/format/time.ts'
import { AlarmTabs } from '../alarms/AlarmTabs.tsx'
import { useMay } from '../settings/may.ts'
import { Agenda } from './Agenda.tsx'
import { CalendarBar } from './CalendarBar.tsx'
import { MonthGrid } from './MonthGrid.tsx'
import { WeekGrid } from './WeekGrid.tsx'
import { WindowDialog } from './WindowDialog.tsx'
import { WindowLists } from './WindowLists.tsx'
import { WindowPanel } from './WindowPanel.tsx'
import { periodOf, VIEWS, type View } from './calendar.ts'
import css from './Maintenance.module.css'

export type Shown = OutputOf<'windows.occurrences'>[number]

const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/

export default function Maintenance() {
  const { t } = useWords()
  const params = useParams()
  const may = useMay('engineer')
  const narrow = useNarrow()
  const today = dayOf(useTenSeconds())
  const [isNew, setNew] = useState(false)
  const asked = VIEWS.find((one) => one === params.get('view')) ?? 'month'
  // A phone has room for a list of days only.
  const view: View = narrow ? 'list' : asked
  const given = params.get('day') ?? ''
  const day = DAY_FORM.test(given) && !Number.isNaN(Date.parse(given)) ? given : today
  const chosen = Number(params.get('window')) || null
  const period = periodOf(view, day)
  const occurrences = useRead('windows.occurrences', { ...period, stationId: null }, { keep: true })
  const list = useRead('windows.list', { all: params.get('all') === 'yes' }, { keep: true })
  const open = (id: number) => params.set({ window: id })
  const propose = may ? (
    <Button kind="primary" icon={CalendarPlus} onClick={() => setNew(true)}>
      {t('maintenance.propose')}
    </Button>
  ) : null
  return (
    <Page
      title={t('maintenance.title')}
      actions={propose}
      filters={<AlarmTabs at="maintenance" />}
      side={chosen === null ? null : <WindowPanel key={chosen} id={chosen} onClose={() => params.set({ window: null })} />}
    >
      <div className={css.body} data-panel={chosen === null ? undefined : true}>
        <section className={css.calendar} aria-label={t('maintenance.calendar')}>
          <CalendarBar
            view={view}
            day={day}
            today={today}
            narrow={narrow}
            onView={(next) => params.set({ view: next === 'month' ? null : next })}
            onDay={(next) => params.set({ day: next === today ? null : next })}
          />
          <Await of={occurrences} lines={10}>
            {(all) =>
              view === 'month' ? (
                <MonthGrid
                  day={day}
                  today={today}
                  all={all}
                  chosen={chosen}
                  onOpen={open}
                  onDay={(next) => params.set({ day: next, view: 'week' })}
                />
              ) : view === 'week' ? (
                <WeekGrid day={day} today={today} all={all} chosen={chosen} onOpen={open} />
              ) : (
                <Agenda all={all} from={period.from} today={today} chosen={chosen} onOpen={open} />
              )
            }
          </Await>
        </section>
        <Await of={list} lines={4}>
          {(windows) => <WindowLists windows={windows} chosen={chosen} onOpen={open} />}
        </Await>
      </div>
      {isNew ? (
        <WindowDialog
          window={null}
          onClose={() => setNew(false)}
          onDone={(made) => {
            setNew(false)
            open(made.id)
          }}
        />
      ) : null}
    </Page>
  )
}
