/** Notifications: who is told what and how, how the channels are doing, and what became of every message. */
import { useParams } from '../../app/location.ts'
import { Channels } from './Channels.tsx'
import { Frame } from './Frame.tsx'
import { Log } from './Log.tsx'
import { Rules } from './Rules.tsx'
import { Teams } from './Teams.tsx'
import { VIEWS } from './words.ts'

export default function Notifications() {
  const params = useParams()
  const view = VIEWS.find((one) => one === params.get('view')) ?? 'rules'
  if (view === 'log') return <Log />
  return <Frame view={view} body={view === 'rules' ? <Rules /> : view === 'teams' ? <Teams /> : <Channels />} />
}
