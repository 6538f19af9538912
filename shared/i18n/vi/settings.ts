/** Vietnamese: settings. */
export const settings = {}
