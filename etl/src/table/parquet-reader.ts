import { DuckDBInstance } from '@duckdb/node-api';

/**
 * Writes the rows of a Parquet file on standard output, one JSON array `[line, fields]` a line, the header first. Run as a child process by
 * `parquet.ts`; what it refuses is its last line on standard error.
 */
const [path = ''] = process.argv.slice(2);
const literal = `'${path.replaceAll("'", "''")}'`;
try {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '512MB', threads: '1' });
  const connection = await instance.connect();
  await connection.run(`SET allowed_paths = [${literal}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${literal})`);
  const names = described.getRows().map(([name]) => String(name));
  const columns = names.map((name) => `CAST("${name.replaceAll('"', '""')}" AS VARCHAR)`);
  process.stdout.write(`${JSON.stringify([0, names])}\n`);
  const result = await connection.stream(`SELECT ${columns.join(', ')} FROM read_parquet(${literal})`);
  let line = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const rows = chunk.getRows().map((row) => JSON.stringify([++line, row.map((value) => value ?? '')]));
    process.stdout.write(`${rows.join('\n')}\n`);
  }
} catch (error) {
  console.error(String(error).split('\n')[0]);
  process.exitCode = 1;
}
