/** Alarms: what stands, what it comes from, and what is done about it, in tabs that each have an address of their own. */
import { Suspense } from 'react'
import { Redirect, Route, Switch, useSearch } from 'wouter'
import { useWords } from '../../app/i18n.ts'
import { screen } from '../../app/screens.ts'
import { Loading } from '../../components/Blank.tsx'
import { Page } from '../../components/Page.tsx'
import { TABS } from './tabs.ts'

const SCREENS = TABS.flatMap(({ name, folder }) => {
  const Tab = screen(folder)
  return Tab ? [{ name, Tab }] : []
})

/** Each tab also has what lies below its address, e.g. `/alarms/incidents/12`. */
export default function AlarmsPlace() {
  return (
    <Suspense fallback={<Wait />}>
      <Switch>
        {SCREENS.map(({ name, Tab }) => (
          <Route key={name} path={`/alarms/${name}/*?`} component={Tab} />
        ))}
        {/* Only below here: on the way to another screen this one may be drawn once more with the new address. */}
        <Route path="/alarms/*?" component={ToList} />
      </Switch>
    </Suspense>
  )
}

/** Addresses from before there were tabs lead to the list, with what they ask for. */
function ToList() {
  const search = useSearch()
  return <Redirect to={search === '' ? '/alarms/list' : `/alarms/list?${search}`} replace />
}

function Wait() {
  const { t } = useWords()
  return (
    <Page title={t('common.loading')} head={<span />}>
      <Loading lines={8} />
    </Page>
  )
}
