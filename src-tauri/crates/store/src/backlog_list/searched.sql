  AND (contract_line.id IN (SELECT value FROM json_each(:found_lines))
    OR share.customer_id IN (SELECT value FROM json_each(:found_customers))
    OR contract_line.id IN (SELECT value FROM json_each(:touched_lines)) AND (
      (share.contract_line_id, share.transaction_id) IN (SELECT contract_line_id, id FROM "transaction" WHERE key = trim(:words))
      OR :has_trigrams
        --candidates AND (share.contract_line_id << 32 | share.transaction_id) IN (SELECT rowid FROM transaction_text WHERE transaction_text MATCH :trigrams)
        AND EXISTS (
        SELECT 1 FROM "transaction" AS found
        LEFT JOIN resource ON resource.id = found.resource_id
        WHERE found.contract_line_id = share.contract_line_id AND found.id = share.transaction_id
          AND holds_words(found.key || char(10) || COALESCE(found.description, '') || char(10)
                          || COALESCE(found.category, '') || char(10) || COALESCE(resource.name, ''), :words))
      OR share.class = 'milestone' AND EXISTS (
        SELECT 1 FROM share AS own
        JOIN milestone ON milestone.id = own.milestone_id
        WHERE own.contract_line_id = share.contract_line_id AND own.id = share.id
          AND holds_words(milestone.name || char(10) || milestone.key, :words))))
