/** Operations, version 4: which station a record was merged into. Frozen: never edit, add the next file. */
export const version = 4
export const sql = `
ALTER TABLE stations ADD COLUMN mergedInto INTEGER REFERENCES stations (id);
`
