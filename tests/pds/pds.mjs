// Starts the real server (@atproto/pds) on this machine, with two accounts, and tells where it is and how they are opened. Ends with its standard input.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDS, envToCfg, envToSecrets } from '@atproto/pds';
import { startDirectory } from './directory.mjs';

const folder = mkdtempSync(join(tmpdir(), 'posthaste-pds-'));
mkdirSync(join(folder, 'blobs'));
const env = {
  port: 0,
  hostname: 'localhost',
  dataDirectory: folder,
  blobstoreDiskLocation: join(folder, 'blobs'),
  blobUploadLimit: 5 * 1024 * 1024,
  didPlcUrl: await startDirectory(),
  serviceHandleDomains: ['.test'],
  inviteRequired: false,
  devMode: true,
  disableSsrfProtection: true,
  enableDidDocWithSession: true,
  rateLimitsEnabled: true,
  jwtSecret: randomBytes(16).toString('hex'),
  adminPassword: randomBytes(16).toString('hex'),
  plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString('hex'),
  trustedOAuthClients: [], rateLimitBypassIps: [], handleBackupNameservers: [], crawlers: [],
};
const pds = await PDS.create(envToCfg(env), envToSecrets(env));
// For this machine alone.
pds.app.listen = port => createServer(pds.app).listen(port, '127.0.0.1');
const server = await pds.start();
const url = `http://127.0.0.1:${server.address().port}`;

async function call(method, body, token) {
  const response = await fetch(`${url}/xrpc/${method}`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

async function account(handle) {
  const made = await call('com.atproto.server.createAccount', { handle, email: `${handle}@example.com`, password: randomBytes(12).toString('hex') });
  const { password } = await call('com.atproto.server.createAppPassword', { name: 'Posthaste' }, made.accessJwt);
  return { handle, did: made.did, password };
}

process.stdout.write(`${JSON.stringify({ url, accounts: [await account('bakery.test'), await account('robin.test')] })}\n`);
process.stdin.resume().on('end', async () => {
  await pds.destroy();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
