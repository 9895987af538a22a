// Finds the candidate pairs of a million claims with DuckDB, in memory, on one
// thread: the tables claims.csv and alike.csv of the folder, the rule of
// link/incidents/block.go. Prints the pairs and the seconds of processor time of
// each round. compare-duckdb.sh runs it in a folder where DuckDB is installed.
import { createRequire } from 'node:module';
const { DuckDBInstance } = createRequire(process.cwd() + '/')('@duckdb/node-api');

const db = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
for (const t of ['claims', 'alike']) await db.run(`create table ${t} as select * from read_csv('${t}.csv')`);

// Two exact places may be one when they lie no further apart than both reach.
const near = `pow(x.lat - y.lat, 2) + pow((x.lon - y.lon) * cos(radians((x.lat + y.lat) / 200000.0)), 2)
  <= pow((x.radius + y.radius) / 1.11195, 2)`;
const sql = `
with cells as (
  select *, lat // 15000 as r, lon // 20000 as c, unnest(range(first // 4, last // 4 + 1)) as b from claims where radius > 0),
around as (
  select cells.*, r + dr as nr, c + dc as nc, b + db as nb
  from cells, (values (-1), (0), (1)) p(dr), (values (-1), (0), (1)) q(dc), (values (-1), (0), (1)) s(db)),
placed as (
  select x.id as i, y.id as j from around x join cells y on x.kind = y.kind and x.nr = y.r and x.nc = y.c and x.nb = y.b
  where x.id < y.id and x.first <= y.last + 1 and y.first <= x.last + 1 and ${near}),
days as (select id, what, bucket + d as near from alike, (values (-1), (0), (1)) p(d)),
shared as (
  select distinct x.id as i, y.id as j from days x join alike y on x.what = y.what and x.near = y.bucket where x.id < y.id),
likely as (
  select i, j from shared join claims x on x.id = i join claims y on y.id = j
  where x.kind = y.kind and x.first <= y.last + 1 and y.first <= x.last + 1 and (x.radius = 0 or y.radius = 0 or ${near}))
select count(*) from (select i, j from placed union select i, j from likely)`;

for (let round = 0; round < Number(process.argv[2]); round++) {
  const before = process.cpuUsage();
  const rows = await (await db.run(sql)).getRows();
  const spent = process.cpuUsage(before);
  console.log(String(rows[0][0]), ((spent.user + spent.system) / 1e6).toFixed(2));
}
