// Node 20 reads no TypeScript: types are taken out of a file as it is loaded.
import { register } from 'node:module';

register('./typescript.mjs', import.meta.url);
