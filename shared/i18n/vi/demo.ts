/** Vietnamese: demo. */
export const demo = {}
