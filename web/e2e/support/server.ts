import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export type Server = {
  url: string
  /** Runs a command of the same program on the same database, and returns what it prints. Throws unless it exits 0. */
  command: (...args: string[]) => string
  stop: () => Promise<void>
}

/** The first operator, made on the command line as on any fresh installation. */
export const operator = { email: 'operator@example.test', password: 'operator-password-1' }

function binary(): string {
  const path = process.env.PUMASI_BINARY ?? resolve(import.meta.dirname, '../../../target/debug/pumasi')
  if (!existsSync(path)) throw new Error(`no server at ${path}: build it (cargo build -p pumasi) or set PUMASI_BINARY`)
  return path
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/**
 * Starts the real server on a database of its own and waits until it answers. With PUMASI_E2E_DATABASE_URL it is a database on that
 * server with `place` after its name, so that tests that run side by side do not meet.
 */
export async function startServer(place: number): Promise<Server> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pumasi-e2e-'))
  const listen = `127.0.0.1:${await freePort()}`
  const env: NodeJS.ProcessEnv = { ...process.env, PUMASI_DATA_DIR: dataDir, PUMASI_LISTEN: listen, PUMASI_RATE_LIMITS: 'false', PUMASI_LOG: 'warn' }
  delete env.DATABASE_URL
  if (process.env.PUMASI_E2E_DATABASE_URL) env.DATABASE_URL = `${process.env.PUMASI_E2E_DATABASE_URL}_${place}`
  execFileSync(binary(), ['user', 'create-operator', operator.email], { env: { ...env, PUMASI_PASSWORD: operator.password }, stdio: ['ignore', 'inherit', 'inherit'] })
  const child = spawn(binary(), ['serve'], { env, stdio: ['ignore', 'inherit', 'inherit'] })
  const url = `http://${listen}`
  await untilHealthy(url, child)
  return {
    url,
    command: (...args) => execFileSync(binary(), args, { env, encoding: 'utf8' }),
    stop: async () => {
      const gone = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await gone
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server stopped with ${child.exitCode} before it answered`)
    const reply = await fetch(`${url}/healthz`).catch(() => null)
    if (reply?.ok) return
    await new Promise((done) => setTimeout(done, 100))
  }
  child.kill('SIGKILL')
  throw new Error('the server did not answer within 15 s')
}
