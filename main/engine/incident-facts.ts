/** Names for messages: stations, communes and hamlets of an incident. Read from the store when the first message after a change needs them. */
import type { Incident } from '../../shared/model/incident.ts'
import { MOST_NAMED, type Facts } from '../domain/notify/facts.ts'
import type { Operations } from '../store/store.ts'
import type { Fleet } from './fleet.ts'

export class IncidentFacts {
  private names: { communes: Map<number, string>; hamlets: Map<number, string> } | null = null
  private readonly operations: Operations
  private readonly fleet: Fleet
  private readonly battery: (stationId: number) => number | null

  /** `battery`: minutes that a station's battery still has, where that can be told. */
  constructor(operations: Operations, fleet: Fleet, battery: (stationId: number) => number | null) {
    this.operations = operations
    this.fleet = fleet
    this.battery = battery
  }

  /** Names may be others now. */
  forget(): void {
    this.names = null
  }

  of(incident: Incident): Facts {
    const { communes, hamlets } = this.read()
    const { root } = incident
    const rootStation = root.kind === 'station' ? root.id : root.kind === 'device' ? root.stationId : null
    return {
      incident,
      stations: incident.stationIds.slice(0, MOST_NAMED).flatMap((id) => {
        const station = this.fleet.stations.get(id)?.station
        return station ? [{ code: station.code, name: station.name }] : []
      }),
      communes: incident.communeIds.flatMap((id) => communes.get(id) ?? []),
      hamlets: incident.hamletIds.slice(0, MOST_NAMED).flatMap((id) => hamlets.get(id) ?? []),
      batteryMinutes: rootStation === null || incident.endedAt !== null ? null : this.battery(rootStation),
    }
  }

  private read(): NonNullable<IncidentFacts['names']> {
    if (this.names) return this.names
    const { communes, hamlets } = this.operations.inventory.all()
    this.names = {
      communes: new Map(communes.map((commune) => [commune.id, commune.name])),
      hamlets: new Map(hamlets.map((hamlet) => [hamlet.id, hamlet.name])),
    }
    return this.names
  }
}
