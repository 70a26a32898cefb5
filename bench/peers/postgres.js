// A database of that name, new and empty.
import pg from 'pg';
import { plan } from './measure.js';

export async function fresh(name) {
  const admin = new pg.Pool({ connectionString: `${plan.postgres}/postgres`, max: 1 });
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const pool = new pg.Pool({ connectionString: `${plan.postgres}/${name}`, max: 30 });
  pool.on('error', () => {});
  pool.on('connect', client => client.on('error', () => {}));
  return pool;
}
