-- The name a file had when its address was made: a program goes on by it when the file is given another one.

alter table edit_pass add column opened_as text;
