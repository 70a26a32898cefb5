import type { HtmlTagDescriptor, Plugin } from 'vite';

const START = '/src/app/start.tsx';

/**
 * Lets the browser fetch at once what the entry asks for only after the first paint, and hold that paint for the entry:
 * it is small, and chooses the colours. Both are hints; the page is the same without them.
 */
export function early(): Plugin {
  return {
    name: 'early',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const scripts = new Set<string>();
        const take = (fileName: string) => {
          const chunk = bundle[fileName];
          if (chunk?.type !== 'chunk' || scripts.has(fileName) || html.includes(`/${fileName}"`)) return;
          scripts.add(fileName);
          chunk.imports.forEach(take);
        };
        for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk' && chunk.facadeModuleId?.endsWith(START)) take(chunk.fileName);
        if (scripts.size === 0) throw new Error(`No chunk was made of ${START}.`);
        // A hint for the styles would have them fetched twice.
        const hint = (fileName: string): HtmlTagDescriptor => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` }, injectTo: 'head' });
        return {
          html: html.replace('<script type="module"', '<script type="module" blocking="render"'),
          tags: [...scripts].map(hint),
        };
      },
    },
  };
}
