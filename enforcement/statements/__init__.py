"""Statements of reasons (Regulation (EU) 2022/2065, art. 17) in the schema of the Commission's database (art. 24(5)).

`schema` holds the rules of the database as data, `checking.problems` tells what is wrong with a payload, field by field,
and `making.statement` makes one from the facts of a decision. Pure: nothing here knows Django or a database.
"""

from enforcement.statements.checking import Problem, problems
from enforcement.statements.making import DecisionFacts, puid, statement

__all__ = ["DecisionFacts", "Problem", "problems", "puid", "statement"]
