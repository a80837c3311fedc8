-- A milestone that was not ready was passed over too, but is no part of what was ready. Amounts stand in the shares, so
-- every candidate is gone through.
SELECT contract.currency, why.code, COUNT(*), SUM(share.amount_minor)
FROM standing
CROSS JOIN process_run_exception AS exception
    ON exception.process_run_id = :run AND exception.attempt = standing.attempt
    AND exception.contract_id = standing.contract_id
CROSS JOIN process_run_reason AS why
    ON why.process_run_id = exception.process_run_id AND why.attempt = exception.attempt
    AND why.contract_id = exception.contract_id AND why.number = exception.reason_number
CROSS JOIN contract ON contract.id = exception.contract_id
CROSS JOIN share ON share.contract_line_id = exception.contract_line_id AND share.id = exception.share_id
WHERE why.code NOT IN ('not_ready', 'milestone_missed') AND share.billing_type = 'chargeable'
GROUP BY contract.currency, why.code
ORDER BY contract.currency, why.code
