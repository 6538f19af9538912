/** Free resources in the order in which they are thought of for a station: of the same commune, then by distance, then those whose place nobody knows. */

export type Point = { readonly lat: number; readonly lon: number }
export type Near = { readonly resourceId: number; readonly sameCommune: boolean; readonly km: number | null }

const EARTH_KM = 6371

export function distanceKm(a: Point, b: Point): number {
  const rad = Math.PI / 180
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) * rad) / 2) ** 2
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The middle of the points that are known; null without one. */
export function middle(points: readonly Point[]): Point | null {
  if (points.length === 0) return null
  const sum = (of: (point: Point) => number) => points.reduce((total, point) => total + of(point), 0) / points.length
  return { lat: sum((point) => point.lat), lon: sum((point) => point.lon) }
}

export function nearest(
  station: { readonly communeId: number; readonly point: Point | null },
  resources: readonly { readonly id: number; readonly communeId: number | null; readonly point: Point | null }[],
): Near[] {
  return resources
    .map(({ id, communeId, point }) => ({
      resourceId: id,
      sameCommune: communeId === station.communeId,
      km: point && station.point ? distanceKm(point, station.point) : null,
    }))
    .sort(
      (a, b) =>
        Number(b.sameCommune) - Number(a.sameCommune) ||
        (a.km ?? Number.MAX_VALUE) - (b.km ?? Number.MAX_VALUE) ||
        a.resourceId - b.resourceId,
    )
}
