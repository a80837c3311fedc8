  AND (contract_line.id IN (SELECT found.id FROM contract_line AS found JOIN contract AS whose ON whose.id = found.contract_id
                            WHERE holds_words(whose.name || char(10) || whose.key || char(10) || found.name, :search))
    OR share.customer_id IN (SELECT id FROM customer WHERE holds_words(name || char(10) || key, :search))
    OR (share.contract_line_id, share.transaction_id) IN (
        SELECT found.contract_line_id, found.id
        FROM transaction_text
        CROSS JOIN "transaction" AS found
            ON found.contract_line_id = transaction_text.rowid >> 32 AND found.id = transaction_text.rowid & 4294967295
        LEFT JOIN resource ON resource.id = found.resource_id
        WHERE transaction_text MATCH :trigrams
          AND holds_words(found.key || char(10) || COALESCE(found.description, '') || char(10) || COALESCE(found.category, '')
                          || char(10) || COALESCE(resource.name, ''), :search))
    OR (share.contract_line_id, share.transaction_id) IN (
        SELECT contract_line_id, id FROM "transaction" WHERE key = trim(:search))
    OR (share.class = 'milestone' AND share.id IN (
        SELECT own.id FROM milestone JOIN share AS own ON own.milestone_id = milestone.id
        WHERE holds_words(milestone.name || char(10) || milestone.key, :search))))
