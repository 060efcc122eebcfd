"""The shape and words of what is typed into a follow-up: orders and letters, the review sheet, rulings."""
