INSERT INTO customer VALUES (3, 'Mine');
INSERT INTO purchase VALUES (7, 3, 'a kettle');
UPDATE customer SET name = 'Mine, too' WHERE id = 2;
