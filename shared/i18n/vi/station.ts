/** Vietnamese: station. */
export const station = {}
