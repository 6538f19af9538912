/** Inspections: the lists, one round's form, and its print. */
import { Route, Switch } from 'wouter'
import InspectionPrint from './InspectionPrint.tsx'
import InspectionScreen from './InspectionScreen.tsx'
import InspectionsScreen from './InspectionsScreen.tsx'

export default function Inspections() {
  return (
    <Switch>
      <Route path="/inspections/:id/print">{({ id }) => <InspectionPrint id={Number(id)} />}</Route>
      <Route path="/inspections/:id">{({ id }) => <InspectionScreen key={id} id={Number(id)} />}</Route>
      <Route>
        <InspectionsScreen />
      </Route>
    </Switch>
  )
}
