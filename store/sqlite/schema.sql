-- The log: one row an entry. A withdrawn entry keeps its envelope and loses
-- salt and payload.
CREATE TABLE entries (
	number   INTEGER PRIMARY KEY,
	envelope BLOB NOT NULL,
	salt     BLOB,
	payload  BLOB
) STRICT;
CREATE TABLE tiles (
	level  INTEGER NOT NULL,
	tile   INTEGER NOT NULL,
	hashes BLOB NOT NULL,
	PRIMARY KEY (level, tile)
) STRICT;
CREATE TABLE checkpoint (
	id   INTEGER PRIMARY KEY CHECK (id = 0),
	note BLOB NOT NULL
) STRICT;

-- Derived from the log by replay. Every row belongs to one entry.
CREATE TABLE captures (
	entry INTEGER PRIMARY KEY,
	first INTEGER NOT NULL, -- entry of the report's first capture; its own when it is that
	at    INTEGER NOT NULL  -- ledger time, Unix seconds
) STRICT;
CREATE INDEX captures_first ON captures (first);
CREATE TABLE texts (
	entry     INTEGER PRIMARY KEY,
	report    TEXT NOT NULL,
	capture   INTEGER NOT NULL, -- entry of the capture that it was cleaned from
	title     TEXT NOT NULL,
	publisher TEXT NOT NULL,
	outlet    TEXT NOT NULL,   -- slug of the publisher
	language  TEXT NOT NULL,
	partial   TEXT NOT NULL,
	published TEXT NOT NULL,   -- JSON interval
	prints    INTEGER NOT NULL -- how many rows of paragraphs it has
) STRICT;
CREATE INDEX texts_report ON texts (report);
CREATE INDEX texts_outlet ON texts (outlet, publisher);
CREATE INDEX texts_capture ON texts (capture);
CREATE TABLE paragraphs (
	print INTEGER NOT NULL, -- fingerprint of a paragraph
	entry INTEGER NOT NULL, -- text that has it
	PRIMARY KEY (print, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE bands (
	band  INTEGER NOT NULL, -- number that a text is found by
	entry INTEGER NOT NULL, -- the text
	PRIMARY KEY (band, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE readings (
	entry     INTEGER PRIMARY KEY,
	report    TEXT NOT NULL,
	text_hash TEXT NOT NULL,
	reader    TEXT NOT NULL,
	published INTEGER NOT NULL, -- day, from 1970-01-01; far below nought when it is not known
	claims    INTEGER NOT NULL
) STRICT;
CREATE INDEX readings_report ON readings (report);
CREATE INDEX readings_published ON readings (published DESC, entry DESC);
CREATE INDEX readings_text ON readings (text_hash);
CREATE TABLE claims (
	row    INTEGER PRIMARY KEY, -- entry * 2^20 + ordinal in the reading
	key    INTEGER NOT NULL,    -- first bits of the id
	id     TEXT NOT NULL,
	offset INTEGER NOT NULL,    -- of the claim in the entry's payload, bytes
	size   INTEGER NOT NULL,
	begins INTEGER NOT NULL,    -- days, as of readings: of what it speaks of or, unsaid, of publication
	ends   INTEGER NOT NULL,
	traits BLOB NOT NULL        -- hashes of what it is found by, eight bytes each
) STRICT;
CREATE TABLE claim_keys (
	key INTEGER NOT NULL,
	row INTEGER NOT NULL,
	PRIMARY KEY (key, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE decisions (
	entry   INTEGER PRIMARY KEY,
	subject TEXT NOT NULL,
	id      TEXT NOT NULL,
	report  TEXT NOT NULL,
	accepts INTEGER NOT NULL -- 1 for an acceptance
) STRICT;
CREATE INDEX decisions_id ON decisions (id);
CREATE INDEX decisions_report ON decisions (report);
CREATE INDEX decisions_subject ON decisions (subject, id);
CREATE INDEX decisions_back ON decisions (entry) WHERE accepts = 0 OR subject <> 'claim'; -- what may take something back
CREATE TABLE carried (
	entry  INTEGER PRIMARY KEY,
	report TEXT NOT NULL,
	was    TEXT NOT NULL,
	became TEXT NOT NULL
) STRICT;
CREATE INDEX carried_became ON carried (became);
CREATE INDEX carried_was ON carried (was);
CREATE INDEX carried_report ON carried (report);
CREATE TABLE proposals (
	entry INTEGER PRIMARY KEY,
	id    TEXT NOT NULL,
	what  TEXT NOT NULL
) STRICT;
CREATE INDEX proposals_id ON proposals (id);
CREATE INDEX proposals_what ON proposals (what);
CREATE TABLE members (
	entry  INTEGER NOT NULL,
	member TEXT NOT NULL,
	PRIMARY KEY (member, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_entry ON members (entry);
CREATE TABLE withdrawals (
	entry  INTEGER PRIMARY KEY, -- the entry whose payload went
	taker  INTEGER NOT NULL,    -- the entry that took it
	report TEXT NOT NULL        -- the report that went with it, or empty
) STRICT;
CREATE INDEX withdrawals_report ON withdrawals (report);

-- Search: folded words without a copy of them. The rowid is the entry of a
-- text, the row of a claim.
CREATE VIRTUAL TABLE text_words USING fts5 (title, body, content='', tokenize='unicode61');
CREATE VIRTUAL TABLE claim_words USING fts5 (content, content='', tokenize='unicode61');
INSERT INTO text_words (text_words, rank) VALUES ('secure-delete', 1);
INSERT INTO claim_words (claim_words, rank) VALUES ('secure-delete', 1);
