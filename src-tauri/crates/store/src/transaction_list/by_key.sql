WHERE t.key = ?1 AND t.deleted_at IS NULL
GROUP BY t.contract_line_id, t.id
