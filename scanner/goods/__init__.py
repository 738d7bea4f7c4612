"""What kind of goods a listing is about: a classifier of titles, trained on the marketplace's own categories, and the Nice
classes of these. Pure: no database, no Django.
"""
