SELECT contract_id
FROM contract_line
WHERE EXISTS (
    SELECT 1 FROM share
    WHERE share.contract_line_id = contract_line.id
      AND share.billing_status = 'ready_to_invoice'
      AND share.billing_status IN ('not_ready', 'ready_to_invoice')  -- names the partial index
) OR EXISTS (
    SELECT 1 FROM schedule_row
    WHERE schedule_row.contract_line_id = contract_line.id
      AND (run_date = ?1 OR (run_date < ?1 AND EXISTS (
          SELECT 1 FROM share WHERE share.milestone_id = schedule_row.milestone_id
              AND share.billing_status IN ('not_ready', 'ready_to_invoice'))))
) OR NOT EXISTS (SELECT 1 FROM schedule_row WHERE schedule_row.contract_line_id = contract_line.id)
GROUP BY contract_id
ORDER BY contract_id
