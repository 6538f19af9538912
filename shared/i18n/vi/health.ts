/** Vietnamese: health. */
export const health = {}
