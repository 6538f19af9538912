/** Vietnamese: stations. */
export const stations = {}
