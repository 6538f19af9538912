/** Vietnamese: overview. */
export const overview = {}
