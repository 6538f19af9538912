/** Devices: what is polled and how it goes, in tabs that each have an address of their own. */
import { Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { useWords } from '../../app/i18n.ts'
import { screen } from '../../app/screens.ts'
import { Loading } from '../../components/Blank.tsx'
import { Page } from '../../components/Page.tsx'
import { TABS } from './tabs.ts'

export default function DevicesScreen() {
  return (
    <Suspense fallback={<Wait />}>
      <Switch>
        {TABS.map(({ name, folder }) => {
          const Tab = screen(folder)
          return Tab ? <Route key={name} path={`/devices/${name}`} component={Tab} /> : null
        })}
        <Route>
          <Redirect to="/devices/list" replace />
        </Route>
      </Switch>
    </Suspense>
  )
}

function Wait() {
  const { t } = useWords()
  return (
    <Page title={t('common.loading')} head={<span />}>
      <Loading lines={8} />
    </Page>
  )
}
