export const luck = Math.random(); // wrong: no-restricted-properties
export const now = Date.now(); // wrong: no-restricted-globals
