SELECT id FROM customer WHERE holds_words(name || char(10) || key, ?1)
