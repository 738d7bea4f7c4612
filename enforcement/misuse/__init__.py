"""Conduct: how it weighs (pure), and what misuse says to the log. It proposes, with reasons in words; people dispose."""
