/** Vietnamese: metric. */
export const metric = {}
