"""The demo: a fictional office and fictional complaints, brought in through the same services that serve people."""
