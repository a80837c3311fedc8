-- The candidates of one contract that fit. Reasons and lines are few, and judged once; only what neither of them lets
-- through is looked at share by share.
WITH why AS MATERIALIZED (
    SELECT number, CASE WHEN code = 'contract_parked' THEN 'parked'
                        WHEN NOT is_about_shares AND schedule_row_id IS NOT NULL THEN 'nothing_due'
                        ELSE 'passed_over' END AS verdict,
           :search <> '%%' AND code || '|' || COALESCE(cut_off_date, '') || '|' || COALESCE(next_run_date, '') || '|'
           || COALESCE(reason, '') IN (SELECT value FROM json_each(:reasons)) AS fits
    FROM process_run_reason
    WHERE process_run_id = :run AND attempt = :attempt AND contract_id = :contract
      AND (:code IS NULL OR code = :code)
), line AS MATERIALIZED (
    SELECT contract_line.id, contract_line.position,
           :search = '%%' OR contract.name LIKE :search ESCAPE '\' OR contract.key LIKE :search ESCAPE '\'
           OR contract_line.name LIKE :search ESCAPE '\' OR contract_line.key LIKE :search ESCAPE '\' AS fits
    FROM contract
    CROSS JOIN contract_line ON contract_line.contract_id = contract.id
    WHERE contract.id = :contract
), candidate AS (
    SELECT detail.contract_line_id, detail.share_id, invoice.id AS invoice_id, NULL AS exception,
           detail.position AS place, 'invoiced' AS verdict, FALSE AS fits
    FROM invoice INDEXED BY invoice_by_contract
    CROSS JOIN invoice_line_detail AS detail ON detail.invoice_id = invoice.id AND detail.kind = 'charge'
    WHERE invoice.contract_id = :contract AND invoice.process_run_id = :run AND COALESCE(:verdict, 'invoiced') = 'invoiced'
      AND :code IS NULL
    UNION ALL
    SELECT exception.contract_line_id, exception.share_id, NULL, exception.position, exception.position, why.verdict, why.fits
    FROM process_run_exception AS exception
    CROSS JOIN why ON why.number = exception.reason_number
    WHERE exception.process_run_id = :run AND exception.attempt = :attempt AND exception.contract_id = :contract
      AND :verdict IS NOT 'invoiced'
), fitting AS (
    SELECT candidate.*, line.position AS line_position
    FROM candidate
    CROSS JOIN line ON line.id = candidate.contract_line_id
    WHERE (:verdict IS NULL OR candidate.verdict = :verdict)
      AND (candidate.fits OR line.fits OR candidate.share_id IN (SELECT value FROM json_each(:shares))
           OR (:customers <> '[]' AND EXISTS (
               SELECT 1 FROM share
               WHERE share.contract_line_id = candidate.contract_line_id AND share.id = candidate.share_id
                 AND share.customer_id IN (SELECT value FROM json_each(:customers))))
           OR (:looks_at_texts AND EXISTS (
               SELECT 1 FROM share
               CROSS JOIN "transaction" AS t
                   ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
               WHERE share.contract_line_id = candidate.contract_line_id AND share.id = candidate.share_id
                 AND (t.key LIKE :search ESCAPE '\' OR t.description LIKE :search ESCAPE '\'))))
)
