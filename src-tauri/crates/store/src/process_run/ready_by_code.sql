SELECT why.code, SUM(share.amount_minor)
FROM process_run_exception AS exception
CROSS JOIN share ON share.contract_line_id = exception.contract_line_id AND share.id = exception.share_id
CROSS JOIN process_run_reason AS why
    ON why.process_run_id = exception.process_run_id AND why.attempt = exception.attempt
    AND why.contract_id = exception.contract_id AND why.number = exception.reason_number
WHERE exception.process_run_id = ?1 AND exception.attempt = ?2 AND exception.contract_id = ?3
  AND share.billing_status = 'ready_to_invoice' AND share.billing_type = 'chargeable'
GROUP BY why.code
