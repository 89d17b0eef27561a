/** For a page that has an embed in a frame: `const embed = await connect(iframe); await embed.goTo(2);` */
export { connect, type ConnectOptions } from './connect.ts';
export type { Embed, NavigationKey } from './embed.ts';
export { EmbedError } from './error.ts';
export type { State, Step, Theme } from '../protocol/index.ts';
