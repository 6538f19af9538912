/** Making a data folder, for the hosts. */
export { makeFolder } from '../store/make-folder.ts'
