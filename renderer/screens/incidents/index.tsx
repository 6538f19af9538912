/** Incidents: what the frame mounts at /alarms/incidents, and the page of one below it. */
import { Redirect, Route, Switch } from 'wouter'
import { IncidentList } from './IncidentList.tsx'
import { IncidentPage } from './IncidentPage.tsx'

export default function Incidents() {
  return (
    <Switch>
      <Route path="/alarms/incidents" component={IncidentList} />
      <Route path={/^\/alarms\/incidents\/(?<id>\d{1,15})$/}>{({ id }) => <IncidentPage key={id} id={Number(id)} />}</Route>
      <Route path="/alarms/incidents/*?">
        <Redirect to="/alarms/incidents" replace />
      </Route>
    </Switch>
  )
}
