-- How many candidates of a run fit by the names of their contract and line or by their reason, contract by contract in
-- the order in which contracts are shown: parked ones first, then by name.
, judged AS (
    SELECT invoice.contract_id, invoice_line.contract_line_id, 'invoiced' AS verdict, NULL AS why,
           (SELECT COUNT(*) FROM invoice_line_detail AS detail
            WHERE detail.invoice_id = invoice.id AND detail.contract_line_id = invoice_line.contract_line_id
              AND detail.kind = 'charge') AS candidates
    FROM invoice INDEXED BY invoice_by_process_run
    CROSS JOIN invoice_line ON invoice_line.invoice_id = invoice.id
    WHERE invoice.process_run_id = :run AND :code IS NULL
    UNION ALL
    SELECT why.contract_id, why.contract_line_id,
           CASE WHEN code = 'contract_parked' THEN 'parked'
                WHEN NOT is_about_shares AND schedule_row_id IS NOT NULL THEN 'nothing_due'
                ELSE 'passed_over' END,
           code || '|' || COALESCE(cut_off_date, '') || '|' || COALESCE(next_run_date, '') || '|' || COALESCE(reason, ''),
           candidates
    FROM standing
    CROSS JOIN process_run_reason AS why
        ON why.process_run_id = :run AND why.attempt = standing.attempt AND why.contract_id = standing.contract_id
    WHERE (:code IS NULL OR code = :code)
)
SELECT contract.id, SUM(CASE judged.verdict WHEN 'invoiced' THEN judged.candidates ELSE 0 END),
       SUM(CASE judged.verdict WHEN 'passed_over' THEN judged.candidates ELSE 0 END),
       SUM(CASE judged.verdict WHEN 'nothing_due' THEN judged.candidates ELSE 0 END),
       SUM(CASE judged.verdict WHEN 'parked' THEN judged.candidates ELSE 0 END) AS parked,
       COALESCE(standing.attempt, :attempt)
FROM judged
CROSS JOIN contract ON contract.id = judged.contract_id
CROSS JOIN contract_line ON contract_line.id = judged.contract_line_id
LEFT JOIN standing ON standing.contract_id = judged.contract_id
WHERE :search = '%%' OR contract.name LIKE :search ESCAPE '\' OR contract.key LIKE :search ESCAPE '\'
   OR contract_line.name LIKE :search ESCAPE '\' OR contract_line.key LIKE :search ESCAPE '\'
   OR judged.why IN (SELECT value FROM json_each(:reasons))
GROUP BY contract.id
ORDER BY parked = 0, contract.name, contract.key
