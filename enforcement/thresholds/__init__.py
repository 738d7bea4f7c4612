"""What the strikes of sellers propose at the rungs of the policy: made by a round, told, answered, disposed of by people."""
