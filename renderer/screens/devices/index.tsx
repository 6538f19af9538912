/** Devices: what is polled and how it goes, in tabs that each have an address of their own, and a page for each device. */
import { Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { useWords } from '../../app/i18n.ts'
import { screen } from '../../app/screens.ts'
import { Loading } from '../../components/Blank.tsx'
import { Page } from '../../components/Page.tsx'
import { TABS } from './tabs.ts'

const SCREENS = TABS.flatMap(({ name, folder }) => {
  const Tab = screen(folder)
  return Tab ? [{ name, Tab }] : []
})
const Device = screen('device')

export default function DevicesScreen() {
  return (
    <Suspense fallback={<Wait />}>
      <Switch>
        {SCREENS.map(({ name, Tab }) => (
          <Route key={name} path={`/devices/${name}`} component={Tab} />
        ))}
        {Device ? <Route path={/^\/devices\/(?<id>\d{1,15})$/} component={Device} /> : null}
        {/* Only below here: on the way to another screen this one may be drawn once more with the new address. */}
        <Route path="/devices/*?">
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
