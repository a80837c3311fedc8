-- Which records an entry of the history is about, so that the history of one is found without reading everybody's.
-- It says nothing that the entries do not say, and grows with them (store/history/names.rs).
CREATE TABLE history_record (
    contract_id INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    record      TEXT    NOT NULL,  -- a kind of record; 'item' is a transaction or milestone, whose ids are one space
    key         TEXT    NOT NULL,  -- the author's id; of invoices the program's
    PRIMARY KEY (contract_id, sequence, record, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX history_of_record ON history_record (record, key);

-- What the entries of before name. Whatever is no object of the expected shape names nothing.
INSERT INTO history_record
WITH readable AS MATERIALIZED (
    SELECT contract_id, sequence, iif(json_valid(detail), iif(json_type(detail) = 'object', detail, '{}'), '{}') AS detail
    FROM history
),
part AS MATERIALIZED (
    SELECT contract_id, sequence, list.key AS list, element.value AS value
    FROM readable, json_each(readable.detail) AS list, json_each(iif(list.type = 'array', list.value, '[]')) AS element
    WHERE element.type = 'object'
),
changed AS MATERIALIZED (
    SELECT contract_id, sequence, json_extract(value, '$.record') AS record, json_extract(value, '$.id') AS id,
           json_extract(value, '$.field') AS field, json_extract(value, '$.after') AS after
    FROM part WHERE list = 'changes'
),
draft AS MATERIALIZED (
    SELECT contract_id, sequence, detail AS value FROM readable
    UNION ALL SELECT contract_id, sequence, value FROM part WHERE list = 'drafts'
),
draft_line AS MATERIALIZED (
    SELECT contract_id, sequence, line.value AS value
    FROM draft, json_each(draft.value, '$.lines') AS line WHERE line.type = 'object'
),
item AS MATERIALIZED (
    SELECT contract_id, sequence, item.value AS value
    FROM draft_line, json_each(draft_line.value, '$.details') AS item WHERE item.type = 'object'
    UNION ALL SELECT contract_id, sequence, value FROM part WHERE list IN ('transactions', 'shares')
),
named (contract_id, sequence, record, key) AS (
    SELECT contract_id, sequence, record, id FROM changed WHERE record <> 'contract_line'
    -- By its new name it is known from here on.
    UNION ALL SELECT contract_id, sequence, record, after FROM changed
    WHERE (record, field) IN (VALUES ('unit', 'name'), ('transaction_category', 'name'), ('holiday', 'date'))
    UNION ALL SELECT contract_id, sequence, 'item', substr(field, 12) FROM changed WHERE field LIKE 'milestones.%'
    UNION ALL SELECT contract_id, sequence, 'item', json_extract(value, '$.id') FROM item
    UNION ALL SELECT contract_id, sequence, 'item', json_extract(value, '$.before.id') FROM part
    WHERE list = 'transactions'
    UNION ALL SELECT contract_id, sequence, 'invoice', json_extract(value, '$.invoice') FROM draft
    UNION ALL SELECT contract_id, sequence, 'invoice', invoice.value
    FROM readable, json_each(readable.detail, '$.invoices') AS invoice WHERE invoice.type IN ('text', 'integer')
)
SELECT DISTINCT contract_id, sequence, record, CAST(key AS TEXT) FROM named WHERE record IS NOT NULL AND key IS NOT NULL;

-- What took a change back is about what the change was about: it has the command and the instant of it, with as many
-- decimals as that has.
INSERT OR IGNORE INTO history_record
WITH undo AS MATERIALIZED (
    SELECT contract_id, sequence, json_extract(iif(json_valid(detail), detail, '{}'), '$.command') AS command,
           rtrim(json_extract(iif(json_valid(detail), detail, '{}'), '$.at'), 'Z') AS at
    FROM history WHERE command = 'undo'
)
SELECT undo.contract_id, undo.sequence, record, key
FROM undo
JOIN history AS entry ON entry.contract_id = undo.contract_id AND entry.command = undo.command
    AND entry.at = substr(undo.at || iif(instr(undo.at, '.') > 0, '', '.') || '000000', 1, 26) || 'Z'
JOIN history_record ON history_record.contract_id = entry.contract_id AND history_record.sequence = entry.sequence;
