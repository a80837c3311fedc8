WHERE t.contract_line_id = ?1 AND t.id = ?2
GROUP BY t.contract_line_id, t.id
