-- Its number names its work in the history, so that of one that was deleted is not given again.
INSERT INTO contract_line (
    id, contract_id, position, key, name, billing_method, transaction_classes, contracted_amount_minor,
    tax_category, tax_percent, billing_start, invoice_frequency_id, not_to_exceed_minor, tasks
)
SELECT MAX(COALESCE((SELECT MAX(id) FROM contract_line), 0),
           COALESCE((SELECT highest FROM number_given WHERE record = 'contract_line'), 0)) + 1,
       ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13
