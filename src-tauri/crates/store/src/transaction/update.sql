UPDATE "transaction"
SET key = ?3, class = ?4, transaction_date = ?5, description = ?6, role_id = ?7, category = ?8, resource_id = ?9,
    quantity = ?10, unit = ?11, unit_price = ?12, billing_type = ?13, amount_minor = ?14
WHERE contract_line_id = ?1 AND id = ?2
