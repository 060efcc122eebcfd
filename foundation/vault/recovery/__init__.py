"""The institution's recovery pair: made offline in three shares of which any two open, installed by its public half, used, replaced."""
