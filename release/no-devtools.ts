/** Stands in for react-devtools-core, which Ink imports only when DEV=true, and which ctool does not have. */
export default {};
