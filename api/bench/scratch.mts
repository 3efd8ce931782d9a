import { DuckDBConnection } from '@duckdb/node-api';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { buildCube, currentInputs, loadGeography, readCatalogue } from '@boussole/warehouse';
import { writeSynthetic } from './synthetic.ts';
const dir = process.argv[2]!; const cells = Number(process.argv[3]);
const log:any[]=[];
for (const m of ['run','runAndReadAll','streamAndRead','stream'] as const) {
  const o=(DuckDBConnection.prototype as any)[m];
  (DuckDBConnection.prototype as any)[m]=async function(sql:any,...a:any[]){const t=performance.now(); const c=process.cpuUsage(); try{return await o.call(this,sql,...a)}finally{const d=process.cpuUsage(c); log.push([performance.now()-t,(d.user+d.system)/1000,String(sql).replace(/\s+/g,' ').slice(0,200)])}};
}
const inputs = await currentInputs(dir);
const geography = await loadGeography(dir, inputs);
let synthetic:any;
const kept=`${dir}/synthetic-${cells}.json`;
if (existsSync(kept)) synthetic=JSON.parse(await readFile(kept,'utf8'));
else { synthetic = await writeSynthetic(dir, geography, cells); await writeFile(kept, JSON.stringify(synthetic)); }
log.length=0;
const folder=`${dir}/without`; await mkdir(folder,{recursive:true});
const { rm } = await import('node:fs/promises'); await rm(`${folder}/cube.duckdb`,{force:true});
const t=performance.now(), c=process.cpuUsage();
let last=performance.now(), step='', lc=process.cpuUsage(); const steps=new Map<string,[number,number]>();
const count=(s:string)=>{const n=performance.now(), d=process.cpuUsage(lc); const [a,b]=steps.get(s)??[0,0]; steps.set(s,[a+n-last,b+(d.user+d.system)/1000]); last=n; lc=process.cpuUsage();};
await buildCube({ dataDirectory: dir, inputs:[...inputs,...synthetic.inputs], catalogue: await readCatalogue(dir), folder, cubeFile:`${folder}/cube.duckdb`, memoryMegabytes:4096, progress:(s:string,done:number)=>{count(done===0?step:s); step=s;}, ...(process.argv[4]?{readings:[process.argv[4]]}:{}) } as any);
count(step);
const d=process.cpuUsage(c);
console.log('total',((performance.now()-t)/1000).toFixed(1),'cpu',((d.user+d.system)/1e6).toFixed(1),[...steps].map(([s,[a,b]])=>`${s} ${(a/1000).toFixed(1)}/${(b/1000).toFixed(1)}`).join(', '));
const by=new Map<string,[number,number,number]>();
for(const [w,cpu,s] of log){const k=s.replace(/\d+/g,'#').replace(/'[^']*'/g,"'x'").slice(0,90); const e=by.get(k)??[0,0,0]; by.set(k,[e[0]+w,e[1]+cpu,e[2]+1]);}
for(const [k,[w,cpu,n]] of [...by].sort((a,b)=>b[1][1]-a[1][1]).slice(0,26)) console.log((w/1000).toFixed(2).padStart(7),(cpu/1000).toFixed(2).padStart(7),String(n).padStart(4),k);
