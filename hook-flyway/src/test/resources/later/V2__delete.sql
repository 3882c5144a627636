DELETE FROM customer WHERE id < 3;
