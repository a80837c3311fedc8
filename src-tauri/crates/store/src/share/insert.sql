INSERT INTO share (
    contract_line_id, id, customer_id, transaction_id, milestone_id, class, share_date, quantity, unit_price,
    percent, billing_type, amount_minor, billing_status
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
