SELECT DISTINCT contract_id
FROM contract_line
WHERE EXISTS (
    SELECT 1 FROM share
    WHERE share.contract_line_id = contract_line.id
      AND share.billing_status = 'ready_to_invoice'
      AND share.billing_status IN ('not_ready', 'ready_to_invoice')
) OR EXISTS (SELECT 1 FROM milestone WHERE milestone.contract_line_id = contract_line.id)
  OR NOT EXISTS (SELECT 1 FROM schedule_row WHERE schedule_row.contract_line_id = contract_line.id)
ORDER BY contract_id
