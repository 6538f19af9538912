/** Vietnamese: error. */
export const error = {}
