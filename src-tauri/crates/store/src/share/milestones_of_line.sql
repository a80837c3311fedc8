SELECT share.id, share.customer_id, NULL, NULL, share.milestone_id, milestone.key, milestone.milestone_date,
       share.quantity, share.unit_price, share.percent, share.billing_type, share.billing_status, share.amount_minor, share.limit_state
FROM milestone
JOIN share ON share.milestone_id = milestone.id
WHERE milestone.contract_line_id = ?1 AND share.billing_status IN ('not_ready', 'ready_to_invoice')
ORDER BY share.id
