export const replicas: number = 'four'; // wrong: type
export async function restart(): Promise<void> {}
restart(); // wrong: @typescript-eslint/no-floating-promises
