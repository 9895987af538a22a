// Reads the texts of a file, {"id", "text"} a line, with wink-nlp: sentences,
// parts of speech and entities, printed one JSON object a line. compare-wink.sh
// runs it in a folder where wink-nlp and its model are installed.
const fs = require('fs');
const { createRequire } = require('module');
const here = createRequire(process.cwd() + '/');
const model = here('wink-eng-lite-web-model');
const nlp = here('wink-nlp')(model, ['sbd', 'pos', 'ner']); // no more than is asked for below
const its = nlp.its;

const lines = fs.readFileSync(process.argv[2], 'utf8').split('\n');
const out = fs.openSync(process.argv[3], 'w');
for (const line of lines) {
  if (line.trim() === '') continue;
  const { id, text } = JSON.parse(line);
  const doc = nlp.readDoc(text);
  fs.writeSync(out, JSON.stringify({
    id,
    sentences: doc.sentences().out(its.span),
    words: doc.tokens().out(its.value),
    tags: doc.tokens().out(its.pos),
    entities: doc.entities().out(its.detail),
  }) + '\n');
}
fs.closeSync(out);
