// Stands in for plc.directory, which names every account of the network: it keeps the operations it is sent, and answers with the documents that follow from them.
import { createServer } from 'node:http';

/** @returns {Promise<string>} Its address. */
export async function startDirectory() {
  const last = new Map();
  const server = createServer(async (request, response) => {
    const [, did, part] = decodeURIComponent(new URL(request.url, 'http://directory').pathname).split('/');
    const say = (status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method === 'POST') {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      last.set(did, JSON.parse(Buffer.concat(chunks)));
      return say(200, {});
    }
    const operation = last.get(did);
    if (!operation) return say(404, { message: `DID not registered: ${did}` });
    if (part === 'data') return say(200, { did, ...operation });
    if (part === 'log') return say(200, operation);
    return say(200, documentOf(did, operation));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return `http://127.0.0.1:${server.address().port}`;
}

const documentOf = (did, operation) => ({
  '@context': ['https://www.w3.org/ns/did/v1'],
  id: did,
  alsoKnownAs: operation.alsoKnownAs,
  verificationMethod: Object.entries(operation.verificationMethods).map(([name, key]) => ({ id: `${did}#${name}`, type: 'Multikey', controller: did, publicKeyMultibase: key.replace('did:key:', '') })),
  service: Object.entries(operation.services).map(([name, { type, endpoint }]) => ({ id: `#${name}`, type, serviceEndpoint: endpoint })),
});
