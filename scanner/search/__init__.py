"""Search over a marketplace's listings: by word with the matcher's own folding, by picture, by number, by seller.

`texts`, `wording`, `alike` and `segment` are pure: arrays in memory or mapped from files. `catalogue` keeps them for each
marketplace and brings them up to date; `asking` is the question, `finding` its answer from arrays and database together.
"""
