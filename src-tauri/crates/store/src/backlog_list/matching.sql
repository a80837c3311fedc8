FROM contract_line
CROSS JOIN contract ON contract.id = contract_line.contract_id
CROSS JOIN share INDEXED BY share_in_backlog ON share.contract_line_id = contract_line.id
WHERE share.billing_status IN ('not_ready', 'ready_to_invoice')
