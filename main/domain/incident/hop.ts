/** Which hop of the backhaul a radio is an end of, as far as the records tell. */

export type End = { readonly stationId: number; readonly code: string; readonly parentIds: readonly number[] }

/**
 * The hop is named by the station at its lower end. A radio whose name contains the code of a neighbour looks at that neighbour; any other looks at the station's
 * parent. Null where that cannot be told: a radio at the core without such a name.
 */
export function hopOf(radioName: string, station: End, neighbours: readonly End[]): number | null {
  const name = radioName.toUpperCase()
  const named = neighbours
    .filter(({ code }) => code !== station.code && name.includes(code.toUpperCase()))
    .sort((a, b) => b.code.length - a.code.length)[0]
  if (named) return named.parentIds.includes(station.stationId) ? named.stationId : station.stationId
  return station.parentIds.length > 0 ? station.stationId : null
}
