import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { EMBED_HOST } from './pages.ts';

/**
 * Puts the host's side of an embed beside it, as one module without imports: whoever has an embed on a page steers it with
 * `import { connect } from './embed-host.js'`, and needs neither a bundler nor this repository.
 */
export function embedHost(): Plugin {
  let root = '.';
  return {
    name: 'cutover:embed-host',
    apply: 'build',
    configResolved(config) { root = config.root; },
    async generateBundle() {
      const result = await build({
        root,
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        build: { write: false, target: 'es2023', reportCompressedSize: false, lib: { entry: join(root, 'src/embed/host/index.ts'), formats: ['es'] } },
      });
      const [built] = [result].flat();
      if (built === undefined || !('output' in built)) throw new Error('The host side of the embed was not built.');
      this.emitFile({ type: 'asset', fileName: EMBED_HOST, source: built.output[0].code });
    },
  };
}
