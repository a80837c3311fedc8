-- A milestone that was not ready was passed over too, but is no part of what was ready.
SELECT contract.currency, exception.code, COUNT(*), SUM(share.amount_minor)
FROM process_run_exception AS exception
CROSS JOIN contract ON contract.id = exception.contract_id
CROSS JOIN share ON share.contract_line_id = exception.contract_line_id AND share.id = exception.share_id
WHERE exception.process_run_id = ?1 AND exception.attempt = ?2
  AND exception.code NOT IN ('not_ready', 'milestone_missed') AND share.billing_type = 'chargeable'
GROUP BY contract.currency, exception.code
ORDER BY contract.currency, exception.code
