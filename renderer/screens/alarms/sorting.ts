/** The order of a table as it stands in the URL. */
export { readSort, sortRows, writeSort } from '../../components/sorting.ts'
