"""Sellers that ask to be let in: the steps of the form, what is missing, what the rules find, and the letters."""
