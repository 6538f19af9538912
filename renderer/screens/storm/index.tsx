/** Power and storm: the board, what can be sent, and the bulletin, in tabs that each have an address of their own. */
import { Redirect, Route, Switch } from 'wouter'
import { BoardTab } from './BoardTab.tsx'
import { BulletinTab } from './BulletinTab.tsx'
import { ResourcesTab } from './ResourcesTab.tsx'

export default function StormScreen() {
  return (
    <Switch>
      <Route path="/storm/board">
        <BoardTab />
      </Route>
      <Route path="/storm/resources">
        <ResourcesTab />
      </Route>
      <Route path="/storm/bulletin">
        <BulletinTab />
      </Route>
      {/* Only below here: on the way to another screen this one may be drawn once more with the new address. */}
      <Route path="/storm/*?">
        <Redirect to="/storm/board" replace />
      </Route>
    </Switch>
  )
}
